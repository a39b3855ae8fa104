"""Where a person is signed in, and how a session ends at once."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import MORNING, TODAY
from xaso.core.law.seed import load_law
from xaso.core.people import actions as people
from xaso.core.people.models import Account, RoleGrant, SignIn
from xaso.core.people.sign_ins import actions
from xaso.core.people.sign_ins.browser_words import browser_in_words

pytestmark = pytest.mark.django_db
PASSWORD = "Ruộng bậc thang tháng 9"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 9; SM-A105F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture(autouse=True)
def law():
    load_law()
    cache.clear()


@pytest.fixture
def officer(lan):
    """Lan with a password of her own."""
    account = Account.objects.get(pk=lan.account_id)
    account.set_password(PASSWORD)
    account.save()
    return lan


@pytest.fixture
def admin(person, gia_phu):
    """Minh looks after the accounts of Gia Phú."""
    return person("Minh", gia_phu, "quan_tri")


def signed_in(actor, browser=CHROME, **more):
    client = Client(headers={"user-agent": browser})
    name = Account.objects.get(pk=actor.account_id).username
    answer = client.post(reverse("account_login"), {"login": name, "password": PASSWORD}, **more)
    assert answer.status_code == 302
    return client


def is_out(client):
    answer = client.get(reverse("desk:home"))
    return answer.status_code == 302 and reverse("account_login") in answer.headers["Location"]


def my_page(client):
    return client.get(reverse("account_sessions")).content.decode()


def test_a_person_sees_the_own_sessions_in_words(officer):
    signed_in(officer, PHONE, REMOTE_ADDR="192.168.1.30")
    here = signed_in(officer)

    page = my_page(here)

    assert "Chrome trên Windows" in page
    assert "Samsung Internet trên Android" in page
    assert "192.168.1.30" in page
    assert page.count("Phiên này") == 1
    assert page.index("Chrome trên Windows") < page.index("Samsung Internet trên Android")


def test_one_session_is_ended_from_another_machine_at_once(officer):
    phone, here = signed_in(officer, PHONE), signed_in(officer)
    row = SignIn.objects.get(user_agent=PHONE)

    here.post(reverse("account_session_end", args=[row.pk]))

    assert is_out(phone)
    assert not is_out(here)
    assert "Samsung Internet" not in my_page(here)


def test_a_session_ended_right_after_its_screen_was_unlocked_is_over(officer):
    """Unlocking gives it a new key that its row has not heard of yet."""
    office, home = signed_in(officer), signed_in(officer, PHONE)
    [row] = [row for row in SignIn.objects.filter(ended_at=None) if "Windows" in row.user_agent]
    cover = {"X-Xaso-Cover": str(officer.account_id)}
    office.get(reverse("lock:unlock"), headers=cover)
    unlocked = office.post(reverse("lock:unlock"), {"password": PASSWORD}, headers=cover)

    home.post(reverse("account_session_end", args=[row.pk]))

    after = office.get("/viec-cua-toi/", headers={"X-Xaso-Poll": "1"})
    assert unlocked.status_code == 204
    assert after.headers["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in office.session


def test_all_other_sessions_are_ended_and_this_one_stays(officer):
    others = [signed_in(officer, PHONE), signed_in(officer)]
    here = signed_in(officer)

    here.post(reverse("account_sessions_end_others"))

    assert [is_out(client) for client in others] == [True, True]
    assert not is_out(here)
    assert my_page(here).count("Chrome trên Windows") == 1


def test_the_session_of_a_colleague_is_nobody_elses_business(officer, thao):
    signed_in(officer)
    row = SignIn.objects.get()

    with pytest.raises(SignIn.DoesNotExist):
        actions.end_own_session(actor=thao, sign_in_id=row.pk, at=MORNING)
    with pytest.raises(PermissionDenied):
        actions.end_session(actor=thao, sign_in_id=row.pk, at=MORNING)


def test_the_admin_sees_and_ends_the_sessions_of_a_person(admin, officer, sign_in):
    phone, desk = signed_in(officer, PHONE), signed_in(officer)
    client = sign_in(admin)
    page = client.get(reverse("desk:person_sessions", args=[officer.account_id]))
    row = SignIn.objects.get(user_agent=PHONE)

    client.post(reverse("desk:session_end", args=[row.pk]))
    one_out = [is_out(phone), is_out(desk)]
    client.post(reverse("desk:person_sessions_end", args=[officer.account_id]))

    assert "Samsung Internet trên Android" in page.content.decode()
    assert one_out == [True, False]
    assert is_out(desk)


def test_sessions_of_another_commune_do_not_exist(admin, sua, sign_in):
    row = SignIn.objects.create(
        account_id=sua.account_id, address="10.0.0.1", signed_in_at=MORNING, last_seen_at=MORNING
    )

    client = sign_in(admin)

    assert client.post(reverse("desk:session_end", args=[row.pk])).status_code == 404
    assert client.get(reverse("desk:person_sessions", args=[sua.account_id])).status_code == 404


@pytest.mark.parametrize(
    "act",
    [
        lambda admin, who: people.reset_password(actor=admin, account_id=who, at=MORNING),
        lambda admin, who: people.close_account(
            actor=admin, account_id=who, reason="nghỉ", at=MORNING
        ),
    ],
    ids=["new password", "closed"],
)
def test_a_new_password_and_a_closed_account_end_every_session_at_once(admin, officer, act):
    at_work = signed_in(officer)

    act(admin, officer.account_id)

    assert is_out(at_work)
    assert not SignIn.objects.filter(account=officer.account_id, ended_at=None).exists()


def test_a_role_that_is_taken_away_is_gone_with_the_next_page(admin, officer):
    at_work = signed_in(officer)
    before = at_work.get(reverse("plans:plans")).status_code
    grant = RoleGrant.objects.get(account=officer.account_id)

    people.end_role(actor=admin, grant_id=grant.pk, on_date=TODAY)

    assert (before, at_work.get(reverse("plans:plans")).status_code) == (200, 403)


def test_a_session_known_before_the_sign_in_is_worth_nothing_after_it(officer):
    thief = Client()
    thief.get(reverse("account_login"))
    name = Account.objects.get(pk=officer.account_id).username
    victim = Client()
    victim.cookies = thief.cookies
    before = victim.session.session_key

    victim.post(reverse("account_login"), {"login": name, "password": PASSWORD})

    assert victim.session.session_key != before


def test_who_changes_the_own_password_stays_in_and_all_others_are_out(officer):
    other, here = signed_in(officer, PHONE), signed_in(officer)
    new = "Suối chảy qua bản 2026!"

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert is_out(other)
    assert not is_out(here)
    assert my_page(here).count("Phiên này") == 1


def test_being_here_is_noted_every_few_minutes_and_costs_nothing_between(officer, clock):
    client = signed_in(officer)
    address = reverse("account_sessions")
    client.get(address)
    row = SignIn.objects.get()
    clock.shift(240)
    client.get(address)
    row.refresh_from_db()
    early = row.last_seen_at
    clock.shift(120)

    client.get(address)

    row.refresh_from_db()
    assert early == MORNING
    assert row.last_seen_at == MORNING + timedelta(seconds=360)
    assert Account.objects.get(pk=officer.account_id).last_seen_at == row.last_seen_at
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert [each["sql"] for each in asked if each["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_a_session_that_was_signed_out_is_told_no_more(officer):
    client, here = signed_in(officer, PHONE), signed_in(officer)

    client.post(reverse("account_logout"))

    assert "Samsung" not in my_page(here)
    assert SignIn.objects.filter(ended_at=MORNING).count() == 1


def test_who_comes_in_again_at_the_same_browser_has_one_session(officer):
    here = signed_in(officer)
    name = Account.objects.get(pk=officer.account_id).username
    here.post(reverse("account_logout"))
    here.post(reverse("account_login"), {"login": name, "password": PASSWORD})

    assert my_page(here).count("Chrome trên Windows") == 1


def test_a_session_that_ran_out_is_told_no_more(officer, clock):
    signed_in(officer, PHONE)
    clock.shift(13 * 3600)
    here = signed_in(officer)

    assert "Samsung" not in my_page(here)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome trên Windows"),
        (CHROME + " Edg/126.0.0.0", "Edge trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
         "Firefox trên Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
         "Safari trên iPhone"),
        ("curl/8.0", "Trình duyệt lạ"),
        ("", "Trình duyệt lạ"),
    ],
)  # fmt: skip
def test_a_browser_is_called_as_people_call_it(agent, words):
    assert browser_in_words(agent) == words
