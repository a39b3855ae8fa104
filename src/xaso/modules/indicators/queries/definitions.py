from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import definition_of, own_definition, target_of_code
from xaso.modules.indicators.packs.sheet.numbers_of import OWN
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.plans import public as plans

from .book import own_definition_of
from .target_number import is_complete


def definition_for(commune: Commune, code: str, today: date) -> ValueDef:
    """Of the list, or of a target of this commune's plans; anything else does not exist here."""
    found = definition_of(code)
    if found is None and code.startswith(OWN):
        found = own_definition_of(commune, code)
    if found is not None:
        return found
    target_id = target_of_code(code)
    if target_id is None:
        raise ObjectDoesNotExist(code)
    return own_definition(plans.target(commune, target_id, today))


def accepted_for(commune: Commune, code: str, today: date) -> tuple[Decimal, date | None] | None:
    """What accepted evidence tells already about the target this code belongs to."""
    target_id = target_of_code(code)
    if target_id is None:
        return None
    target = plans.target(commune, target_id, today)
    if target.number is None or not is_complete(target):
        return None
    return target.number, target.as_of
