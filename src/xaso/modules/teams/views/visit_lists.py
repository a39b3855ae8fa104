"""Every visit, the newest first; filters above, a workbook beside."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage
from xaso.core.pages.workbook import Column
from xaso.core.residents.languages import language_name
from xaso.core.residents.queries import reached_villages
from xaso.core.units.models import Village
from xaso.modules.teams.codes import OUTCOME, PLACE, REASON, SERVICE, CodeBook
from xaso.modules.teams.models import Visit
from xaso.modules.teams.months import Month, month_typed, months_back
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.visits import COUNTING, visit_rows
from xaso.modules.teams.visit_words import chip_of, lines_words, people_words

MONTHS = 12
OUT = "khong-tinh"


def columns_for(book: CodeBook) -> tuple[Column, ...]:
    return (
        Column(_("Ngày"), lambda row: row.day, 12),
        Column(_("Buổi"), lambda row: row.get_part_display(), 12),
        Column(_("Thôn"), lambda row: str(row.village), 22),
        Column(_("Ở đâu"), lambda row: book.label(PLACE, row.place), 18),
        Column(_("Nội dung, kết quả, lý do"), lambda row: lines_words(row, book), 60),
        Column(_("Nam"), lambda row: row.male, 8),
        Column(_("Nữ"), lambda row: row.female, 8),
        Column(_("Dưới 15 tuổi"), lambda row: row.under_15, 10),
        Column(_("15–59 tuổi"), lambda row: row.from_15, 10),
        Column(_("Từ 60 tuổi"), lambda row: row.from_60, 10),
        Column(_("Mã hộ"), lambda row: row.household.code if row.household else "", 12),
        Column(_("Ai thao tác"), lambda row: row.get_typed_by_display(), 18),
        Column(_("Tiếng đã dùng"), lambda row: language_name(row.language), 14),
        Column(_("Số phút"), lambda row: row.minutes, 10),
        Column(_("Thủ tục đã nộp"), lambda row: row.procedure, 30),
        Column(_("Mã hồ sơ"), lambda row: row.code_seen, 12),
        Column(_("Kết quả nộp"), lambda row: row.get_dossier_result_display(), 16),
        Column(_("Vì sao chưa nộp được"), lambda row: book.label(REASON, row.dossier_reason), 24),
        Column(_("Ai theo dõi tiếp"), lambda row: row.get_follow_by_display(), 18),
        Column(_("Trước ngày"), lambda row: row.follow_date, 12),
        Column(_("Ghi chú"), lambda row: row.note, 40),
        Column(_("Người ghi"), lambda row: row.by.full_name if row.by else "", 24),
        Column(_("Nguồn ghi"), lambda row: row.get_source_display(), 20),
        Column(_("Tình trạng"), lambda row: row.get_state_display(), 14),
    )


class VisitList(ListPage):
    right = "teams.read"
    model = Visit
    template_name = "teams/visits.html"
    order = ("-day", "-at", "pk")
    page_size = 30
    export_name = "luot-ho-tro"

    @cached_property
    def book(self) -> CodeBook:
        return code_book(self.actor.commune)

    @cached_property
    def villages(self) -> list[Village]:
        return list(reached_villages(self.actor))

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("tai"):
            self.actor.must("teams.export")
            self.columns = columns_for(self.book)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Visit]:
        rows = visit_rows(self.actor)
        rows = rows.exclude(COUNTING) if self._asked("loc") == OUT else rows.filter(COUNTING)
        if self.month:
            rows = rows.filter(day__gte=self.month.first, day__lte=self.month.last)
        if village := self._village():
            rows = rows.filter(village=village)
        for name, which, column in (("viec", SERVICE, "service"), ("ket-qua", OUTCOME, "outcome")):
            code = self._asked(name)
            if self.book.find(which, code):
                rows = rows.filter(pk__in=rows.filter(**{f"lines__{column}": code}).values("pk"))
        return rows.order_by(*self.order)

    @cached_property
    def month(self) -> Month | None:
        return month_typed(self._asked("thang"))

    def _asked(self, name: str) -> str:
        return self.request.GET.get(name, "")

    def _village(self) -> Village | None:
        return next((v for v in self.villages if str(v.pk) == self._asked("thon")), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["slice"].rows
        today = timezone.localdate()
        return {
            **context,
            "title": _t("Lượt hỗ trợ"),
            "lines": [
                (
                    row,
                    chip_of(row, self.book),
                    capfirst(lines_words(row, self.book)),
                    people_words(row),
                )
                for row in rows
            ],
            "choices": self._choices(today),
            "filters": self._filters(),
            "is_narrowed": any(
                self._asked(name) for name in ("thon", "thang", "viec", "ket-qua", "loc")
            ),
            "may_log": self.actor.may("teams.log"),
            "may_export": self.actor.may("teams.export"),
        }

    def _choices(self, today: date) -> list[dict[str, Any]]:
        """The boxes above the list: name, label, options, what is chosen."""
        villages = [(str(v.pk), capfirst(str(v))) for v in self.villages]
        months = [(m.code, m.words) for m in months_back(today, MONTHS)]
        boxes = (
            ("thon", _t("Thôn"), villages),
            ("thang", _t("Tháng"), months),
            ("viec", _t("Nội dung"), self.book.choices(SERVICE)),
            ("ket-qua", _t("Kết quả"), self.book.choices(OUTCOME)),
        )
        return [
            {"name": name, "label": label, "options": options, "now": self._asked(name)}
            for name, label, options in boxes
        ]

    def _filters(self) -> list[FilterLink]:
        words = (("", _t("Đang tính")), (OUT, _t("Đã sửa, đã rút")))
        return [
            FilterLink(word, address(self.request, loc=code), code == self._asked("loc"))
            for code, word in words
        ]
