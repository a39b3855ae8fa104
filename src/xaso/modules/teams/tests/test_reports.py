"""The monthly report goes from the village to the office, back, on, and under lock."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from conftest import MORNING
from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.models import (
    CellOrigin,
    ReportCell,
    ReportReminder,
    ReportState,
    VillageReport,
)
from xaso.modules.teams.queries.report_board import board_of
from xaso.modules.teams.queries.report_book import due_date, report_book
from xaso.modules.teams.report_book import FIRST_FORM
from xaso.modules.teams.report_entry import Entry

from . import make

pytestmark = pytest.mark.django_db
DUE = MORNING + timedelta(days=1)


def cell(report: VillageReport, item: str) -> ReportCell:
    return ReportCell.objects.get(report=report, item=item)


def locked(pao, lan, mau_son, **numbers):
    done = make.approved(pao, lan, mau_son, **numbers)
    actions.lock_month(actor=lan, form=FIRST_FORM, month=make.month(), at=DUE)
    done.refresh_from_db()
    return done


def test_what_is_left_empty_is_not_known_and_nought_must_be_typed(pao, mau_son):
    report = make.report(pao, mau_son, CT01=120, CT03=0)

    assert cell(report, "CT03").number == 0
    assert cell(report, "CT04").number is None


def test_a_report_goes_from_draft_to_lock(pao, lan, mau_son):
    report = make.report(pao, mau_son, CT01=120)
    assert report.state == ReportState.DRAFT
    actions.send_report(actor=pao, report_id=report.pk, at=make.NOW)
    actions.approve_reports(actor=lan, report_ids=[report.pk], at=make.NOW)

    assert actions.lock_month(actor=lan, form=FIRST_FORM, month=make.month(), at=DUE) == 1
    report.refresh_from_db()
    assert (report.state, report.decided_by_id) == (ReportState.LOCKED, lan.account_id)


@pytest.mark.parametrize("step", ["sent", "approved"])
def test_what_the_office_holds_the_village_cannot_change(pao, lan, mau_son, step):
    make.sent(pao, mau_son) if step == "sent" else make.approved(pao, lan, mau_son)

    with pytest.raises(ValidationError, match="nhờ xã trả lại"):
        make.report(pao, mau_son, CT01=121)


def test_the_office_sends_back_with_a_word_for_each_item(pao, lan, mau_son):
    report = make.sent(pao, mau_son)
    actions.return_report(
        actor=lan, report_id=report.pk, comments={"CT01": "Sao ít hơn?"}, at=make.NOW
    )
    assert cell(report, "CT01").comment == "Sao ít hơn?"

    again = make.sent(pao, mau_son, CT01=130)
    assert (again.pk, again.state) == (report.pk, ReportState.SENT)
    assert cell(report, "CT01").comment == "Sao ít hơn?"
    actions.approve_reports(actor=lan, report_ids=[report.pk], at=make.NOW)
    assert cell(report, "CT01").comment == ""


@pytest.mark.parametrize("comments", [{}, {"CT01": " "}, {"CT99": "lạ"}])
def test_sending_back_says_what_to_put_right(pao, lan, mau_son, comments):
    report = make.sent(pao, mau_son)

    with pytest.raises(ValidationError, match="ít nhất một mục"):
        actions.return_report(actor=lan, report_id=report.pk, comments=comments, at=make.NOW)


def test_a_locked_report_is_corrected_by_another_revision_with_a_reason(pao, lan, mau_son):
    old = locked(pao, lan, mau_son, CT01=120)
    with pytest.raises(ValidationError, match="Kỳ này đã khóa"):
        make.report(pao, mau_son, CT01=122)

    new = actions.reopen_report(actor=pao, report_id=old.pk, reason="Đếm sót hai hộ", at=make.NOW)
    assert (new.revision, cell(new, "CT01").number) == (2, 120)
    make.sent(pao, mau_son, CT01=122)
    assert board_of(lan, report_book(lan.commune)[FIRST_FORM], make.month()).counting == {
        mau_son.pk: old
    }
    actions.approve_reports(actor=lan, report_ids=[new.pk], at=make.NOW)
    board = board_of(lan, report_book(lan.commune)[FIRST_FORM], make.month())
    assert board.numbers(mau_son)["CT01"] == 122
    assert cell(old, "CT01").number == 120


def test_a_correction_needs_a_lock_a_reason_and_the_newest_revision(pao, lan, mau_son):
    waiting = make.sent(pao, mau_son)
    with pytest.raises(ValidationError, match="chưa khóa"):
        actions.reopen_report(actor=pao, report_id=waiting.pk, reason="x", at=make.NOW)
    actions.approve_reports(actor=lan, report_ids=[waiting.pk], at=make.NOW)
    actions.lock_month(actor=lan, form=FIRST_FORM, month=make.month(), at=DUE)
    with pytest.raises(ValidationError, match="Ghi vì sao"):
        actions.reopen_report(actor=pao, report_id=waiting.pk, reason=" ", at=make.NOW)
    actions.reopen_report(actor=pao, report_id=waiting.pk, reason="sót", at=make.NOW)
    with pytest.raises(ValidationError, match="đã có bản sửa"):
        actions.reopen_report(actor=pao, report_id=waiting.pk, reason="nữa", at=make.NOW)


def test_the_period_is_not_locked_before_it_is_due_nor_without_approved_reports(lan, pao, mau_son):
    with pytest.raises(ValidationError, match="Chưa đến hạn"):
        actions.lock_month(actor=lan, form=FIRST_FORM, month=make.month(), at=make.NOW)
    make.sent(pao, mau_son)
    with pytest.raises(ValidationError, match="Không có báo cáo đã duyệt"):
        actions.lock_month(actor=lan, form=FIRST_FORM, month=make.month(), at=DUE)


def test_what_was_phoned_in_is_approved_by_another_or_once_the_village_says_yes(
    lan, minh, pao, mau_son
):
    told = make.sent(lan, mau_son)
    assert told.waits_for_village
    with pytest.raises(ValidationError, match="Chờ thôn xác nhận"):
        actions.approve_reports(actor=lan, report_ids=[told.pk], at=make.NOW)
    with pytest.raises(ValidationError, match="Chỉ người của thôn"):
        actions.confirm_report(actor=minh, report_id=told.pk, at=make.NOW)

    actions.confirm_report(actor=pao, report_id=told.pk, at=make.NOW)
    (done,) = actions.approve_reports(actor=lan, report_ids=[told.pk], at=make.NOW)
    assert (done.state, done.confirmed_by_id) == (ReportState.APPROVED, pao.account_id)


def test_registers_fill_two_items_and_are_counted_again_when_it_is_sent(lan, pao, mau_son):
    team = make.team(lan, mau_son)
    make.member(lan, team, "Vàng Thị Mỷ")
    make.visit(pao, mau_son, "DVCTT XONG", female=2, male=1)
    make.visit(pao, mau_son, "VNEID2 XONG", female=9)
    report = make.report(pao, mau_son, CT12="offer", CT13="offer")
    assert (cell(report, "CT12").number, cell(report, "CT13").number) == (1, 3)

    make.visit(pao, mau_son, "DVCTT XONG", "KNANG XONG", female=4)
    make.visit(pao, mau_son, "DVCTT XONG", female=50, day=date(2026, 10, 31))
    actions.send_report(actor=pao, report_id=report.pk, at=make.NOW)
    counted = cell(report, "CT13")
    assert (counted.number, counted.origin) == (7, CellOrigin.COUNTED)


def test_a_team_that_wrote_nothing_down_offers_no_nought(lan, pao, mau_son):
    make.team(lan, mau_son)
    report = make.report(pao, mau_son, CT13="offer", CT01="offer")

    assert cell(report, "CT13").number is None
    assert cell(report, "CT01").number is None


def test_as_last_month_is_a_press_for_what_stands_never_for_what_happened(pao, lan, mau_son):
    make.approved(pao, lan, mau_son, "2026-10", CT01=118, CT13=40, CT14=1)
    report = make.report(pao, mau_son, CT01="offer", CT13="offer", CT14="offer")

    taken = cell(report, "CT01")
    assert (taken.number, taken.origin) == (118, CellOrigin.SAME)
    assert cell(report, "CT13").number is None
    assert cell(report, "CT14").value is None


def test_the_guarded_number_stands_apart_and_is_kept_by_who_cannot_see_it(lan, pao, mau_son):
    report = make.report(pao, mau_son, CT14=2)
    assert (cell(report, "CT14").number, cell(report, "CT14").guarded) == (None, 2)

    entries = {"CT01": Entry(Decimal(120)), "CT14": Entry(is_kept=True)}
    actions.save_report(
        actor=lan,
        village_id=mau_son.pk,
        form=FIRST_FORM,
        month=make.month(),
        entries=entries,
        at=make.NOW,
    )
    assert cell(report, "CT14").guarded == 2


def test_an_empty_report_is_not_sent_and_a_month_to_come_not_written(pao, mau_son):
    empty = make.report(pao, mau_son)
    with pytest.raises(ValidationError, match="chưa có số nào"):
        actions.send_report(actor=pao, report_id=empty.pk, at=make.NOW)
    with pytest.raises(ValidationError, match="chưa đến"):
        make.report(pao, mau_son, "2026-12", CT01=1)


def test_only_the_own_village_and_commune_are_written_and_members_of_a_team_do_not(
    pao, sua, person, gia_phu, mau_son
):
    other = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    member = person("Mỷ", gia_phu, "thanh_vien_to", village=mau_son)
    for actor, village, refusal in (
        (pao, other, ObjectDoesNotExist),
        (sua, mau_son, ObjectDoesNotExist),
        (member, mau_son, PermissionDenied),
    ):
        with pytest.raises(refusal):
            make.report(actor, village, CT01=1)


def test_villages_are_reminded_once_a_step_and_those_who_sent_are_left_alone(
    gia_phu, pao, mau_son
):
    Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    office = system_actor(gia_phu)
    make.sent(pao, mau_son)

    assert actions.remind_villages(actor=office, at=MORNING - timedelta(days=9)) == 0
    assert [actions.remind_villages(actor=office, at=MORNING) for _ in "ab"] == [1, 0]
    assert actions.remind_villages(actor=office, at=DUE) == 1
    steps = ReportReminder.objects.values_list("village__name", "step").order_by("step")
    assert list(steps) == [("Nà Mẫu", "T"), ("Nà Mẫu", "T-3")]


def test_another_day_holds_from_its_month_on(lan):
    actions.decide_report_day(actor=lan, day=20, first_month=make.month("2026-12"), at=make.NOW)

    days = [due_date(lan.commune, make.month(code)).day for code in ("2026-11", "2027-01")]
    assert days == [25, 20]
    with pytest.raises(ValidationError, match="từ tháng này"):
        actions.decide_report_day(actor=lan, day=5, first_month=make.month("2026-10"), at=make.NOW)


def test_the_commune_asks_more_in_a_form_of_its_own_and_stops_asking(lan, pao, mau_son):
    form = actions.add_form(
        actor=lan, name="Báo cáo số của thôn", first_month=make.month(), at=make.NOW
    )
    given = {"form": form.code, "unit": "hộ", "first_month": make.month(), "at": make.NOW}
    item = actions.add_item(actor=lan, label="hộ vào nhóm Zalo", **given)
    with pytest.raises(ValidationError, match="đã có mục này"):
        actions.add_item(actor=lan, label="Hộ vào nhóm zalo", **given)
    make.report(pao, mau_son, form=form.code, **{item.code: 40})
    actions.end_item(actor=lan, item_id=item.pk, last_month=make.month())

    known = report_book(lan.commune)[form.code]
    assert [len(known.items_in(make.month(code).first)) for code in ("2026-11", "2026-12")] == [
        1, 0,
    ]  # fmt: skip


def test_totals_are_of_approved_numbers(pao, lan, minh, gia_phu, mau_son):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.approved(pao, lan, mau_son, CT01=120, CT02=500)
    make.sent(minh, na_mau, CT01=999)
    board = board_of(lan, report_book(gia_phu)[FIRST_FORM], make.month())

    totals = {each.item.code: (each.number, each.known) for each in board.totals}
    assert (totals["CT01"], totals["CT05"]) == ((120, 1), (None, 0))
    assert [line.village for line in board.waiting] == [na_mau]
    assert board.owed == []
