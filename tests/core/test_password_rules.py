"""How a password must be, by dated rules, with and without a second factor."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from conftest import MORNING
from xaso.core.law.models import LegalRule
from xaso.core.law.seed import load_law
from xaso.core.people import actions
from xaso.core.people.models import Account
from xaso.core.people.password_age import save_sign_in_settings
from xaso.core.people.second_factor import actions as factor

pytestmark = pytest.mark.django_db
PASSWORD = "Ruộng bậc thang tháng 9"


@pytest.fixture(autouse=True)
def law():
    load_law()
    cache.clear()


@pytest.fixture
def admin(person, gia_phu):
    """Minh looks after the accounts of Gia Phú."""
    actor = person("Minh", gia_phu, "quan_tri")
    change(actor, PASSWORD)
    return actor


def account_of(actor):
    return Account.objects.get(pk=actor.account_id)


def change(actor, password, at=MORNING):
    return actions.change_own_password(account=account_of(actor), password=password, at=at)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngan 1A", ["cần ít nhất 14 ký tự, mới có 7"]),
        ("ruộng bậc thang", ["còn thiếu chữ hoa, chữ số"]),
        ("ruongbacthang2026", ["còn thiếu chữ hoa, dấu cách hoặc dấu câu"]),
        ("abc", ["cần ít nhất 14 ký tự, mới có 3", "còn thiếu chữ hoa, chữ số"]),
    ],
)
def test_what_is_missing_is_said_plainly(lan, password, said):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, account_of(lan))

    text = " ".join(refused.value.messages)
    assert all(each in text for each in said)


def test_a_short_sentence_with_a_capital_and_a_number_is_enough(lan):
    validate_password(PASSWORD, account_of(lan))


def test_beside_a_second_factor_eight_letters_are_enough(lan):
    factor.turn_on_by_paper(actor=lan, at=MORNING)

    validate_password("bậc thang", account_of(lan))
    with pytest.raises(ValidationError, match="ít nhất 8 ký tự, mới có 5"):
        validate_password("thang", account_of(lan))


def test_fewer_kinds_may_be_asked_for_by_the_rule(lan):
    LegalRule.objects.filter(code="password.classes.without_mfa").update(value="3")

    validate_password("ruộng bậc thang 2026", account_of(lan))
    with pytest.raises(ValidationError, match="cần thêm 1 trong số: chữ hoa, chữ số"):
        validate_password("ruộng bậc thang", account_of(lan))


def test_without_the_factor_a_short_password_must_be_changed(lan):
    factor.turn_on_by_paper(actor=lan, at=MORNING)
    change(lan, "bậc thang")

    factor.turn_off(actor=lan, at=MORNING)

    assert account_of(lan).must_change_password


def test_a_long_one_stays(lan):
    factor.turn_on_by_paper(actor=lan, at=MORNING)
    change(lan, PASSWORD)

    factor.turn_off(actor=lan, at=MORNING)

    assert not account_of(lan).must_change_password


def test_nobody_changes_passwords_by_the_calendar_unless_the_commune_wants_it(
    admin, client, clock
):
    clock.shift(timedelta(days=200))

    assert _first_page(client, admin) != reverse("account_change_password")


def test_where_it_wants_it_admins_set_a_new_one_every_two_months(admin, client, clock):
    save_sign_in_settings(actor=admin, admin_password_expires=True)
    clock.move_to(MORNING + timedelta(days=59))
    before = _first_page(client, admin)
    client.post(reverse("account_logout"))
    clock.move_to(MORNING + timedelta(days=62))

    after = _first_page(client, admin)

    assert before != reverse("account_change_password")
    assert after == reverse("account_change_password")


def test_and_officers_are_never_asked(admin, lan, client, clock):
    change(lan, PASSWORD)
    save_sign_in_settings(actor=admin, admin_password_expires=True)
    clock.shift(timedelta(days=200))

    assert _first_page(client, lan) != reverse("account_change_password")


def _first_page(client, actor):
    fields = {"login": account_of(actor).username, "password": PASSWORD}
    answer = client.post(reverse("account_login"), fields)
    assert answer.status_code == 302
    return client.get(answer.headers["Location"]).headers.get("Location", "")


def test_the_switch_stands_on_a_page_with_the_rules_of_today(admin, sign_in):
    client = sign_in(admin)

    page = client.get(reverse("desk:signin_safety")).content.decode()
    client.post(reverse("desk:signin_safety"), {"admin_password_expires": "on"})

    assert "14 ký tự" in page
    assert "45 ngày" in page
    assert "checked" in client.get(reverse("desk:signin_safety")).content.decode()


def test_the_rules_are_said_as_a_clerk_says_them_and_the_law_stands_below(admin, sign_in):
    LegalRule.objects.filter(code="lockout.minutes").update(confirmed=True)

    page = sign_in(admin).get(reverse("desk:signin_safety"))
    rules = page.context["rules"]
    told = {line.code: line for line in rules.lines}

    assert str(told["lockout.tries"].label) == "Gõ sai mật khẩu thì tạm khóa sau"
    assert told["lockout.tries"].value == "5 lần"
    assert rules.source == "TCVN 14423:2026, chưa đối chiếu"
    assert told["lockout.tries"].source == "", "said once for all"
    assert told["lockout.minutes"].source == "TCVN 14423:2026"
    assert told["mfa.grace.days"].source == "phần mềm đặt, chưa đối chiếu"
    assert "Số lần nhập sai trước khi tạm khóa" not in page.content.decode()
    assert "Căn cứ: TCVN 14423:2026, chưa đối chiếu." in page.content.decode()


def test_what_cannot_be_read_shows_what_holds_instead(admin, sign_in):
    LegalRule.objects.filter(code="lockout.tries").update(value="năm")
    LegalRule.objects.filter(code="mfa.required").update(value="bật")

    page = sign_in(admin).get(reverse("desk:signin_safety"))
    told = {line.code: (line.value, line.source) for line in page.context["rules"].lines}

    assert told["lockout.tries"] == ("5 lần", "TCVN 14423:2026 ghi “năm”, không đọc được")
    assert told["mfa.required"] == ("có", "TCVN 14423:2026 ghi “bật”, không đọc được")


def test_an_officer_does_not_turn_the_switch(lan):
    with pytest.raises(PermissionDenied):
        save_sign_in_settings(actor=lan, admin_password_expires=True)
