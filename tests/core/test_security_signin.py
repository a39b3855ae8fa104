"""Guessing is stopped, and a prank does not shut the person out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from xaso.core.people.known_browser import COOKIE
from xaso.core.people.models import Account, RoleGrant

PASSWORD = "ruộng bậc thang tháng chín"
LOCKED = "Nhập sai quá nhiều lần"


@pytest.fixture
def account(gia_phu):
    cache.clear()
    account = Account(
        commune=gia_phu,
        username="lan.gia-phu",
        full_name="Lan",
        made_at=MORNING,
        must_change_password=False,
    )
    account.set_password(PASSWORD)
    account.save()
    RoleGrant.objects.create(account=account, role="cong_chuc", from_date=MORNING.date())
    return account


def sign_in(browser, password, name="lan.gia-phu", **more):
    address = reverse("account_login")
    return browser.post(address, {"login": name, "password": password}, **more)


def prank(**more):
    return [sign_in(Client(), f"sai {turn}", **more) for turn in range(6)]


def test_guessing_is_stopped_after_five_tries(account):
    answers = prank()

    assert LOCKED not in answers[4].content.decode()
    assert LOCKED in answers[5].content.decode()
    assert LOCKED in sign_in(Client(), PASSWORD).content.decode()


@pytest.mark.parametrize(
    "disguise",
    [
        lambda turn: {"HTTP_HOST": f"may-{turn}.example"},
        lambda turn: {"HTTP_X_FORWARDED_FOR": f"10.0.0.{turn}"},
        lambda turn: {"REMOTE_ADDR": f"10.0.0.{turn}"},
        lambda turn: {"name": ["lan.gia-phu", "LAN.gia-phu", " lan.gia-phu"][turn % 3]},
    ],
    ids=["host", "forwarded", "address", "spelling"],
)
def test_guessing_in_disguise_is_stopped_as_early(account, disguise):
    for turn in range(5):
        sign_in(Client(), f"sai {turn}", **disguise(turn))

    assert LOCKED in sign_in(Client(), PASSWORD, **disguise(9)).content.decode()


def test_a_prank_does_not_shut_a_person_out_of_the_own_machine(account):
    own = Client()
    sign_in(own, PASSWORD)
    own.post(reverse("account_logout"))

    prank()

    assert sign_in(own, PASSWORD).status_code == 302


def test_a_known_machine_is_no_free_place_to_guess(account):
    own = Client()
    sign_in(own, PASSWORD)
    own.post(reverse("account_logout"))

    for turn in range(5):
        sign_in(own, f"sai {turn}")

    assert LOCKED in sign_in(own, PASSWORD).content.decode()


@pytest.mark.parametrize("forged", ["", "x", "x:y:z"])
def test_a_forged_mark_of_a_known_machine_helps_nobody(account, forged):
    prank()

    stranger = Client()
    stranger.cookies[COOKIE] = forged
    assert LOCKED in sign_in(stranger, PASSWORD).content.decode()


@pytest.fixture
def colleague(account, gia_phu):
    colleague = Account(
        commune=gia_phu, username="minh", full_name="Minh", made_at=MORNING,
        must_change_password=False,
    )  # fmt: skip
    colleague.set_password(PASSWORD)
    colleague.save()
    return colleague


def test_the_machine_of_a_colleague_is_not_the_own_one(colleague):
    other = Client()
    sign_in(other, PASSWORD, name=colleague.username)
    other.post(reverse("account_logout"))

    prank()

    assert LOCKED in sign_in(other, PASSWORD).content.decode()
    assert "lan" not in other.cookies[COOKIE].value


def test_signing_in_oneself_gives_no_new_tries_at_a_colleague_of_the_same_machine(colleague):
    shared = Client()
    for name in ("lan.gia-phu", colleague.username):
        sign_in(shared, PASSWORD, name=name)
        shared.post(reverse("account_logout"))

    for turn in range(5):
        sign_in(shared, f"sai {turn}")
        sign_in(shared, PASSWORD, name=colleague.username)
        shared.post(reverse("account_logout"))

    assert LOCKED in sign_in(shared, PASSWORD).content.decode()


def test_a_new_session_begins_with_the_sign_in(account):
    browser = Client()
    browser.get(reverse("account_login"))
    browser.cookies["xaso_session"] = "0" * 32

    sign_in(browser, PASSWORD)

    assert browser.cookies["xaso_session"].value != "0" * 32


def test_unknown_and_known_names_get_the_same_words(account):
    unknown, known = sign_in(Client(), "sai", name="khong-co-ai"), sign_in(Client(), "sai")

    assert unknown.context["form"].errors == known.context["form"].errors
