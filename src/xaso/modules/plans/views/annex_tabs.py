"""What of the annex the review shows: tasks, targets, what is gone; and which of the tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xaso.modules.plans.intake.sheet import Sheet


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    to: str
    """The query of the address; pressed as a button, so that what was typed is kept first."""
    is_current: bool


def tabs_of(sheet: Sheet, asked: str, only: str) -> dict[str, Any]:
    parts = [
        ("viec", _("Nhiệm vụ"), len(sheet.rows)),
        ("chi-tieu", _("Chỉ tiêu"), len(sheet.targets)),
        ("khong-con", _("Không còn trong tệp"), len(sheet.gone)),
    ]
    there = [part for part in parts if part[2]]
    names = [name for name, _label, _count in there]
    view = asked if asked in names else names[0]
    return {
        "view": view,
        "only": only,
        "tabs": [Tab(label, count, f"xem={name}", name == view) for name, label, count in there],
        "filters": _filters(sheet, only) if view == "viec" else [],
    }


def button_label(sheet: Sheet) -> str:
    """What pressing it does, in a few words; drafts are told beside it."""
    tally = sheet.tally
    new = tally.ready or tally.draft
    parts = [
        (new, _("%(count)s nhiệm vụ") if tally.ready else _("%(count)s nháp")),
        (tally.changed, _("%(count)s thay đổi")),
        (0 if new or tally.changed else tally.targets, _("%(count)s chỉ tiêu")),
    ]
    told = ", ".join(words % {"count": count} for count, words in parts if count)
    return _("Nhận %(what)s") % {"what": told} if told else _("Nhận")


def _filters(sheet: Sheet, only: str) -> list[Tab]:
    tally = sheet.tally
    found = [
        ("", _("Tất cả"), len(sheet.rows)),
        ("sua", _("Cần sửa"), tally.to_mend),
        ("nhan", _("Đủ 5 rõ"), tally.ready),
        ("moi", _("Mới"), tally.new if sheet.is_again else 0),
        ("doi", _("Thay đổi"), tally.changed),
        ("giu", _("Không đổi"), tally.same),
        ("bo", _("Bỏ"), tally.skipped),
    ]
    return [
        Tab(label, count, f"loc={name}", name == only)
        for name, label, count in found
        if count or name in {"", only}
    ]
