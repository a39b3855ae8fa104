"""What the teams did in one month: for the leader who asks who works, what works and why not."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.residents.queries import reached_villages
from xaso.core.ui.charts import Bar, Chart, Point, bars, trend
from xaso.core.ui.sketch import Sketch
from xaso.lib.numbers import write_number
from xaso.modules.coverage.public import village_points
from xaso.modules.teams.codes import DONE, REASON, SERVICE, CodeBook
from xaso.modules.teams.drawing import sketch_of_activity
from xaso.modules.teams.metrics import (
    Activity,
    Seen,
    activity_of,
    followed_in_time,
    reasons_of,
    services_of,
)
from xaso.modules.teams.months import Month, month_of, month_typed, months_back
from xaso.modules.teams.queries.activity import (
    TeamMonth,
    by_team,
    counts_by_month,
    follow_ups_due,
    outcomes_not_done,
    visits_seen,
)
from xaso.modules.teams.queries.codes import code_book

MONTHS, MOST_BARS = 6, 10


class ActivityPage(TextPage):
    right = "teams.read"
    template_name = "teams/activity.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx":
            self.actor.must("teams.export")
            name = f"to-cong-nghe-so-{self.month.code}"
            return workbook_response(name, columns_for(self.book), self.rows)
        return super().get(request, *args, **kwargs)

    @cached_property
    def book(self) -> CodeBook:
        return code_book(self.actor.commune)

    @cached_property
    def month(self) -> Month:
        """Of days to come nothing can be said."""
        now = month_of(timezone.localdate())
        asked = month_typed(self.request.GET.get("thang", ""))
        return asked if asked and asked.first <= now.first else now

    @cached_property
    def visits(self) -> list[Seen]:
        return visits_seen(self.actor, self.month.first, self.month.last)

    @cached_property
    def rows(self) -> list[TeamMonth]:
        return by_team(self.actor, self.visits, self.month, self.book)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = activity_of(self.visits, outcomes_not_done(self.book))
        silent = [row for row in self.rows if row.is_silent]
        return super().get_context_data(
            title=_t("Kết quả của các tổ: %(month)s") % {"month": self.month.words.lower()},
            month=self.month,
            whole=whole,
            people=f"≈ {write_number(whole.people)}",
            done=percent(whole),
            why=reason_words(whole, self.book),
            in_time=self._in_time(),
            teams=[_line(row, self.book) for row in self.rows if not row.is_silent],
            silent=silent,
            sketch=self._sketch(),
            team_count=len(self.rows),
            charts=self._charts(),
            filters=self._filters(),
            may_export=self.actor.may("teams.export") and bool(self.rows),
            may_log=self.actor.may("teams.log"),
            **kwargs,
        )

    def _sketch(self) -> Sketch:
        villages = list(reached_villages(self.actor))
        return sketch_of_activity(villages, self.rows, village_points(self.actor.commune))

    def _in_time(self) -> str:
        found = follow_ups_due(self.actor, self.month.first, self.month.last)
        known = followed_in_time(found, timezone.localdate())
        return two_places(known) if known is not None else ""

    def _filters(self) -> list[FilterLink]:
        found = months_back(timezone.localdate(), MONTHS)
        return [
            FilterLink(each.words, address(self.request, thang=each.code), each == self.month)
            for each in found
        ]

    def _charts(self) -> list[Chart]:
        if not self.visits:
            return []
        return [self._services(), *self._reasons(), self._months()]

    def _services(self) -> Chart:
        lines = [line for visit in self.visits for line in visit.lines]
        rows = [
            Bar(self._of_total(SERVICE, code, len(said)), said.count(DONE), total=len(said))
            for code, said in list(services_of(lines).items())[:MOST_BARS]
        ]
        note = _t("Xong trên số lần hỗ trợ, không tính vắng nhà.")
        return bars(_t("Từng nội dung: xong được bao nhiêu"), rows, note=note)

    def _reasons(self) -> list[Chart]:
        lines = [line for visit in self.visits for line in visit.lines]
        counts = reasons_of(lines, outcomes_not_done(self.book))
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
        rows = [
            Bar(str(capfirst(self.book.label(REASON, code))), count, total=counts.total())
            for code, count in ordered
        ]
        note = _t("Trên số lần chưa xong hoặc từ chối có ghi lý do.")
        return [bars(_t("Chưa xong vì sao"), rows, note=note)] if rows else []

    def _of_total(self, which: str, code: str, total: int) -> str:
        words = {"name": capfirst(self.book.label(which, code)), "total": total}
        return _t("%(name)s, trên %(total)d lần") % words

    def _months(self) -> Chart:
        first = self.month.before(MONTHS - 1)
        counts = counts_by_month(self.actor, first.first, self.month.last)
        months = [self.month.before(back) for back in reversed(range(MONTHS))]
        points = [Point(f"{m.number}/{m.year}", counts.get(m.first)) for m in months]
        note = _t("Tháng không có lượt nào được ghi thì để trống, không phải số 0.")
        return trend(_t("Số lượt hỗ trợ %(count)d tháng") % {"count": MONTHS}, points, note=note)


def columns_for(book: CodeBook) -> tuple[Column, ...]:
    """A team that wrote nothing down has no numbers: that is not 0."""

    def known(row: TeamMonth, value: Any) -> Any:
        return None if row.is_silent else value

    return (
        Column(_("Thôn"), lambda row: row.team.place, 28),
        Column(_("Lượt hỗ trợ"), lambda row: known(row, row.activity.visits), 12),
        Column(_("Người được giúp (≈)"), lambda row: known(row, row.activity.people), 14),
        Column(_("Hộ đã tới"), lambda row: known(row, row.activity.households), 12),
        Column(_("Tỷ lệ xong (%)"), lambda row: percent(row.activity) or None, 14),
        Column(_("Lý do hàng đầu"), lambda row: reason_words(row.activity, book), 40),
        Column(_("Số phút, trung vị"), lambda row: minutes(row.activity) or None, 14),
    )


def percent(activity: Activity) -> str:
    known = activity.done_percent
    return two_places(known) if known is not None else ""


def two_places(number: Fraction) -> str:
    """ "70,27", and "50" where there is nothing behind the comma."""
    return write_number(number, 0 if number.denominator == 1 else 2)


def minutes(activity: Activity) -> str:
    return write_number(activity.minutes) if activity.minutes is not None else ""


def reason_words(activity: Activity, book: CodeBook) -> str:
    top = activity.top_reason
    if top is None:
        return ""
    words = {
        "reason": capfirst(book.label(REASON, top.code)),
        "count": top.count,
        "total": top.total,
        "percent": two_places(top.percent),
    }
    return _t("%(reason)s: %(count)d/%(total)d lần (%(percent)s %%)") % words


def _line(row: TeamMonth, book: CodeBook) -> dict[str, Any]:
    return {
        "row": row,
        "done": percent(row.activity),
        "why": reason_words(row.activity, book),
        "minutes": minutes(row.activity),
    }
