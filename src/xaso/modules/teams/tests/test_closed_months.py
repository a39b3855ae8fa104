"""A village begins no report of a month that is closed; the office types what it tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from tests.core.sync.phones import send
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import follow
from xaso.modules.teams import actions
from xaso.modules.teams.models import ReportState, VillageReport
from xaso.modules.teams.report_book import FIRST_FORM

from . import make
from .test_report_commands import phone, wrote
from .test_report_pages import write_url

__all__ = ["phone"]
pytestmark = pytest.mark.django_db
LOCKED = MORNING.replace(month=11, day=28)


@pytest.fixture
def na_mau(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Nà Mẫu", kind="thon")


@pytest.fixture
def locked(person, gia_phu, minh, na_mau, clock):
    """Nà Mẫu has sent its November, Mẫu Sơn has not."""
    make.approved(person("Ly", gia_phu, "truong_thon", village=na_mau), minh, na_mau, CT01=90)
    clock.move_to(LOCKED)
    actions.lock_month(actor=minh, form=FIRST_FORM, month=make.month(), at=LOCKED)
    clock.move_to(LOCKED + timedelta(hours=2))


def there(village):
    return VillageReport.objects.filter(village=village)


def test_the_page_says_so_before_anything_is_typed(locked, sign_in, pao, mau_son):
    client = sign_in(pao)

    shown = follow(client, client.get(write_url(mau_son)))

    assert "Xã đã khóa kỳ báo cáo tháng 11/2026" in shown
    assert "Gọi văn phòng xã" in shown
    client.post(write_url(mau_son), {"so_CT01": "120"})
    assert not there(mau_son).exists()


def test_a_phone_is_told_the_same(locked, phone, pao, mau_son):
    at = LOCKED + timedelta(hours=1)
    phone.save(
        str(pao.account_id), "teams.report",
        {"village": str(mau_son.pk), "month": "2026-11", "so_ct01": "121", "send": True},
        at=at, scope=f"thon:{mau_son.pk}",
    )  # fmt: skip

    said = send(phone, at + timedelta(hours=1))["st"][0][4]

    assert "Xã đã khóa kỳ báo cáo tháng 11/2026" in said
    assert not there(mau_son).exists()


def test_what_was_written_before_the_lock_may_come_after_it(locked, phone, pao, mau_son):
    wrote(phone, pao, mau_son, so_ct01="121", send=True)

    assert send(phone, LOCKED + timedelta(hours=3))["st"] == []
    assert there(mau_son).get().state == ReportState.SENT


def test_the_office_types_it_for_the_village(locked, minh, mau_son):
    make.sent(minh, mau_son, CT01=120)

    assert there(mau_son).get().waits_for_village


def test_a_draft_of_before_the_lock_is_finished(person, gia_phu, minh, pao, mau_son, na_mau):
    make.report(pao, mau_son, CT01=120)
    make.approved(person("Ly", gia_phu, "truong_thon", village=na_mau), minh, na_mau, CT01=90)
    actions.lock_month(actor=minh, form=FIRST_FORM, month=make.month(), at=LOCKED)

    assert make.sent(pao, mau_son, CT01=121).state == ReportState.SENT


def test_months_long_past_are_the_office_s_alone(phone, pao, lan, mau_son):
    wrote(phone, pao, mau_son, month="2026-05", so_ct01="121", send=True)
    assert "đã quá lâu" in send(phone, MORNING + timedelta(hours=1))["st"][0][4]
    with pytest.raises(ValidationError, match="Báo cáo tháng 5/2026 đã quá lâu"):
        make.report(pao, mau_son, "2026-05", CT01=120)

    make.report(pao, mau_son, "2026-06", CT01=120)
    make.report(lan, mau_son, "2026-05", CT01=120)
    assert there(mau_son).count() == 2
