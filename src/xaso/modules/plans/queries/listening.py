from __future__ import annotations

from datetime import date

from xaso.core.units.models import Commune, Village
from xaso.modules.plans.spoken import Listener

from .people import people_who_may


def listener(commune: Commune, today: date) -> Listener:
    """Two queries."""
    villages = Village.objects.of(commune).filter(closed_at=None).order_by("name_folded", "pk")
    return Listener(list(people_who_may(commune, "plans.work", today)), list(villages), today)
