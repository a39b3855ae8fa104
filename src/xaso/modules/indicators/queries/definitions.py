from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import definition_of
from xaso.modules.indicators.packs.value_defs import ValueDef


def definition_for(commune: Commune, code: str) -> ValueDef:
    """Of the list, or of a target of this commune's plans; anything else does not exist here."""
    found = definition_of(code)
    if found is None:
        raise ObjectDoesNotExist(code)
    return found
