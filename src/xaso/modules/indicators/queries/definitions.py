from __future__ import annotations

from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import definition_of, own_definition, target_of_code
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.plans import public as plans


def definition_for(commune: Commune, code: str, today: date) -> ValueDef:
    """Of the list, or of a target of this commune's plans; anything else does not exist here."""
    found = definition_of(code)
    if found is not None:
        return found
    target_id = target_of_code(code)
    if target_id is None:
        raise ObjectDoesNotExist(code)
    return own_definition(plans.target(commune, target_id, today))
