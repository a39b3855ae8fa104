"""Rows of the review as the template shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.lib.dates import write_date
from xaso.modules.plans.annex.shapes import ERROR, Problem
from xaso.modules.plans.forms.annex import DAYS_OFF, DefaultsForm, RowForm, due_name, unit_name
from xaso.modules.plans.intake.columns import FileColumn
from xaso.modules.plans.intake.groups import DueGroup, UnitGroup
from xaso.modules.plans.intake.settle import BAD, CHANGED, DRAFT, READY, SAME, SKIPPED, SettledRow
from xaso.modules.plans.models import EvidenceKind, Recurrence

TONES = {READY: "good", DRAFT: "warn", BAD: "bad", SKIPPED: "left", CHANGED: "warn", SAME: "same"}
CHIPS = {
    READY: "done", DRAFT: "gap", BAD: "late", SKIPPED: "paused", CHANGED: "doing", SAME: "todo",
}  # fmt: skip
OF_COLUMN = {"due": ("due", "recurrence"), "budget": ("budget_vnd",)}


@dataclass(frozen=True)
class Doubt:
    text: str
    tone: str


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    doubts: Sequence[Doubt]
    was: str
    field: str

    @property
    def is_title(self) -> bool:
        return self.field == "title"

    @property
    def has_label(self) -> bool:
        """On a phone an empty cell says nothing, and a number before the title needs no name."""
        return self.field != "stt" and bool(self.text or self.was or self.doubts)


@dataclass(frozen=True)
class Line:
    settled: SettledRow
    cells: Sequence[Cell]
    doubts: Sequence[Doubt]
    """Those whose column the file does not have."""
    chip: str
    word: str
    tone: str
    form: RowForm | None
    has_own: bool
    """Something was typed about this row alone."""

    @property
    def due(self) -> str:
        choice = self.settled.choice
        repeats = str(Recurrence(choice.recurrence).label) if choice.recurrence else ""
        day = write_date(choice.due_date) if choice.due_date else ""
        return ", ".join(filter(None, (repeats, day)))

    @property
    def evidence(self) -> str:
        choice = self.settled.choice
        if not choice.evidence_kind:
            return ""
        return f"{choice.evidence_count} {EvidenceKind(choice.evidence_kind).label}"


@dataclass(frozen=True)
class UnitLine:
    unit: UnitGroup
    lead: BoundField
    follower: BoundField


@dataclass(frozen=True)
class KindLine:
    label: str
    count: int
    kind: BoundField
    number: BoundField


@dataclass(frozen=True)
class DueLine:
    group: DueGroup
    due: BoundField
    recurrence: BoundField


def line_of(
    settled: SettledRow,
    columns: Sequence[FileColumn],
    form: RowForm | None,
    *,
    is_again: bool,
    has_own: bool,
) -> Line:
    cells = [_cell(settled, column) for column in columns]
    places = {settled.row.cells.get(column.field) for column in columns}
    return Line(
        settled=settled,
        cells=cells,
        doubts=[_doubt(each) for each in settled.doubts if each.cell not in places],
        chip=CHIPS[settled.state],
        word=_word(settled, is_again=is_again),
        tone=TONES[settled.state],
        form=form,
        has_own=has_own,
    )


def unit_lines(form: DefaultsForm) -> list[UnitLine]:
    return [
        UnitLine(unit, form[unit_name(unit, "l")], form[unit_name(unit, "f")])
        for unit in form.groups.units
    ]


def kind_lines(form: DefaultsForm, counts: Any) -> list[KindLine]:
    return [
        KindLine(str(label), counts[kind], form[f"k{kind}"], form[f"k{kind}n"])
        for kind, label in EvidenceKind.choices
        if counts[kind]
    ]


def due_lines(form: DefaultsForm) -> list[DueLine]:
    return [
        DueLine(due, form[due_name(due)], form[f"{due_name(due)}r"]) for due in form.groups.dues
    ]


def days_off_line(form: DefaultsForm) -> BoundField | None:
    """One answer for every due date that is a day off."""
    return form[DAYS_OFF] if form.groups.days_off else None


def _cell(settled: SettledRow, column: FileColumn) -> Cell:
    row, name = settled.row, column.field
    place = row.cells.get(name)
    changed = set(settled.read.changed_fields) & set(OF_COLUMN.get(name, (name,)))
    return Cell(
        label=column.header,
        text=_text(row, name),
        doubts=[_doubt(each) for each in settled.doubts if each.cell == place],
        was=_text(settled.read.known, name) or _("để trống") if changed else "",
        field=name,
    )


def _doubt(problem: Problem) -> Doubt:
    """Inside its cell a doubt need not say again which cell it is in."""
    _place, named, rest = problem.message.partition(f"{problem.cell}: ")
    text = capfirst(rest) if named else problem.message
    return Doubt(text, "bad" if problem.severity == ERROR else "warn")


def _text(row: Any, name: str) -> str:
    """Of a row as read, or of what an earlier import read there."""
    if name == "coworkers":
        return "; ".join(row.coworkers)
    if name == "due":
        return getattr(row, "due_text", "") or _due(row)
    if name == "budget":
        amount = row.budget_vnd
        return getattr(row, "budget_text", "") or ("" if amount is None else f"{amount:f}")
    return str(getattr(row, {"target": "target_code"}.get(name, name), ""))


def _due(row: Any) -> str:
    repeats = str(Recurrence(row.recurrence).label) if row.recurrence else ""
    return ", ".join(filter(None, (repeats, write_date(row.due) if row.due else "")))


def _word(settled: SettledRow, *, is_again: bool) -> str:
    if settled.state == SKIPPED:
        return _("Trùng, bỏ") if settled.is_twin else _("Bỏ")
    if settled.state == BAD:
        return _("Chưa nhận được")
    if settled.state == CHANGED:
        return _("Thay đổi")
    if settled.state == SAME:
        return _("Không đổi")
    if settled.state == DRAFT:
        lacks = ", ".join(each.label for each in settled.missing)
        return _("Thiếu %(lacks)s") % {"lacks": lacks}
    return _("Mới, đủ 5 rõ") if is_again else _("Đủ 5 rõ")
