"""All villages in one month: who has reported, what it adds up to, what waits for the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, Page, TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.teams import actions
from xaso.modules.teams.actions.deciding import why_not_approved
from xaso.modules.teams.forms.reports import ApproveForm
from xaso.modules.teams.models import ReportState
from xaso.modules.teams.months import Month, month_of, month_typed, months_back
from xaso.modules.teams.queries.missing import reminded
from xaso.modules.teams.queries.report_board import Board, VillageLine, board_of
from xaso.modules.teams.queries.report_book import report_book
from xaso.modules.teams.report_book import FIRST_FORM, Form, Item
from xaso.modules.teams.report_totals import Total
from xaso.modules.teams.report_words import change_words, chip_of

MONTHS = 6


class OfMonth(Page):
    right = "teams.read"

    @cached_property
    def month(self) -> Month:
        now = month_of(timezone.localdate())
        asked = month_typed(self.request.GET.get("thang", ""))
        return asked if asked and asked.first <= now.first else now

    @cached_property
    def forms_known(self) -> dict[str, Form]:
        return report_book(self.actor.commune)

    @cached_property
    def form_chosen(self) -> Form:
        found = self.forms_known.get(self.request.GET.get("bieu", FIRST_FORM))
        if found is None:
            raise Http404
        return found

    @cached_property
    def board(self) -> Board:
        return board_of(self.actor, self.form_chosen, self.month)

    @property
    def board_url(self) -> str:
        asked = f"thang={self.month.code}&bieu={self.form_chosen.code}"
        return f"{reverse('teams:reports')}?{asked}"


class ReportBoard(OfMonth, TextPage):
    right = "teams.read"
    template_name = "teams/report_board.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            self.actor.must("teams.export")
            name = f"bao-cao-thon-{self.month.code}"
            return workbook_response(name, columns_for(self.board), rows_for(self.board))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board, today = self.board, timezone.localdate()
        told = reminded(self.actor, board.form.code, board.month) if board.owed else {}
        may_write = self.actor.may("teams.write")
        return super().get_context_data(
            title=f"{board.form.name}: {board.month.words.lower()}",
            board=board,
            count=len(board.villages),
            is_over=today > board.due,
            totals=[
                total_words(each, len(board.villages), shows_guarded=may_write)
                for each in board.totals
            ],
            lines=[
                (line, chip_of(line.report, board.due, today), told.get(line.village.pk))
                for line in by_state(board.lines)
            ],
            reminder=reminder_text(board, self.actor.commune.full_name) if board.owed else "",
            months=self._months(),
            forms=self._forms(),
            query=f"thang={board.month.code}&bieu={board.form.code}",
            may_write=may_write,
            may_report=self.actor.may("teams.report"),
            may_lock=may_write and bool(board.states[ReportState.APPROVED]) and today >= board.due,
            may_export=self.actor.may("teams.export"),
            **kwargs,
        )

    def _months(self) -> list[FilterLink]:
        return [
            FilterLink(each.words, address(self.request, thang=each.code), each == self.month)
            for each in months_back(timezone.localdate(), MONTHS)
        ]

    def _forms(self) -> list[FilterLink]:
        known = self.forms_known.values()
        links = [
            FilterLink(each.name, address(self.request, bieu=each.code), each == self.form_chosen)
            for each in known
        ]
        return links if len(links) > 1 else []


class ApproveReports(OfMonth, ActionPage):
    """Those that nothing looks wrong in are ticked already."""

    right = "teams.write"
    form_class = ApproveForm
    action = actions.approve_reports
    template_name = "teams/approve_reports.html"
    title = _("Duyệt báo cáo các thôn")
    submit_label = _("Duyệt các báo cáo đã chọn")
    done_message = _("Đã duyệt.")

    @cached_property
    def waiting(self) -> list[VillageLine]:
        return [
            line
            for line in self.board.waiting
            if line.report and not why_not_approved(line.report, self.actor)
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [
            (str(line.report.pk), self._words(line)) for line in self.waiting if line.report
        ]
        return {**super().get_form_kwargs(), "choices": choices}

    def get_initial(self) -> dict[str, Any]:
        return {
            "report_ids": [str(x.report.pk) for x in self.waiting if x.report and not x.doubts],
            "seen": {x.report.pk: x.report.version for x in self.waiting if x.report},
        }

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def _words(self, line: VillageLine) -> str:
        if not line.doubts:
            return str(capfirst(str(line.village)))
        count = len(line.doubts)
        words = {"village": capfirst(str(line.village)), "count": count}
        return _t("%(village)s: %(count)d chỗ cần xem") % words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            month=self.month,
            waiting=self.waiting,
            others=len(self.board.waiting) - len(self.waiting),
            cancel_url=self.board_url,
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        del result
        return self.board_url


class LockMonth(OfMonth, ActionPage):
    right = "teams.write"
    action = actions.lock_month
    template_name = "teams/lock_month.html"
    title = _("Khóa kỳ báo cáo")
    submit_label = _("Khóa kỳ")
    done_message = _("Đã khóa. Từ nay muốn sửa phải mở bản sửa và ghi lý do.")

    def given(self) -> dict[str, Any]:
        return {"form": self.form_chosen.code, "month": self.month, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        approved = self.board.states[ReportState.APPROVED]
        return super().get_context_data(
            month=self.month,
            approved=approved,
            rest=len(self.board.villages) - self.board.counted,
            cancel_url=self.board_url,
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        del result
        return self.board_url


def by_state(lines: Iterable[VillageLine]) -> list[VillageLine]:
    """What waits for the office first, then what villages owe, then what is done."""
    return sorted(lines, key=lambda line: (2 if not line.is_owed else 1, _waits_not(line)))


def _waits_not(line: VillageLine) -> bool:
    return line.report is None or line.report.state != ReportState.SENT


def total_words(total: Total, villages: int, *, shows_guarded: bool) -> dict[str, Any]:
    hides = total.item.is_guarded and not shows_guarded
    number, before = (None, None) if hides else (total.number, total.before)
    return {
        "item": total.item,
        "hides": hides,
        "number": write_number(number) if number is not None else "",
        "known": f"{total.known}/{villages}",
        "is_whole": total.known == villages,
        "before": write_number(before) if before is not None else "",
        "change": "" if hides or total.change is None else change_words(total.change, Decimal(0)),
        "both": total.both,
    }


def reminder_text(board: Board, commune: str) -> str:
    """To be pasted into the chat group of the villages."""
    names = ", ".join(line.village.name for line in board.owed)
    words = {
        "commune": commune,
        "month": board.month.words.lower(),
        "day": write_date(board.due),
        "count": len(board.owed),
        "names": names,
    }
    return (
        _t(
            "UBND %(commune)s nhắc: báo cáo %(month)s của thôn, hạn ngày %(day)s."
            " Còn %(count)d thôn chưa gửi: %(names)s."
            " Mở Xã Số, mục “Tổ của tôi” để ghi; không mở được thì gọi văn phòng ghi hộ."
        )
        % words
    )


@dataclass(frozen=True)
class SheetRow:
    name: str
    state: str
    source: str
    numbers: Any


def rows_for(board: Board) -> list[SheetRow]:
    """Approved numbers alone; the last two lines are the sum and of how many villages it is."""
    rows = [
        SheetRow(
            name=str(capfirst(str(line.village))),
            state=str(line.report.get_state_display() if line.report else _t("chưa ghi")),
            source=str(line.report.get_source_display()) if line.report else "",
            numbers=board.numbers(line.village),
        )
        for line in board.lines
    ]
    sums = {each.item.code: each.number for each in board.totals}
    known = {each.item.code: f"{each.known}/{len(board.villages)}" for each in board.totals}
    return [
        *rows,
        SheetRow(_t("Cộng"), "", "", sums),
        SheetRow(_t("Số thôn có số đã duyệt"), "", "", known),
    ]


def columns_for(board: Board) -> tuple[Column, ...]:
    """Guarded items are in no file."""
    items = [item for item in board.items if not item.is_guarded]
    return (
        Column(_("Thôn"), lambda row: row.name, 26),
        Column(_("Tình trạng"), lambda row: row.state, 14),
        Column(_("Nguồn ghi"), lambda row: row.source, 20),
        *(Column(f"{item.code} {item.name}", _cell(item), 14) for item in items),
    )


def _cell(item: Item) -> Any:
    return lambda row: row.numbers.get(item.code)
