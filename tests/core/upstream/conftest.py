import pytest

from conftest import MORNING
from tests.core.upstream.line import Line
from xaso.core.units.models import Village
from xaso.core.upstream.actions import invite_node
from xaso.core.upstream.joining import join
from xaso.modules.coverage.tests import make


@pytest.fixture
def province(ta_van):
    """Another commune's rows in the same database stand for the province."""
    return ta_van


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc")


@pytest.fixture
def chi(person, province):
    return person("Chi", province, "quan_tri")


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def link(trung, chi, line):
    _node, _invitation, code = invite_node(actor=chi, unit_code="02923", at=MORNING)
    return join(actor=trung, address="https://tinh.example", code=code, at=MORNING, door=line)


@pytest.fixture
def mau_son(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn", kind="thon")


@pytest.fixture
def place(lan, mau_son):
    return make.place(lan, mau_son)


@pytest.fixture
def petition(lan, place):
    make.survey(lan, place, level=0)
    return make.sent(lan, make.petition(lan, place))
