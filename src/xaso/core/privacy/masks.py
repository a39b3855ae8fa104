"""What others see of a personal field: enough to tell two apart, too little to use."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.lib.phone_numbers import national_number

from .classes import FieldClass, class_of, full_name

DOT = "•"
HIDDEN = DOT * 3
LEAST_DIGITS = 8
"""Of a shorter number two digits and three would be too much."""


def mask_phone(phone: str) -> str:
    """09•• ••• 678, however it was written down: +84 912-345-678 is the same number."""
    digits = national_number(phone)
    if not phone.strip():
        return ""
    if len(digits) < LEAST_DIGITS:
        return HIDDEN
    return f"{digits[:2]}{DOT * 2} {HIDDEN} {digits[-3:]}"


def mask_name(name: str) -> str:
    """ "L. •••" for "Lý A Thào": two rows of one village can be told apart, nobody can be called."""
    return f"{name.strip()[0]}. {HIDDEN}" if name.strip() else ""


def mask_all(text: str) -> str:
    return HIDDEN if text else ""


MASKS: dict[str, Callable[[str], str]] = {
    "people.Account.phone": mask_phone,
    "account.EmailAddress.email": mask_all,
    "residents.Household.head_name": mask_name,
    "residents.Household.head_folded": mask_all,
    "residents.Household.language": mask_all,
    "systems.SystemAccount.login": mask_all,
    "teams.Member.phone": mask_phone,
    "teams.Message.sender": mask_phone,
    "teams.ReportCell.guarded": mask_all,
}
"""One for each field of the class "personal"."""


def shown(actor: Actor | None, row: Model, field: str) -> str:
    """The value as this person may see it without asking; people see their own as it is."""
    value = str(getattr(row, field) or "")
    if class_of(type(row), field) in (FieldClass.PUBLIC, FieldClass.INTERNAL) or _is_own(
        actor, row
    ):
        return value
    return MASKS.get(full_name(type(row), field), mask_all)(value)


def is_masked(text: str) -> bool:
    return DOT in text


def _is_own(actor: Actor | None, row: Model) -> bool:
    return actor is not None and isinstance(row, Account) and row.pk == actor.account_id
