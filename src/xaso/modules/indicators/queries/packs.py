from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.models import PackEntry
from xaso.modules.indicators.scoring.pack import Pack

from .assessment import Assessment, Known, assess
from .book import Book
from .values import value_now


@dataclass
class Said:
    """What counts of a pack's entries in a period."""

    in_use: PackEntry | None = None
    answers: dict[str, PackEntry] = field(default_factory=dict)
    targets: dict[str, PackEntry] = field(default_factory=dict)


def assess_packs(
    commune: Commune, packs: Sequence[Pack], period: Period, today: date
) -> dict[str, Assessment]:
    """One value feeds every pack: the numbers are read once for all of them."""
    definitions = Book(tuple(packs), {}).definitions(packs)
    values = value_now(commune, definitions, period, today)
    said = entries(commune, [pack.code for pack in packs], period)
    return {
        pack.code: assess(pack, period, Known(values, heard.answers, heard.targets, heard.in_use))
        for pack in packs
        for heard in (said[pack.code],)
    }


def entries(commune: Commune, pack_codes: Iterable[str], period: Period) -> dict[str, Said]:
    """What is said for the year holds for its months and quarters, until said anew for them."""
    said = {code: Said() for code in pack_codes}
    rows = (
        PackEntry.objects.of(commune)
        .filter(pack_code__in=said, first__lte=period.first, last__gte=period.last)
        .order_by("first", "-last", "entered_at", "id")
    )
    for row in rows:
        pack = said[row.pack_code]
        if row.kind == PackEntry.Kind.THEO_DOI:
            pack.in_use = row if row.in_use else None
        elif row.kind == PackEntry.Kind.CHI_TIEU:
            pack.targets[row.item_code] = row
        else:
            pack.answers[row.item_code] = row
    return said


def history_of_item(
    commune: Commune, pack_code: str, item_code: str, period: Period
) -> QuerySet[PackEntry]:
    """Answers and targets of one item, newest first, with what proves them."""
    return (
        PackEntry.objects.of(commune)
        .filter(
            pack_code=pack_code,
            item_code=item_code,
            first__lte=period.first,
            last__gte=period.last,
        )
        .select_related("entered_by")
        .prefetch_related("evidence__file")
        .order_by("-entered_at", "-id")
    )
