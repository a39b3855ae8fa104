"""Who is late, which village, and why: counted from the rows, nothing is guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.units.models import Commune, Village
from xaso.modules.plans import public as plans

from .addresses import rows_url


@dataclass(frozen=True)
class LatePerson:
    name: str
    count: int
    worst: plans.TaskCard
    url: str


@dataclass(frozen=True)
class VillageCell:
    id: UUID
    name: str
    tone: str
    word: str
    """What the village owes, in words: the colour only helps."""
    numbers: plans.VillageNumbers | None
    url: str


@dataclass(frozen=True)
class Reason:
    why: str
    count: int
    where: str
    url: str


def late_people(late: plans.Late) -> list[LatePerson]:
    return [
        LatePerson(each.name, each.count, each.worst, rows_url("viec-qua-han", nguoi=each.lead_id))
        for each in late.people
    ]


def village_cells(commune: Commune, numbers: Sequence[plans.VillageNumbers]) -> list[VillageCell]:
    """Every village in use, the most late first; one that owes nothing says so."""
    known = {each.village_id: each for each in numbers}
    rows = Village.objects.of(commune).filter(closed_at=None).order_by("name_folded", "pk")
    cells = [_cell(village, known.get(village.pk)) for village in rows]
    return sorted(cells, key=_lateness)


def _cell(village: Village, numbers: plans.VillageNumbers | None) -> VillageCell:
    tone, word = _standing(numbers)
    url = rows_url("thon", thon=village.pk)
    return VillageCell(village.pk, str(village), tone, word, numbers, url)


def _standing(numbers: plans.VillageNumbers | None) -> tuple[str, str]:
    if numbers is None or numbers.owed == numbers.accepted:
        return "good", _("đủ")
    if numbers.late:
        return "bad", _("%(count)s việc quá hạn") % {"count": numbers.late}
    if numbers.failed or numbers.returned:
        return "warn", _("%(count)s việc vướng") % {"count": numbers.failed + numbers.returned}
    if numbers.not_reported:
        return "", _("%(count)s việc chưa báo") % {"count": numbers.not_reported}
    return "", _("%(count)s chờ duyệt") % {"count": numbers.waiting}


def _lateness(cell: VillageCell) -> tuple[int, int]:
    order = ("bad", "warn", "", "good").index(cell.tone)
    return order, -(cell.numbers.late if cell.numbers else 0)


def late_reasons(red: Sequence[plans.RedRow]) -> list[Reason]:
    """Each reason with how often it stands in a red row: a village counts once, a task whose lead
    or leader gave the reason counts once."""
    counts: Counter[str] = Counter()
    of_villages = {village.why for row in red for village in row.villages}
    places: dict[str, list[str]] = defaultdict(list)
    for row in red:
        for why, where in _whys(row):
            counts[why] += 1
            if where not in places[why]:
                places[why].append(where)
    # Of reasons given equally often, what stops several villages stands before one task's own.
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0] not in of_villages))
    return [
        Reason(why, count, named(places[why]), rows_url("vi-sao", ly_do=why))
        for why, count in ordered
    ]


def _whys(row: plans.RedRow) -> list[tuple[str, str]]:
    found = [(village.why, village.name) for village in row.villages]
    if row.task.hindrance or not found:
        found.append((row.why, row.task.lead_name))
    return found


def named(places: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(places[:most])
    more = len(places) - most
    if more <= 0:
        return shown
    return _("%(names)s và %(count)s nơi nữa") % {"names": shown, "count": more}
