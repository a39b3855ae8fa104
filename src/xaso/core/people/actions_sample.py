"""Stepping into a role with one press, for the invented people of the sample communes only."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.postgres.context import commune_context, every_commune
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import all_roles

from .models import Account
from .queries import grants_on


@transaction.atomic
def enter_sample_role(*, username: str, today: date) -> Account:
    """No password and no right is asked: whoever looks at the sample may become any of its people
    whose role is offered. A real account is refused whatever its role."""
    with every_commune():
        account: Account | None = (
            Account.objects.select_related("commune")
            .filter(username=username, is_active=True, commune__is_sample=True)
            .first()
        )
        if account is None or not is_offered(account, today):
            raise ValidationError(_("Chỉ vào vai được người trong dữ liệu mẫu."))
    visitor = Actor(name=account.full_name, commune=account.commune, account_id=account.pk)
    with commune_context(account.commune):
        record("people.sample.entered", actor=visitor, subject_id=account.pk)
    return account


def is_offered(account: Account, today: date) -> bool:
    """Every role the person holds is one of those offered."""
    roles = {grant.role for grant in grants_on(account, today)}
    known = all_roles()
    return bool(roles) and all(role in known and known[role].sample for role in roles)
