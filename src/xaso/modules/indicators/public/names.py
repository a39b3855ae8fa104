"""What a number is called where only its code was kept."""

from __future__ import annotations

from collections.abc import Iterable

from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import definition_of, target_of_code
from xaso.modules.indicators.packs.sheet.numbers_of import OWN
from xaso.modules.indicators.queries.book import own_definition_of
from xaso.modules.plans import public as plans


def number_names(commune: Commune, codes: Iterable[str]) -> dict[str, str]:
    """A code without a name today is left out."""
    wanted = set(codes)
    named = {code: found.name for code in wanted if (found := definition_of(code))}
    own = (code for code in wanted if code.startswith(OWN))
    named |= {code: found.name for code in own if (found := own_definition_of(commune, code))}
    targets = {code: pk for code in wanted if (pk := target_of_code(code))}
    spoken = plans.target_codes(commune, targets.values()) if targets else {}
    return named | {code: spoken[pk] for code, pk in targets.items() if pk in spoken}
