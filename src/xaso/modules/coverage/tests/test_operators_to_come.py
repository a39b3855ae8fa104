"""An operator that begins next month was typed wrongly: it is put right, or taken off, before it begins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING, TODAY
from xaso.modules.coverage import actions
from xaso.modules.plans.tests import browse

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/quy-uoc/"
NEXT = TODAY + timedelta(days=30)


@pytest.fixture
def gmobil(lan):
    actions.add_operator(
        actor=lan, name="Gmobil", mnc="07", since=NEXT, reason="Mới có", at=MORNING
    )
    return "gmobil"


def names(actor, day):
    return [each.name for each in make.rules(actor, day).operators][4:]


def test_lan_puts_its_name_right_from_its_own_day_on(lan, gmobil, sign_in):
    browser = sign_in(lan)
    seen = browser.get(HOME).content.decode()
    assert "có từ 24/12/2026" in seen
    assert f"{HOME}nha-mang/{gmobil}/doi-ten/" in seen
    done = browse.send(browser, f"{HOME}nha-mang/{gmobil}/doi-ten/", name="Gmobile", reason="Nhầm")

    assert done.url == HOME
    assert (names(lan, TODAY), names(lan, NEXT)) == ([], ["Gmobile"])
    seen = browser.get(HOME).content.decode()
    assert "<strong>Gmobile</strong>" in seen
    assert "<strong>Gmobil</strong>" not in seen


def test_lan_takes_it_off_again(lan, gmobil, sign_in):
    browser = sign_in(lan)
    assert browse.send(browser, f"{HOME}nha-mang/{gmobil}/thoi/", reason="Nhầm").url == HOME

    assert names(lan, NEXT) == []
    assert "có từ" not in browser.get(HOME).content.decode()
    assert browser.get(f"{HOME}nha-mang/{gmobil}/thoi/").status_code == 404


def test_nothing_is_said_of_it_before_its_day(lan, gmobil):
    with pytest.raises(ValidationError, match="có từ 24/12/2026"):
        actions.rename_operator(
            actor=lan, code=gmobil, name="Gmobile", since=TODAY, reason="Nhầm", at=MORNING
        )
