"""Whatever stands in the table of rules, people sign in, screens lock and nobody is closed out."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import MORNING, TODAY, VIETNAM
from tests.core.source import PACKAGE
from xaso.core.doctor import knowledge
from xaso.core.doctor.finding import Level
from xaso.core.jobs.models import Job
from xaso.core.jobs.running import Running
from xaso.core.law import actions
from xaso.core.law.bounds import BOUNDS, strictest
from xaso.core.law.models import LegalRule
from xaso.core.law.queries import RuleMissing, rule, rule_number, strict_number
from xaso.core.law.seed import load_law
from xaso.core.lock import idle as lock
from xaso.core.people.idle import close_idle_accounts
from xaso.core.people.jobs import forget_sign_ins
from xaso.core.people.models import Account, SignIn
from xaso.core.people.second_factor.queries import last_day_without, must_have
from xaso.core.rights.actor import system_actor
from xaso.modules.plans.tests.browse import send

pytestmark = pytest.mark.django_db
PASSWORD = "Ruộng bậc thang tháng 9"
UNREADABLE = ["năm", "", " ", "-5", "5 lần", "0", "100000", "NaN", "Infinity", "1e400", "٥", "=5"]


@pytest.fixture(autouse=True)
def law():
    load_law()
    cache.clear()


@pytest.fixture
def trung(person, gia_phu):
    """Trung runs the machine of Gia Phú."""
    return person("Trung", gia_phu, "quan_tri")


def spoil(value, codes=tuple(BOUNDS)):
    LegalRule.objects.filter(code__in=codes).update(value=value, confirmed=True)


def give_password(actor):
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(PASSWORD)
    account.last_seen_at = MORNING
    account.save()
    return account


def unreadable():
    return [each for each in knowledge.rules(MORNING) if each.code == "rule_unreadable"]


def try_door(client, account, password):
    given = {"login": account.username, "password": password}
    return client.post(reverse("account_login"), given)


@pytest.mark.parametrize("value", UNREADABLE)
def test_people_come_in_and_guessing_is_stopped_as_before(lan, client, value):
    account = give_password(lan)
    spoil(value)

    come_in = try_door(client, account, PASSWORD)
    client.post(reverse("account_logout"))
    client.cookies.clear()
    for turn in range(5):
        try_door(client, account, f"sai {turn}")

    assert come_in.status_code == 302
    assert "Nhập sai quá nhiều lần" in try_door(client, account, PASSWORD).content.decode()


@pytest.mark.parametrize("value", UNREADABLE)
def test_screens_lock_after_the_packaged_minutes(lan, trung, value):
    spoil(value)

    assert [lock.limit_seconds(who, TODAY) for who in (lan, trung)] == [900, 300]


@pytest.mark.parametrize("value", UNREADABLE)
def test_a_new_password_is_asked_for_as_long_and_varied_as_packaged(lan, value):
    account = give_password(lan)
    spoil(value)

    validate_password(PASSWORD, account)
    with pytest.raises(ValidationError, match="ít nhất 14 ký tự"):
        validate_password("ngan 1A", account)
    with pytest.raises(ValidationError, match="còn thiếu"):
        validate_password("ruong bac thang", account)


@pytest.mark.parametrize("value", UNREADABLE)
def test_accounts_in_use_stay_open_and_the_others_are_closed_after_45_days(
    gia_phu, trung, lan, minh, value
):
    give_password(trung)
    for actor, days in ((lan, 44), (minh, 45)):
        Account.objects.filter(pk=actor.account_id).update(
            last_seen_at=MORNING - timedelta(days=days)
        )
    spoil(value)

    closed = close_idle_accounts(actor=system_actor(gia_phu), at=MORNING)

    assert [account.full_name for account in closed] == ["Minh"]


@pytest.mark.parametrize("value", ["năm", "-5", "100000"])
def test_the_days_of_grace_stay_as_packaged(trung, value):
    account = Account(second_factor_asked_at=MORNING)
    spoil(value)

    assert last_day_without(account, TODAY) == TODAY + timedelta(days=7)


@pytest.mark.parametrize("value", ["yes", "", "có ", "Có", "bật", "1"])
def test_only_a_clear_no_lets_admins_in_without_a_second_factor(trung, value):
    LegalRule.objects.filter(code="mfa.required").update(value=value)
    asked = must_have(trung, TODAY)
    LegalRule.objects.filter(code="mfa.required").update(value=" Không ")

    assert asked
    assert not must_have(trung, TODAY)


def test_the_diary_of_sign_ins_is_not_emptied(lan):
    SignIn.objects.create(
        account_id=lan.account_id,
        address="127.0.0.1",
        signed_in_at=MORNING - timedelta(days=300),
        last_seen_at=MORNING,
    )
    spoil("0")

    forget_sign_ins(Running(Job(name="people.forget_sign_ins"), MORNING))

    assert SignIn.objects.exists()


def test_on_a_machine_whose_clock_fell_back_years_passwords_are_set_all_the_same(lan, clock):
    account = give_password(lan)
    clock.move_to(datetime(2001, 1, 1, tzinfo=VIETNAM))

    validate_password(PASSWORD, account)
    with pytest.raises(ValidationError, match="ít nhất 14 ký tự"):
        validate_password("ngan 1A", account)


def test_a_rule_that_can_be_read_counts_however_strict(lan):
    spoil("3", ["lockout.tries"])

    assert rule_number("lockout.tries", on=TODAY) == 3


def test_of_several_packaged_values_the_strictest_counts():
    assert {code: strictest(code) for code in BOUNDS} == {
        "account.idle.days": 45,
        "idle.admin.minutes": 5,
        "idle.user.minutes": 15,
        "lockout.minutes": 15,
        "lockout.tries": 5,
        "mfa.grace.days": 7,
        "password.admin.change.months": 2,
        "password.classes.without_mfa": 4,
        "password.length.with_mfa": 8,
        "password.length.without_mfa": 14,
        "retention.log.access.months": 12,
    }


def test_every_packaged_value_can_be_read():
    for code in BOUNDS:
        values = LegalRule.objects.filter(code=code).values_list("value", flat=True)
        assert values
        assert all(int(value) >= 1 for value in values)
    assert not unreadable()


def test_every_number_the_core_counts_with_has_bounds():
    """A rule without bounds would break its page for everybody when it cannot be read."""
    called = re.compile(r"(?:rule|strict)_number\(\s*\"([a-z._]+)\"")
    used = {code for path in PACKAGE.rglob("*.py") for code in called.findall(path.read_text())}

    assert used
    assert used <= set(BOUNDS)


def test_a_day_without_any_rule_is_told_apart():
    with pytest.raises(RuleMissing):
        rule_number("lockout.tries", on=date(2001, 1, 1))
    assert strict_number("lockout.tries", on=date(2001, 1, 1)) == 5


def test_the_doctor_names_the_rule_nobody_can_read():
    spoil("năm", ["lockout.tries"])
    LegalRule.objects.filter(code="mfa.required").update(value="bật", confirmed=True)

    found = unreadable()

    assert {each.level for each in found} == {Level.PROBLEM}
    said = " ".join(each.message for each in found)
    assert "“năm”" in said
    assert "đang dùng mức chặt nhất: 5 lần" in said
    assert "“bật”" in said


def test_a_rule_confirmed_wrongly_can_be_put_right(trung, sign_in):
    spoil("năm", ["lockout.tries"])
    client = sign_in(trung)
    address = reverse("desk:rule_confirm", args=["lockout.tries", "2026-07-24"])

    page = client.get(reverse("desk:rules"), {"q": "số lần nhập sai"}).content.decode()
    send(client, address, value="4", checked="on")

    assert "Không đọc được" in page
    assert address in page
    assert rule_number("lockout.tries", on=TODAY) == 4


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("lockout.tries", "0", "từ 2 đến 20"),
        ("idle.user.minutes", "100000", "từ 1 đến 240"),
        ("mfa.required", "bật", "“có” hoặc “không”"),
    ],
)
def test_what_cannot_be_read_is_not_confirmed_either(trung, code, typed, said):
    known = rule(code, on=TODAY)

    with pytest.raises(ValidationError, match=said):
        actions.confirm_rule(actor=trung, rule_id=known.pk, value=typed, at=MORNING)
