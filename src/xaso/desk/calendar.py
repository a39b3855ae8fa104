"""Lịch làm việc: the days that deadlines skip, month by month."""

from __future__ import annotations

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.ui.fields import VietnameseDateField
from xaso.core.worktime import actions
from xaso.core.worktime.models import CalendarRow
from xaso.lib.worktime import Calendar, CalendarDay, DayKind

YEARS_SHOWN = range(1900, 2200)
MARKS = {
    DayKind.HOLIDAY: _("nghỉ"),
    DayKind.OFF: _("nghỉ"),
    DayKind.SWAP_OFF: _("nghỉ"),
    DayKind.SWAP_WORK: _("làm bù"),
    DayKind.HALF: _("nửa ngày"),
}


@dataclass(frozen=True)
class DayCell:
    day: date
    in_month: bool
    is_today: bool
    works: bool
    mark: Any


class CalendarPage(TextPage):
    right = "desk.home"
    template_name = "desk/calendar/month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = _rows(self.actor.commune.pk)
        calendar = _calendar(rows)
        first = self.month
        return super().get_context_data(
            title=_t("Lịch làm việc"),
            month=first,
            before=_shift(first, -1),
            after=_shift(first, 1),
            weeks=_weeks(first, calendar),
            rows=[row for row in rows if row.day.year == first.year],
            may_change=self.actor.may("commune.settings"),
            **kwargs,
        )

    @cached_property
    def month(self) -> date:
        typed = self.request.GET.get("thang", "")
        this_month = timezone.localdate().replace(day=1)
        try:
            asked = date.fromisoformat(f"{typed}-01")
        except ValueError:
            return this_month
        return asked if asked.year in YEARS_SHOWN else this_month


class OwnDayForm(forms.Form):
    day = VietnameseDateField(label=_("Ngày"))
    kind = forms.ChoiceField(
        label=_("Loại"), choices=CalendarRow.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Vì sao"), max_length=120, help_text=_("Ví dụ: nghỉ tránh bão số 3.")
    )


class AddOwnDay(ActionPage):
    right = "commune.settings"
    form_class = OwnDayForm
    template_name = "desk/form.html"
    action = actions.set_own_day
    title = _("Thêm ngày riêng của xã")
    submit_label = _("Thêm ngày")
    done_message = _("Đã ghi ngày vào lịch. Các hạn tính từ bây giờ theo lịch mới.")

    def get_initial(self) -> dict[str, Any]:
        return {"kind": CalendarRow.Kind.OFF}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:calendar")
        return super().get_context_data(
            cancel_url=back, crumbs=[(back, _t("Lịch làm việc"))], **kwargs
        )

    def next_url(self, result: CalendarRow) -> str:
        return _month_url(result.day)


class DayAction(ActionPage):
    right = "commune.settings"
    template_name = "desk/calendar/sure.html"

    @cached_property
    def day(self) -> date:
        try:
            return date.fromisoformat(self.kwargs["day"])
        except ValueError as error:
            raise Http404 from error

    @cached_property
    def row(self) -> CalendarRow:
        raise NotImplementedError

    def given(self) -> dict[str, Any]:
        return {"day": self.row.day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, cancel_url=_month_url(self.day), **kwargs)

    def next_url(self, result: Any) -> str:
        return _month_url(self.day)


class ConfirmDay(DayAction):
    action = actions.confirm_day
    title = _("Xác nhận ngày này cho xã?")
    submit_label = _("Xác nhận")
    done_message = _("Đã xác nhận ngày. Các hạn tính từ bây giờ theo lịch mới.")

    @cached_property
    def row(self) -> CalendarRow:
        return CalendarRow.objects.get(commune=None, day=self.day)


class RemoveOwnDay(DayAction):
    action = actions.remove_own_day
    title = _("Bỏ ngày riêng này của xã?")
    submit_label = _("Bỏ ngày này")
    done_message = _("Đã bỏ ngày riêng của xã.")

    @cached_property
    def row(self) -> CalendarRow:
        return CalendarRow.objects.get(commune=self.actor.commune, day=self.day)


def _rows(commune: str) -> list[CalendarRow]:
    """The row that counts for each day: the commune's own before the national one."""
    found = CalendarRow.objects.filter(commune=None) | CalendarRow.objects.filter(commune=commune)
    by_day: dict[date, CalendarRow] = {}
    for row in sorted(found, key=lambda row: row.commune_id is not None):
        by_day[row.day] = row
    return sorted(by_day.values(), key=lambda row: row.day)


def _calendar(rows: list[CalendarRow]) -> Calendar:
    days = (CalendarDay(row.day, DayKind(row.kind), row.name, row.confirmed) for row in rows)
    return Calendar(version="", days=tuple(days))


def _weeks(first: date, calendar: Calendar) -> list[list[DayCell]]:
    today = timezone.localdate()
    return [
        [_cell(day, first, today, calendar) for day in week]
        for week in Weeks().monthdatescalendar(first.year, first.month)
    ]


def _cell(day: date, first: date, today: date, calendar: Calendar) -> DayCell:
    marked, doubted = calendar.marked.get(day), calendar.in_doubt.get(day)
    mark = MARKS[marked.kind] if marked else _("chưa chắc") if doubted else ""
    works = calendar.is_working_day(day)
    return DayCell(day, day.month == first.month, day == today, works, mark)


def _shift(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(max(number // 12, 1), number % 12 + 1, 1)


def _month_url(day: date) -> str:
    return f"{reverse('desk:calendar')}?thang={day:%Y-%m}"
