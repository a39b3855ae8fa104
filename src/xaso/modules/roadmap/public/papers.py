"""What the request to the province and the leaders' promises say."""

from __future__ import annotations

from dataclasses import dataclass

from xaso.core.units.models import Commune
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.profile import profile_of
from xaso.modules.roadmap.models import Commitment, Roadmap
from xaso.modules.roadmap.queries.roadmaps import facts_of_roadmap
from xaso.modules.roadmap.words import because_words


@dataclass(frozen=True)
class NeedRow:
    block: str
    item: str
    unit: str
    quantity: int
    unit_price_vnd: int | None
    """None: nobody has typed a price."""
    cost_vnd: int | None
    source: str


@dataclass(frozen=True)
class Request:
    difficulties: tuple[tuple[str, str], ...]
    """Weak traits of the commune, each with the answers that say so."""
    needs: tuple[NeedRow, ...]

    @property
    def known_total_vnd(self) -> int:
        return sum(need.cost_vnd or 0 for need in self.needs)

    @property
    def without_price(self) -> int:
        return sum(need.cost_vnd is None for need in self.needs)


@dataclass(frozen=True)
class PromiseRow:
    text: str
    unit: str
    promised: int
    kept: int | None


def request_in(commune: Commune, year: int) -> Request | None:
    """Of the newest roadmap that begins in the year and has needs; None while there is none."""
    roadmap = _roadmap(commune, year, needs__isnull=False)
    if roadmap is None:
        return None
    facts = facts_of_roadmap(roadmap)
    found = profile_of(tables(), facts).traits
    return Request(
        difficulties=tuple(
            (each.trait.name, " ".join(because_words(part, facts) for part in each.because))
            for each in found
            if each.trait.is_weakness
        ),
        needs=tuple(
            NeedRow(
                f"{row.block} {tables().blocks[row.block].name}",
                row.item,
                row.unit,
                row.quantity,
                row.unit_price_vnd,
                row.cost_vnd,
                row.source,
            )
            for row in roadmap.needs.filter(quantity__gt=0).order_by("block", "item")
        ),
    )


def promises_in(commune: Commune, year: int) -> tuple[PromiseRow, ...]:
    """What was promised, or what the package proposes while nobody has promised anything."""
    roadmap = _roadmap(commune, year, commitments__isnull=False)
    said = {row.code: row for row in Commitment.objects.filter(roadmap=roadmap)} if roadmap else {}
    return tuple(
        PromiseRow(
            item.text,
            item.unit,
            said[item.code].promised if item.code in said else item.promise,
            said[item.code].kept if item.code in said else None,
        )
        for item in tables().commitments
    )


def _roadmap(commune: Commune, year: int, **more: bool) -> Roadmap | None:
    rows = Roadmap.objects.of(commune).filter(first_day__year=year, **more)
    return rows.order_by("-made_at", "-pk").first()
