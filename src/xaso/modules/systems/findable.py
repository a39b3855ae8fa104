"""Systems in the search box of the header."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.events.touched import subject
from xaso.core.search.kinds import Found, Kind, offer

from .models import System


def describe(system: System) -> Found:
    return Found(
        title=system.name,
        hint=system.owner_name or system.purpose,
        texts=(system.purpose, system.web_address),
        is_over=system.is_stopped,
    )


def chosen(event: Event) -> Collection[UUID]:
    return [UUID(pk) for pk in event.data["systems"]]


offer(
    Kind(
        name="he-thong",
        label=_("Hệ thống, phần mềm"),
        model=System,
        describe=describe,
        right="systems.read",
        address=lambda pk: reverse("systems:system", args=[pk]),
        heard={"systems.system.*": subject, "systems.systems.chosen": chosen},
        order=45,
    )
)
