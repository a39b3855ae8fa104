"""All papers the desk can draft. A new kind is one entry in a list and one builder in desk/reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from .coverage_kinds import COVERAGE
from .kinds import PaperKind
from .periods import period_to_type
from .plan_kinds import PLANS
from .report_kinds import REPORTS
from .sheet_kinds import SHEETS

KINDS = (*REPORTS, *PLANS, *COVERAGE, *SHEETS)
GROUPS = {
    "bao-cao": _("Báo cáo"),
    "ke-hoach": _("Kế hoạch, quyết định"),
    "cong-van": _("Công văn, giấy mời, biên bản"),
    "bang": _("Bảng in ngay"),
}
OPEN = ("bao-cao", "bang")

MADE_WITH_THE_WORK = (
    PaperKind(
        code="bien-ban-ban-giao",
        label=_("Biên bản bàn giao công việc"),
        help=_("Lập từ trang bàn giao."),
        every="year",
        title=str,
        type_symbol="BB",
    ),
    PaperKind(
        code="thong-bao-ket-luan",
        label=_("Thông báo kết luận họp"),
        help=_("Lập từ trang ghi kết luận họp."),
        every="year",
        title=str,
        type_symbol="TB",
    ),
)
"""Drafted by a module while the work is done; they have no period and no fresh figures."""


@dataclass(frozen=True)
class Group:
    label: Any
    is_open: bool
    kinds: tuple[tuple[PaperKind, str, str], ...]
    """Each with its period of today, as rows hold it and as people write it."""

    @property
    def has_sheets(self) -> bool:
        return any(kind.sheet for kind, _period, _typed in self.kinds)


def groups_of(today: date) -> Iterator[Group]:
    for code, label in GROUPS.items():
        kinds = [kind for kind in KINDS if kind.group == code]
        shown = [(kind, kind.period_of(today)) for kind in kinds]
        yield Group(
            label,
            code in OPEN,
            tuple((kind, period, period_to_type(period)) for kind, period in shown),
        )


def kind_named(code: str) -> PaperKind:
    for kind in (*KINDS, *MADE_WITH_THE_WORK):
        if kind.code == code:
            return kind
    raise Http404
