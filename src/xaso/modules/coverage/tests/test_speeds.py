"""Samples of i-Speed: counted by the month here, shared by households, apart from what is published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.urls import reverse

from conftest import MORNING, TODAY
from tests.core.sync.phones import LATER, items, phone_for, send, sent
from xaso.core.units.models import Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.intake.speeds import read_mbps, read_ms
from xaso.modules.coverage.models import SpeedTest
from xaso.modules.coverage.queries.speeds import tally_of
from xaso.modules.coverage.speeds import quotas

from . import files

pytestmark = pytest.mark.django_db
HOME = "/vung-song/i-speed/"
NOVEMBER = date(2026, 11, 1)
HEAD = "Ngày;Thôn;Loại mạng;Download (Mbps);Upload (Mbps);Ping;Jitter"


def noted(actor, village, down="35.2", at=MORNING, network="di_dong", **said):
    return actions.add_speed_test(
        actor=actor, village_id=village.pk, network=network, down_mbps=Decimal(down), at=at, **said
    )


def counts(actor, month=NOVEMBER):
    return {kind.network: kind.count for kind in tally_of(actor.commune, month).kinds}


def test_the_counter_says_how_many_samples_count(lan, mau_son):
    tests = [noted(lan, mau_son, str(number)) for number in range(5)]
    noted(lan, mau_son, network="co_dinh")
    actions.take_back_speed_test(actor=lan, test_id=tests[0].pk, reason="Gõ nhầm", at=MORNING)

    assert counts(lan) == {"di_dong": 4, "co_dinh": 1}
    mobile = tally_of(lan.commune, NOVEMBER).kinds[0]
    assert (mobile.target, mobile.missing, mobile.down_mbps) == (300, 296, Decimal("2.5"))
    with pytest.raises(ValidationError, match="đã bỏ rồi"):
        actions.take_back_speed_test(actor=lan, test_id=tests[0].pk, reason="Nữa", at=MORNING)


def test_a_month_begins_at_midnight_here(lan, mau_son):
    """17:30 UTC of 31 October is half past midnight of 1 November in the commune."""
    noted(lan, mau_son, at=datetime(2026, 10, 31, 17, 30, tzinfo=UTC))
    noted(lan, mau_son, at=datetime(2026, 10, 31, 16, 30, tzinfo=UTC))

    assert counts(lan)["di_dong"] == counts(lan, date(2026, 10, 1))["di_dong"] == 1


def test_the_same_sample_typed_twice_is_one(lan, minh, mau_son):
    assert noted(lan, mau_son).pk == noted(lan, mau_son).pk
    noted(minh, mau_son)

    assert counts(lan)["di_dong"] == 2


def test_the_share_of_a_village_follows_its_households():
    shares = quotas(300, {"a": 120, "b": 60, "c": 41, "d": None})

    assert shares == {"a": 163, "b": 81, "c": 56}
    assert quotas(300, {"d": None}) == {}
    assert sum(quotas(300, {number: 80 + number for number in range(55)}).values()) == 300


def test_what_is_published_stands_beside_and_never_in_the_tally(lan, mau_son):
    noted(lan, mau_son)
    for count, source in ((180, "Trang i-Speed"), (212, "Công văn 15/TTI")):
        actions.note_published(
            actor=lan, month=NOVEMBER, network="di_dong", count=count, source=source,
            at=MORNING + timedelta(minutes=count),
        )  # fmt: skip
    mobile, fixed = tally_of(lan.commune, NOVEMBER).kinds

    assert (mobile.count, mobile.published.count, mobile.published.source) == (
        1, 212, "Công văn 15/TTI",
    )  # fmt: skip
    assert fixed.published is None
    with pytest.raises(ValidationError, match="chưa đến"):
        actions.note_published(
            actor=lan, month=date(2026, 12, 1), network="di_dong", count=1, source="x", at=MORNING
        )


def test_village_people_write_and_take_back_their_own(pao, lan, gia_phu, mau_son):
    there = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    own = noted(pao, mau_son)
    with pytest.raises(ObjectDoesNotExist):
        noted(pao, there)
    with pytest.raises(PermissionDenied):
        actions.take_back_speed_test(
            actor=pao, test_id=noted(lan, mau_son, "9").pk, reason="x", at=MORNING
        )
    actions.take_back_speed_test(actor=pao, test_id=own.pk, reason="Đo ở xã khác", at=MORNING)

    assert counts(lan)["di_dong"] == 1


def test_a_list_of_samples_is_taken_once_and_undone(lan, mau_son):
    lines = ["20/11/2026 09:14;Mẫu Sơn;4G;35,2;12.125;24;3",
             "20/11/2026 09:20;Mẫu Sơn;Cáp quang;92,75 Mbps;80;;",
             "20/11/2026 09:30;Mẫu Sơn;di động;nhanh;;;", "20/11/2026 09:40;Thôn Xa;di động;3;;;"]  # fmt: skip
    content = files.drive(*lines, head=HEAD)
    first, again = files.taken(lan, content), files.taken(lan, content)

    assert (first.speed_count, first.bad_count, again.added) == (2, 2, 0)
    assert set(SpeedTest.objects.values_list("network", "down_mbps", "up_mbps", "ping_ms")) == {
        ("di_dong", Decimal("35.20"), Decimal("12.12"), 24),
        ("co_dinh", Decimal("92.75"), Decimal(80), None),
    }
    actions.undo_file(actor=lan, file_id=first.pk)
    assert not SpeedTest.objects.exists()


@pytest.mark.parametrize(
    ("typed", "number"), [("35,2", "35.2"), ("35.125", "35.12"), ("1200", "1200"), ("", None)]
)
def test_speeds_are_read_as_programs_write_them(typed, number):
    assert read_mbps(typed) == (None if number is None else Decimal(number))
    assert read_ms("24,4 ms") == 24
    with pytest.raises(ValueError, match="20000"):
        read_mbps("20000")


def test_a_sample_is_typed_seen_and_taken_back_on_its_pages(lan, mau_son, sign_in):
    browser = sign_in(lan)
    told = {"village": str(mau_son.pk), "network": "di_dong", "operator": "viettel",
            "down_mbps": "35,2", "up_mbps": "12", "ping_ms": "24"}  # fmt: skip
    done = browser.post(f"{HOME}ghi/", told)
    assert f"village={mau_son.pk}" in done.url
    assert "<strong>1</strong> / 300" in browser.get(HOME).content.decode()

    test = SpeedTest.objects.get()
    assert (test.operator, test.ping_ms, test.month) == ("viettel", 24, NOVEMBER)
    assert "35,2 Mb/s" in browser.get(f"{HOME}tung-mau/").content.decode()
    browser.post(reverse("coverage:take-back-speed", args=[test.pk]), {"reason": "Gõ nhầm"})
    seen = browser.get(f"{HOME}tung-mau/").content.decode()
    assert "đã bỏ: Gõ nhầm" in seen
    browser.post(f"{HOME}cong-bo/?thang=2026-10",
                 {"network": "co_dinh", "count": "212", "source": "Trang i-Speed"})  # fmt: skip
    october = browser.get(f"{HOME}?thang=2026-10").content.decode()
    assert "<strong>212</strong>" in october
    assert "Trang i-Speed" in october
    assert "thang=2026-10" in browser.get(HOME).content.decode()
    assert "11/2026" in browser.get(f"{HOME}?thang=nonsense").content.decode()


def test_a_sample_from_a_phone_is_there_once(person, gia_phu, pao, mau_son):
    phone = phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)
    body = {"village": str(mau_son.pk), "network": "di_dong", "down_mbps": "35,2"}
    event = phone.save(
        str(pao.account_id), "coverage.add_speed_test", body, at=MORNING,
        scope=f"thon:{mau_son.pk}",
    )  # fmt: skip
    sent(phone, LATER)
    send(phone, LATER + timedelta(minutes=1))

    assert items() == [("coverage.add_speed_test", "ap_dung", "ok")]
    test = SpeedTest.objects.get()
    assert (str(test.pk), test.measured_at, test.by_id) == (str(event), MORNING, pao.account_id)
    assert TODAY.replace(day=1) == test.month
