"""Beside the password a code: of the phone, without any network, or of a printed slip."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from conftest import MORNING
from tests.core.second_factor import (
    PASSWORD,
    SECRET,
    code_at,
    give_code,
    give_password,
    is_in,
    turn_on,
)
from xaso.core.law.models import LegalRule
from xaso.core.law.seed import load_law
from xaso.core.people.actions import change_own_password
from xaso.core.people.models import Account
from xaso.core.people.second_factor import actions
from xaso.core.people.second_factor.queries import factor_of
from xaso.core.units.models import Commune

pytestmark = pytest.mark.django_db
WRONG = "Mã không đúng hoặc đã dùng"


@pytest.fixture(autouse=True)
def law():
    load_law()
    cache.clear()


def test_the_password_alone_does_not_open_the_door_any_more(officer):
    turn_on(officer)

    browser, answer = give_password(officer)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(browser)
    assert reverse("account_login") in browser.get(reverse("desk:home")).headers["Location"]


def test_the_code_of_the_phone_opens_it(officer, clock):
    turn_on(officer)
    clock.shift(60)
    browser, _answer = give_password(officer)

    answer = give_code(browser, code_at(MORNING + timedelta(seconds=60)))

    assert answer.status_code == 302
    assert is_in(browser)


def test_a_code_is_typed_with_or_without_the_gap(officer, clock):
    turn_on(officer)
    clock.shift(60)
    code = code_at(MORNING + timedelta(seconds=60))
    browser, _answer = give_password(officer)

    give_code(browser, f"{code[:3]} {code[3:]}")

    assert is_in(browser)


def test_a_code_seen_over_the_shoulder_is_of_no_use(officer, clock):
    turn_on(officer)
    clock.shift(60)
    code = code_at(MORNING + timedelta(seconds=60))
    first, _answer = give_password(officer)
    give_code(first, code)

    second, _answer = give_password(officer)
    answer = give_code(second, code)

    assert WRONG in answer.content.decode()
    assert not is_in(second)


def test_the_code_that_turned_it_on_does_not_open_the_door(officer):
    turn_on(officer)
    browser, _answer = give_password(officer)

    give_code(browser, code_at(MORNING))

    assert not is_in(browser)


def test_a_code_of_the_slip_opens_the_door_once(officer):
    codes = turn_on(officer)
    first, _answer = give_password(officer)
    give_code(first, codes[3])

    second, _answer = give_password(officer)
    answer = give_code(second, codes[3])

    assert is_in(first)
    assert WRONG in answer.content.decode()
    assert not is_in(second)
    assert factor_of(officer.account_id).codes_left == 9


def test_guessing_codes_is_stopped_after_five_tries(officer, clock):
    codes = turn_on(officer)
    browser, _answer = give_password(officer)

    answers = [give_code(browser, f"{number:06}") for number in range(6)]

    assert WRONG in answers[3].content.decode()
    assert "tạm khóa cửa đăng nhập. Đăng nhập lại được từ 08:15" in answers[4].content.decode()
    assert "Nhập sai quá nhiều lần" in answers[5].content.decode()
    assert "từ 08:15" in answers[5].content.decode()
    give_code(browser, codes[0])
    assert not is_in(browser)


def test_who_sees_the_page_on_that_very_phone_opens_the_app_by_one_press(officer, sign_in):
    page = sign_in(officer).get(reverse("account_second_factor_on"))

    assert f'href="{escape(page.context["address"])}"' in page.content.decode()
    assert page.context["address"].startswith("otpauth://totp/")


def test_a_phone_whose_clock_is_minutes_away_works_from_the_first_day_on(officer, clock):
    ahead = timedelta(minutes=6)
    turn_on(officer, phone_ahead=ahead)
    clock.shift(3600)
    browser, _answer = give_password(officer)

    give_code(browser, code_at(MORNING + timedelta(hours=1) + ahead))

    assert is_in(browser)


def test_a_clock_that_drifts_slowly_is_followed(officer, clock):
    turn_on(officer)
    seen = []
    for turn in range(1, 5):
        clock.move_to(MORNING + timedelta(hours=turn))
        browser, _answer = give_password(officer)
        give_code(browser, code_at(MORNING + timedelta(hours=turn, seconds=30 * turn)))
        seen.append(is_in(browser))

    assert seen == [True] * 4


def test_a_phone_is_taken_again_after_the_clock_of_the_machine_was_set_right(officer, clock):
    turn_on(officer, phone_ahead=timedelta(minutes=-5))
    clock.shift(3600)
    browser, _answer = give_password(officer)

    give_code(browser, code_at(MORNING + timedelta(hours=1)))

    assert is_in(browser)


def test_what_is_kept_opens_no_phone(officer):
    codes = turn_on(officer)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in kept
    assert not any(code in kept for code in codes)


def test_with_another_secret_of_the_installation_codes_are_wrong_and_nothing_breaks(
    officer, settings, clock
):
    codes = turn_on(officer)
    settings.SECRET_KEY = "another installation"
    clock.shift(60)
    browser, _answer = give_password(officer)

    answers = [give_code(browser, code) for code in (codes[0], code_at(MORNING))]

    assert [WRONG in answer.content.decode() for answer in answers] == [True, True]


def test_an_older_secret_of_the_installation_still_reads_what_it_sealed(officer, settings, clock):
    turn_on(officer)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret"
    clock.shift(60)
    browser, _answer = give_password(officer)

    give_code(browser, code_at(MORNING + timedelta(seconds=60)))

    assert is_in(browser)


def test_turning_it_on_shows_the_slip_once(officer, sign_in):
    client = sign_in(officer)
    page = client.get(reverse("account_second_factor_on")).content.decode()
    secret = re.search(r'own-secret">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")

    answer = client.post(
        reverse("account_second_factor_on"),
        {"code": code_at(MORNING, secret), "password": PASSWORD},
    )

    codes = re.findall(r'<span class="code">(\d{4} \d{4})</span>', answer.content.decode())
    assert len(set(codes)) == 10
    assert answer.headers["Cache-Control"] == "no-store"
    assert codes[0] not in client.get(reverse("account_second_factor")).content.decode()
    assert "Đang bật" in client.get(reverse("account_second_factor")).content.decode()
    assert secret not in str(list(client.session.items()))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "000000", "password": PASSWORD}, "Mã chưa khớp"),
        ({"password": "sai"}, "Mật khẩu không đúng"),
    ],
    ids=["code", "password"],
)
def test_nothing_is_turned_on_by_a_wrong_code_or_password(officer, sign_in, fields, said):
    client = sign_in(officer)
    page = client.get(reverse("account_second_factor_on")).content.decode()
    secret = re.search(r'own-secret">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")

    answer = client.post(
        reverse("account_second_factor_on"), {"code": code_at(MORNING, secret), **fields}
    )

    assert said in answer.content.decode()
    assert f'own-secret">{secret[:4]}' in answer.content.decode()
    assert factor_of(officer.account_id) is None


def test_turning_it_on_ends_the_other_sessions_and_keeps_this_one(officer):
    there, _answer = give_password(officer)
    here, _answer = give_password(officer)

    here.post(reverse("account_second_factor_paper"), {"password": PASSWORD})

    assert here.get(reverse("account_second_factor")).status_code == 200
    assert reverse("account_login") in there.get(reverse("desk:home")).headers["Location"]


def test_without_a_phone_the_slip_alone_is_the_second_factor(officer, sign_in):
    client = sign_in(officer)
    slip = client.post(reverse("account_second_factor_paper"), {"password": PASSWORD})
    code = re.search(r'<span class="code">(\d{4} \d{4})</span>', slip.content.decode()).group(1)

    browser, answer = give_password(officer)
    give_code(browser, code)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert is_in(browser)


def test_a_new_slip_makes_the_old_one_worthless(officer, sign_in):
    old = turn_on(officer)
    client = sign_in(officer)

    client.post(reverse("account_codes_renew"), {"password": PASSWORD})

    browser, _answer = give_password(officer)
    give_code(browser, old[0])
    assert not is_in(browser)
    assert factor_of(officer.account_id).on_phone


def test_turning_it_off_asks_for_the_password(officer, sign_in):
    turn_on(officer)
    client = sign_in(officer)
    address = reverse("account_second_factor_off")

    refused = client.post(address, {"password": "sai"})
    still_on = factor_of(officer.account_id)
    client.post(address, {"password": PASSWORD})

    assert "Mật khẩu không đúng" in refused.content.decode()
    assert still_on is not None
    assert factor_of(officer.account_id) is None
    assert client.get(reverse("account_second_factor")).status_code == 200


def test_an_admin_has_a_week_then_nothing_else_opens(admin, sign_in, clock):
    client = sign_in(admin)
    first = client.get(reverse("desk:people"))
    clock.shift(timedelta(days=7))
    last_day = sign_in(admin).get(reverse("desk:people"))
    clock.shift(timedelta(days=1))

    held = sign_in(admin).get(reverse("desk:people"))

    assert (first.status_code, last_day.status_code) == (200, 200)
    assert held.headers["Location"] == reverse("account_second_factor")
    page = client.get(reverse("account_second_factor"))
    assert page.status_code == 200
    assert "phải có lớp thứ hai" in page.content.decode()


def test_the_held_admin_gets_on_as_soon_as_it_is_on(admin, sign_in, clock):
    sign_in(admin).get(reverse("desk:people"))
    clock.shift(timedelta(days=9))
    client = sign_in(admin)

    client.post(reverse("account_second_factor_paper"), {"password": PASSWORD})

    assert client.get(reverse("desk:people")).status_code == 200


def test_the_admin_does_not_turn_off_what_the_rule_asks_for(admin):
    turn_on(admin)

    with pytest.raises(ValidationError, match="phải có lớp thứ hai"):
        actions.turn_off(actor=admin, at=MORNING)


def test_the_first_page_says_until_when_the_admin_must_have_it(admin, sign_in):
    client = sign_in(admin)
    client.get(reverse("desk:commune"))

    page = client.get(reverse("desk:home")).content.decode()

    assert "Bật trước hết ngày 1/12/2026" in page
    assert reverse("account_second_factor") in page


def test_others_are_invited_and_not_held(officer, sign_in, clock):
    sign_in(officer).get(reverse("desk:home"))
    clock.shift(timedelta(days=40))

    answer = sign_in(officer).get(reverse("desk:home"))

    assert answer.status_code == 200
    assert reverse("account_second_factor") in answer.content.decode()
    assert "Bật trước hết ngày" not in answer.content.decode()


def test_in_the_sample_it_is_only_offered(admin, gia_phu, sign_in, clock):
    Commune.objects.filter(pk=gia_phu.pk).update(is_sample=True)
    sign_in(admin).get(reverse("desk:people"))
    clock.shift(timedelta(days=40))

    assert sign_in(admin).get(reverse("desk:people")).status_code == 200


def test_a_commune_whose_rule_says_no_holds_nobody(admin, sign_in, clock):
    LegalRule.objects.filter(code="mfa.required").update(value="không")
    sign_in(admin).get(reverse("desk:people"))
    clock.shift(timedelta(days=40))

    assert sign_in(admin).get(reverse("desk:people")).status_code == 200


def test_a_sign_in_begun_with_the_old_password_does_not_outlive_it(officer, clock):
    turn_on(officer)
    browser, _asked = give_password(officer)
    account = Account.objects.get(pk=officer.account_id)

    change_own_password(account=account, password="Suối chảy qua 3 bản", at=MORNING)
    clock.shift(timedelta(minutes=2))
    answer = give_code(browser, code_at(timezone.now()))

    assert answer.headers["Location"] == reverse("account_login")
    assert not is_in(browser)


def test_confirming_the_password_works_with_a_second_factor_too(officer, sign_in):
    turn_on(officer)

    assert sign_in(officer).get(reverse("account_reauthenticate")).status_code == 200


def test_who_has_not_given_the_code_may_leave_for_another_name(officer):
    turn_on(officer)
    browser, _answer = give_password(officer)

    browser.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert browser.get(reverse("account_login")).status_code == 200


def test_a_code_is_asked_of_nobody_without_the_password():
    answer = Client().get(reverse("mfa_authenticate"))

    assert answer.headers["Location"] == reverse("account_login")


def test_the_days_of_grace_are_a_dated_rule(admin, sign_in, clock):
    LegalRule.objects.filter(code="mfa.grace.days").update(value="2")
    sign_in(admin).get(reverse("desk:people"))
    clock.move_to(MORNING + timedelta(days=3))

    held = sign_in(admin).get(reverse("desk:people"))

    assert held.headers["Location"] == reverse("account_second_factor")
