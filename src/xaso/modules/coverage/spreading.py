"""Between measured hexagons the nearest ones speak, not far; beyond them nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt

import h3

from .hexagons import HexagonRule, far_km, middle_of


def spread(measured: Mapping[str, int], rule: HexagonRule) -> dict[str, int]:
    """Levels of hexagons nobody measured that lie near enough; all others are unknown, and not here.
    Of two levels equally near the lower one counts."""
    middles = {cell: middle_of(cell) for cell in measured}
    rings = _rings(rule)
    near: dict[str, list[tuple[float, int]]] = {}
    for cell, level in measured.items():
        for other in h3.grid_disk(cell, rings):
            if other in measured:
                continue
            away = far_km(middles[cell], middle_of(other))
            if away <= rule.farthest_km:
                near.setdefault(other, []).append((away, level))
    return {cell: _weighed(sorted(rows)[: rule.neighbours], rule) for cell, rows in near.items()}


def _weighed(rows: list[tuple[float, int]], rule: HexagonRule) -> int:
    weights = [1 / float(away**rule.power) for away, _level in rows]
    value: float = sum(w * level for w, (_away, level) in zip(weights, rows, strict=True)) / sum(
        weights
    )
    return ceil(value - 0.5)


def _rings(rule: HexagonRule) -> int:
    """Enough of them around a hexagon to hold all whose middle is near enough."""
    between_km: float = h3.average_hexagon_edge_length(rule.resolution, unit="km") * sqrt(3)
    return ceil(rule.farthest_km / between_km * 1.3)
