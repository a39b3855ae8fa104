"""Lines of the diary about numbers, with the name and the figures people know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from xaso.core.events.queries import Happening
from xaso.core.units.models import Commune
from xaso.lib.numbers import write_number
from xaso.modules.indicators import public as indicators

ABOUT_NUMBERS = ("indicators.value.", "indicators.zero.", "systems.figure.")


def with_names(commune: Commune, events: Iterable[Happening]) -> list[Happening]:
    events = list(events)
    codes = [event.data["code"] for event in events if event.kind.startswith(ABOUT_NUMBERS)]
    names = indicators.number_names(commune, codes) if codes else {}
    return [_named(event, names) for event in events]


def _named(event: Happening, names: dict[str, str]) -> Happening:
    if not event.kind.startswith(ABOUT_NUMBERS):
        return event
    code = event.data["code"]
    figures = {
        key: write_number(Decimal(event.data[key]))
        for key in ("number", "was")
        if event.data.get(key)
    }
    return replace(event, data={**event.data, **figures, "code": f"“{names.get(code, code)}”"})
