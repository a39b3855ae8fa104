"""A phone is lost: the admin helps a colleague, and nobody gets around the password that way."""

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from conftest import MORNING
from tests.core.second_factor import give_code, give_password, is_in, turn_on
from xaso.core.events.models import Event
from xaso.core.law.seed import load_law
from xaso.core.people.second_factor import actions
from xaso.core.people.second_factor.queries import factor_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law():
    load_law()
    cache.clear()


def test_the_admin_helps_after_a_lost_phone_with_a_slip(admin, officer, sign_in):
    turn_on(officer)
    give_password(officer)
    address = reverse("desk:person_second_factor", args=[officer.account_id])

    page = sign_in(admin).post(address, {"by_paper": "paper"})

    code = re.search(r'<span class="code">(\d{4} \d{4})</span>', page.content.decode()).group(1)
    assert page.headers["Cache-Control"] == "no-store"
    browser, _answer = give_password(officer)
    give_code(browser, code)
    assert is_in(browser)
    assert Event.objects.get(kind="people.second_factor.reissued").actor_id == admin.account_id


def test_or_the_person_sets_it_up_anew(admin, officer, sign_in):
    turn_on(officer)
    address = reverse("desk:person_second_factor", args=[officer.account_id])

    sign_in(admin).post(address, {"by_paper": "again"})

    browser, _answer = give_password(officer)
    assert is_in(browser)
    assert factor_of(officer.account_id) is None


def test_after_a_lost_phone_every_session_has_ended(admin, officer):
    codes = turn_on(officer)
    at_work, _answer = give_password(officer)
    give_code(at_work, codes[0])

    actions.reissue_second_factor(
        actor=admin, account_id=officer.account_id, by_paper=True, at=MORNING
    )

    assert reverse("account_login") in at_work.get(reverse("desk:home")).headers["Location"]


def test_a_sign_in_begun_before_the_admin_helped_begins_anew(admin, officer):
    turn_on(officer)
    browser, _answer = give_password(officer)

    actions.reissue_second_factor(
        actor=admin, account_id=officer.account_id, by_paper=False, at=MORNING
    )

    answer = browser.get(reverse("mfa_authenticate"))
    assert answer.headers["Location"] == reverse("account_login")
    assert browser.get(reverse("account_login")).status_code == 200
    assert not is_in(browser)


def test_nobody_helps_oneself_around_the_password(admin):
    with pytest.raises(ValidationError, match="chính mình"):
        actions.reissue_second_factor(
            actor=admin, account_id=admin.account_id, by_paper=True, at=MORNING
        )


def test_an_officer_does_not_take_a_colleagues_second_factor(officer, admin):
    with pytest.raises(PermissionDenied):
        actions.reissue_second_factor(
            actor=officer, account_id=admin.account_id, by_paper=True, at=MORNING
        )
