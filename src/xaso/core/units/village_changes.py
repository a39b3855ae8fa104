"""What accepting a list of villages would do to the villages of a commune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xaso.lib.text import fold

from .models import Commune, Village
from .villages_import import Fact, Problem, VillageRow


@dataclass(frozen=True)
class PlannedRow:
    read: VillageRow
    change: str
    """One of: new, changed, same, bad."""
    village: Village | None = None
    fields: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_rows(commune: Commune, rows: Sequence[VillageRow]) -> list[PlannedRow]:
    """One query whatever the number of rows."""
    known = list(Village.objects.of(commune))
    return [_planned(row, known) for row in rows]


def _planned(row: VillageRow, known: Sequence[Village]) -> PlannedRow:
    if row.problems:
        return PlannedRow(row, "bad", problems=row.problems)
    found = _twins(row, known)
    if len(found) > 1:
        return _bad(row, _("Xã có hơn một thôn tên này. Thêm cột “Thuộc xã cũ”."))
    if not found:
        return PlannedRow(row, "new")
    village = found[0]
    if village.closed_at:
        return _bad(row, _("Thôn này đã ngừng dùng. Mở lại thôn trước khi nhập."))
    fields = tuple(name for name, value in row.facts.items() if _says_more(village, name, value))
    return PlannedRow(row, "changed" if fields else "same", village, fields)


def _twins(row: VillageRow, known: Sequence[Village]) -> list[Village]:
    name, former = row.key
    same_name = [village for village in known if village.name_folded == name]
    if "former_unit" not in row.facts:
        return same_name
    return [village for village in same_name if fold(village.former_unit) == former]


def _says_more(village: Village, name: str, value: Fact) -> bool:
    """An empty cell takes nothing away."""
    return value not in (None, "") and getattr(village, name) != value


def _bad(row: VillageRow, message: str) -> PlannedRow:
    return PlannedRow(row, "bad", problems=(Problem(str(row.row), message),))
