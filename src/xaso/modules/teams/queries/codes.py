"""The lists as one commune has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xaso.core.units.models import Commune
from xaso.modules.teams.codes import Code, packaged


def codes_of(commune: Commune, which: str) -> Mapping[str, Code]:
    """Packaged ones, whatever their days."""
    del commune
    return packaged(which)


def choices_on(commune: Commune, which: str, day: date) -> list[tuple[str, str]]:
    return [code.choice for code in codes_of(commune, which).values() if code.is_used_on(day)]


def label_of(commune: Commune, which: str, code: str) -> str:
    """A code nobody knows any more is shown as it is."""
    found = codes_of(commune, which).get(code)
    return found.label if found else code
