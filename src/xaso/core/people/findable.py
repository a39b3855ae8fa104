from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import subject
from xaso.core.search.kinds import Found, Kind, offer

from .models import Account


def describe(account: Account) -> Found:
    """Nothing of a personal field: a phone number finds nobody."""
    return Found(
        title=account.full_name,
        hint=" · ".join(part for part in (account.job_title, account.unit_name) if part),
        texts=(account.username,),
        is_over=not account.is_active,
    )


offer(
    Kind(
        name="can-bo",
        label=_("Cán bộ"),
        model=Account,
        describe=describe,
        right="people.read",
        address=lambda pk: reverse("desk:person", args=[pk]),
        heard={"people.account.*": subject},
        order=60,
    )
)
