"""Finding a commune by the name it has now or by any name it had before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from xaso.lib.text import fold

from .models import Commune, FormerUnit


@dataclass(frozen=True)
class FoundCommune:
    commune: Commune
    former: tuple[str, ...]
    """All old units of the commune, in the order of their codes."""
    matched: tuple[str, ...]
    """The old units whose name was asked for."""


def search_communes(text: str, *, province: str = "", limit: int = 30) -> list[FoundCommune]:
    """Accents are optional. The name itself first, then names that begin so, then old names."""
    wanted = fold(text)
    communes = Commune.objects.select_related("province").order_by("name", "pk")
    if province:
        communes = communes.filter(province=province)
    former = _former_names(province)
    found = [
        (rank, FoundCommune(commune, former[commune.pk], matched))
        for commune in communes
        for rank, matched in [_rank(commune, former[commune.pk], wanted)]
        if rank is not None
    ]
    return [row for _rank_, row in sorted(found, key=lambda pair: pair[0])[:limit]]


def _former_names(province: str) -> defaultdict[str, tuple[str, ...]]:
    rows = FormerUnit.objects.order_by("code")
    if province:
        rows = rows.filter(commune__province=province)
    names: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for commune, name in rows.values_list("commune_id", "name"):
        names[commune] += (name,)
    return names


def _rank(
    commune: Commune, former: tuple[str, ...], wanted: str
) -> tuple[int | None, tuple[str, ...]]:
    name = fold(commune.name)
    matched = tuple(old for old in former if wanted and wanted in fold(old))
    if wanted in (name, commune.pk, fold(commune.full_name)):
        return 0, matched
    if name.startswith(wanted):
        return 1, matched
    if wanted in name or matched:
        return 2, matched
    return None, ()
