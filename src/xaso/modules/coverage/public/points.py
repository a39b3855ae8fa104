"""Where the villages of a commune lie, as far as it has said so."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.coverage.models import Place, PlaceKind


def village_points(commune: Commune) -> Mapping[UUID, tuple[float, float]]:
    """Longitude and latitude of the centre, in degrees."""
    centres = Place.objects.of(commune).filter(kind=PlaceKind.CENTRE, closed_at=None)
    rows = centres.values_list("village_id", "longitude", "latitude")
    return {
        village: (float(x), float(y)) for village, x, y in rows if x is not None and y is not None
    }
