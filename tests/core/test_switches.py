"""A commune switches off what it does not need: menu and addresses follow, nothing is lost."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError

from xaso.core.switches.actions import set_module
from xaso.core.switches.known import is_on, module_of, switches
from xaso.core.units.models import Commune

pytestmark = pytest.mark.django_db
PART, PAGE = "indicators", "/chi-so/"


@pytest.fixture
def optional(monkeypatch):
    """Numbers stand in for a part that says it may be switched off."""
    monkeypatch.setattr(apps.get_app_config(PART), "switch_about", "Nhập số liệu", raising=False)


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


def test_a_part_nobody_switched_off_is_on(optional, gia_phu):
    assert is_on(gia_phu, PART)


def test_what_is_off_leaves_the_menu_and_says_so_at_its_address(optional, trung, minh, sign_in):
    set_module(actor=trung, module=PART, on=False)
    client = sign_in(minh)

    page = client.get(PAGE)
    home = client.get("/ke-hoach/").content.decode()

    assert page.status_code == 404
    assert "Xã chưa dùng phần này" in page.content.decode()
    assert f'href="{PAGE}' not in home


def test_switched_on_again_it_is_there_as_before(optional, trung, minh, sign_in):
    set_module(actor=trung, module=PART, on=False)
    set_module(actor=trung, module=PART, on=True)

    assert sign_in(minh).get(PAGE).status_code == 200


def test_another_commune_keeps_its_own_choice(optional, trung, sua, sign_in):
    set_module(actor=trung, module=PART, on=False)

    assert sign_in(sua).get(PAGE).status_code == 200


def test_a_visitor_is_asked_to_sign_in_as_everywhere(optional, trung, client):
    set_module(actor=trung, module=PART, on=False)

    assert client.get(PAGE).status_code == 302


def test_plans_cannot_be_switched_off(trung):
    with pytest.raises(ValidationError, match="luôn bật"):
        set_module(actor=trung, module="plans", on=False)


def test_only_who_may_switches(optional, lan):
    with pytest.raises(PermissionDenied):
        set_module(actor=lan, module=PART, on=False)


def test_the_same_choice_twice_is_one_event(optional, trung, gia_phu):
    from xaso.core.events.models import Event

    set_module(actor=trung, module=PART, on=False)
    set_module(actor=trung, module=PART, on=False)

    assert Event.objects.filter(kind="switches.module.set").count() == 1
    assert Commune.objects.get(pk=gia_phu.pk).modules_off == [PART]


def test_the_admin_switches_on_the_page_and_reads_what_happened(optional, trung, sign_in):
    client = sign_in(trung)

    shown = client.get("/cac-phan/").content.decode()
    said = client.post("/cac-phan/", {"module": PART, "on": "0"}, follow=True).content.decode()

    assert "Nhập số liệu" in shown
    assert "Dữ liệu đã nhập vẫn còn" in said
    assert "Đang tắt" in said


def test_a_view_belongs_to_the_part_it_is_written_in(optional):
    assert module_of("xaso.modules.indicators.views.targets") == PART
    assert module_of("xaso.modules.plans.views.village") == ""
    assert PART in {each.module for each in switches()}
