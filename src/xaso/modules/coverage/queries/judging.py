"""Every village with what was measured there, what the rule says and what an officer said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from xaso.core.units.models import Commune, Village
from xaso.modules.coverage.models import Place, PlaceKind, VillageRuling
from xaso.modules.coverage.rulebook import Rules
from xaso.modules.coverage.rules import Finding, Seen, classify
from xaso.modules.coverage.standing import State, fresh

from .places import places_of
from .samples import states

States = Mapping[str, State]


@dataclass(frozen=True)
class Judged:
    village: Village
    finding: Finding
    ruling: VillageRuling | None
    places: tuple[tuple[Place, States], ...]
    """In use, the centre first."""

    @property
    def class_name(self) -> str:
        """What holds: the officer's word, else the rule's."""
        return self.ruling.class_name if self.ruling else self.finding.class_name

    @property
    def centre(self) -> tuple[Place, States] | None:
        return next((each for each in self.places if each[0].kind == PlaceKind.CENTRE), None)

    @property
    def found_places(self) -> list[Place]:
        """Those that made the step of the rule hold."""
        return [place for place, _states in self.places if place.pk in self.finding.place_ids]


def judged(commune: Commune, rules: Rules, villages: Iterable[UUID] | None = None) -> list[Judged]:
    """As it stands on the day of the rules, by name; four queries, whatever the number of villages."""
    rows = Village.objects.of(commune).filter(closed_at=None).order_by("name_folded", "pk")
    places_here, ruled = places_of(commune).filter(closed_at=None), rulings(commune)
    if villages is not None:
        wanted = list(villages)
        rows, places_here = rows.filter(pk__in=wanted), places_here.filter(village__in=wanted)
    here = _places_by_village(commune, list(places_here), rules.day)
    codes = [each.code for each in rules.operators]
    found = []
    for village in rows:
        places = tuple(here.get(village.pk, ()))
        seen = [Seen(place.pk, place.kind, fresh(known, rules)) for place, known in places]
        finding = classify(rules.village, seen, codes)
        found.append(Judged(village, finding, ruled.get(village.pk), places))
    return found


def rulings(commune: Commune) -> Mapping[UUID, VillageRuling]:
    """The newest of each village, where it names a class."""
    newest: dict[UUID, VillageRuling] = {}
    for each in VillageRuling.objects.of(commune).select_related("by").order_by("at", "pk"):
        newest[each.village_id] = each
    return {village: each for village, each in newest.items() if each.class_name}


def rulings_of(village: Village) -> list[VillageRuling]:
    rows = VillageRuling.objects.filter(village=village).select_related("by")
    return list(rows.order_by("-at", "-pk")[:20])


def _places_by_village(
    commune: Commune, places: list[Place], today: date
) -> Mapping[UUID, list[tuple[Place, States]]]:
    until = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    known = states(commune, places, until=until)
    found: dict[UUID, list[tuple[Place, States]]] = defaultdict(list)
    for place in places:
        found[place.village_id].append((place, known.get(place.pk, {})))
    order = PlaceKind.values
    for rows in found.values():
        rows.sort(key=lambda row: order.index(row[0].kind))
    return found
