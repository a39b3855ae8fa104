"""Stepping into a role of the sample with one press, and nowhere else."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from xaso.core.events.models import Event
from xaso.core.people.actions_sample import enter_sample_role
from xaso.core.people.models import Account
from xaso.core.units.models import Commune
from xaso.modules.plans.tests.make import TODAY

pytestmark = pytest.mark.django_db
ADDRESS = "/vao-vai/"


@pytest.fixture
def sample(gia_phu):
    Commune.objects.filter(pk=gia_phu.pk).update(is_sample=True)
    return gia_phu


def name_of(actor):
    return Account.objects.get(pk=actor.account_id).username


def enter(client, actor, to=""):
    return client.post(ADDRESS, {"vai": f"{name_of(actor)}:{to}"})


def test_one_press_makes_a_visitor_chairman_and_leads_on(client, sample, thao):
    response = enter(client, thao, "/toan-canh/")

    assert response.url == "/toan-canh/"
    page = client.get("/toan-canh/").content.decode()
    assert "Đang vào vai Thào" in page


def test_without_a_page_each_role_lands_where_its_work_is(client, sample, lan, pao):
    assert enter(client, lan).url == "/viec-cua-toi/"
    assert enter(client, pao).url == reverse("plans:village")


def test_it_leaves_one_line_in_the_diary(client, sample, thao):
    enter(client, thao)

    event = Event.objects.get()
    assert (event.kind, event.actor_id) == ("people.sample.entered", thao.account_id)


def test_a_real_person_is_refused_whatever_the_role(client, thao):
    response = enter(client, thao, "/toan-canh/")

    assert response.url == "/"
    assert "Chỉ vào vai được người trong dữ liệu mẫu" in client.get("/").content.decode()
    assert client.get("/toan-canh/").status_code == 302


def test_a_role_that_is_not_offered_is_refused(client, sample, person):
    deputy = person("Hòa", sample, "pho_chu_tich")
    both = person("Chi", sample, "cong_chuc", "bao_ve_du_lieu")

    assert enter(client, deputy).url == "/"
    assert enter(client, both).url == "/"


@pytest.mark.parametrize("username", ["", "khong-co", "thao.02923' OR 1=1"])
def test_a_name_nobody_has_is_refused(client, sample, username):
    with pytest.raises(ValidationError):
        enter_sample_role(username=username, today=TODAY)


def test_a_closed_account_is_refused(client, sample, lan):
    account = Account.objects.get(pk=lan.account_id)
    Account.objects.filter(pk=account.pk).update(is_active=False, closed_at=account.made_at)

    assert enter(client, lan).url == "/"


@pytest.mark.parametrize(
    "away", ["https://xa.example/", "//xa.example/", "javascript:alert(1)", "\\\\xa.example"]
)
def test_it_never_leads_to_another_house(client, sample, lan, away):
    assert enter(client, lan, away).url == "/viec-cua-toi/"


def test_another_site_cannot_press_the_button(sample, lan):
    stranger = Client(enforce_csrf_checks=True)

    assert enter(stranger, lan).status_code == 403


def test_the_address_alone_leads_to_the_first_page(client, sample):
    assert client.get(ADDRESS).url == "/"


def test_a_second_role_takes_the_place_of_the_first(client, sample, lan, thao):
    enter(client, lan)
    enter(client, thao, "/toan-canh/")

    assert client.get("/toan-canh/").status_code == 200
