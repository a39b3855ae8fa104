"""What the province hears of the signal: what was asked of the operators, and what has come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.core.upstream.making import items_behind
from xaso.core.upstream.outgoing import Part, Said, outgoing

from .models import Petition, PetitionPlace, PetitionState, Place, Sample

MOST_PEOPLE = 10_000_000
MOST_SURVEYS = 200
"""The newest of one petition; what it rests on, not all that was ever measured."""
DAYS = {
    "sent": ("sent_date", _("Ngày gửi")),
    "promised": ("promised_date", _("Ngày hứa phát sóng")),
    "on_air": ("on_air_date", _("Ngày báo đã phát sóng")),
    "closed": ("closed_date", _("Ngày đóng")),
}
FIELDS = {
    "code": Part(_("Mã kiến nghị"), "text", 20),
    "about": Part(_("Về"), "text", 200),
    "state": Part(_("Tình trạng"), "text", 10, tuple(PetitionState.choices)),
    "operators": Part(_("Nhà mạng được đề nghị"), "text", 200),
    "number": Part(_("Số công văn"), "text", 60),
    "reopened": Part(_("Số lần mở lại"), "whole", 10_000),
    "places": Part(_("Số điểm"), "whole", 10_000),
    "households": Part(_("Số hộ"), "whole", MOST_PEOPLE),
    **{name: Part(label, "day") for name, (_column, label) in DAYS.items()},
}


def petitions(commune: Commune, at: datetime) -> Iterator[Said]:
    del at
    rows = Petition.objects.of(commune).exclude(state=PetitionState.DRAFT).order_by("pk")
    places: defaultdict[UUID, list[Place]] = defaultdict(list)
    links = PetitionPlace.objects.of(commune).select_related("place").order_by("pk")
    for link in links:
        places[link.petition_id].append(link.place)
    for petition in rows:
        there = places[petition.pk]
        yield Said(petition.code, _body(petition, there), _measured(commune, there))


def _measured(commune: Commune, places: Sequence[Place]) -> tuple[UUID, ...]:
    ids = [place.pk for place in places]
    rows = Sample.objects.of(commune).filter(place__in=ids).order_by("-measured_at", "-pk")
    surveys = rows.values_list("survey_id", flat=True)[:MOST_SURVEYS]
    return items_behind(commune, [*ids, *dict.fromkeys(surveys)])


def _body(petition: Petition, places: Sequence[Place]) -> dict[str, Any]:
    days = {name: getattr(petition, column) for name, (column, _label) in DAYS.items()}
    return {
        "code": petition.code,
        "about": petition.name,
        "state": petition.state,
        "operators": ", ".join(sorted(petition.operators))[:200],
        "number": petition.sent_number,
        "reopened": petition.reopened_count,
        "places": len(places),
        "households": sum(place.household_count or 0 for place in places),
        **{name: day.isoformat() for name, day in days.items() if day},
    }


outgoing(
    "upstream.petition",
    1,
    label=_("Kiến nghị phủ sóng"),
    fields=FIELDS,
    title="about",
    gather=petitions,
)
