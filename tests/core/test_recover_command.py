"""Nobody in the commune can help any more: one command at the machine itself does."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from xaso.config.cli.main import main
from xaso.core.events.models import Event
from xaso.core.law.seed import load_law
from xaso.core.people.models import Account, RoleGrant
from xaso.core.people.second_factor import actions

pytestmark = pytest.mark.django_db
PASSWORD = "Ruộng bậc thang tháng 9"


@pytest.fixture(autouse=True)
def ready(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    load_law()
    cache.clear()


@pytest.fixture
def admin(person, gia_phu):
    """Minh is the only admin of Gia Phú."""
    actor = person("Minh", gia_phu, "quan_tri")
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(PASSWORD)
    account.save()
    return actor


def recover(capsys, *words):
    code = main(["recover", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def name_of(actor):
    return Account.objects.get(pk=actor.account_id).username


def test_the_admin_who_forgot_everything_gets_in_again(admin, capsys):
    actions.turn_on_by_paper(actor=admin, at=MORNING)
    Account.objects.filter(pk=admin.account_id).update(is_active=False, closed_at=MORNING)

    code, told = recover(capsys, name_of(admin).upper())

    client = Client()
    answer = client.post(
        reverse("account_login"),
        {"login": name_of(admin), "password": told["one_time_password"]},
        follow=True,
    )
    assert code == 0
    assert told["reopened"] is True
    assert told["second_factor_removed"] is True
    assert told["is_admin"] is True
    assert answer.redirect_chain[-1][0] == reverse("account_change_password")
    assert not Authenticator.objects.exists()


def test_it_ends_the_open_sessions_and_opens_a_shut_door(admin, capsys):
    at_work = Client()
    fields = {"login": name_of(admin), "password": PASSWORD}
    at_work.post(reverse("account_login"), fields)
    for turn in range(6):
        Client().post(reverse("account_login"), {**fields, "password": f"sai {turn}"})

    _code, told = recover(capsys, name_of(admin))

    fields["password"] = told["one_time_password"]
    assert reverse("account_login") in at_work.get(reverse("desk:home")).headers["Location"]
    assert Client().post(reverse("account_login"), fields).status_code == 302


def test_it_is_recorded_as_the_system(admin, capsys):
    _code, told = recover(capsys, name_of(admin))

    event = Event.objects.get(kind="people.account.recovered")
    assert (event.actor_id, event.subject_id) == (None, admin.account_id)
    assert told["one_time_password"] not in str(event.data)


def test_a_commune_left_without_an_admin_gets_one_when_asked_for(lan, capsys):
    _code, plain = recover(capsys, name_of(lan))
    _code, asked = recover(capsys, name_of(lan), "--admin")

    roles = RoleGrant.objects.filter(account_id=lan.account_id).values_list("role", flat=True)
    assert (plain["is_admin"], asked["is_admin"]) == (False, True)
    assert sorted(roles) == ["cong_chuc", "quan_tri"]


def test_a_name_nobody_has_is_bad_input(capsys):
    code, told = recover(capsys, "khong-co-ai")

    assert (code, told["error"]["code"]) == (2, "unknown_username")


def test_people_read_what_to_do_next(admin, capsys):
    main(["recover", name_of(admin)])

    said = capsys.readouterr().out
    assert "Mật khẩu dùng một lần:" in said
    assert "đăng nhập xong phải đặt mật khẩu mới" in said
