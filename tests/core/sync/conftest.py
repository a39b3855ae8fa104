import pytest

from conftest import MORNING
from tests.core.sync.phones import phone_for
from xaso.core.units.models import Village


@pytest.fixture
def mau_son(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn", kind="thon")


@pytest.fixture
def admin(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def pao(person, gia_phu, mau_son):
    return person("Páo", gia_phu, "truong_thon", village=mau_son)


@pytest.fixture
def sua(person, gia_phu, mau_son):
    return person("Súa", gia_phu, "truong_thon", village=mau_son)


@pytest.fixture
def phone(admin, pao):
    return phone_for(admin, pao, MORNING)


@pytest.fixture
def other(admin, sua):
    """Another phone in the same village."""
    return phone_for(admin, sua, MORNING, "Máy của Súa")
