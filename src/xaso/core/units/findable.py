from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import many, subject
from xaso.core.search.kinds import Found, Kind, offer

from .models import Village


def describe(village: Village) -> Found:
    return Found(
        title=village.name,
        code=village.code,
        hint=village.former_unit,
        texts=(village.get_kind_display(),),
        is_over=village.closed_at is not None,
    )


offer(
    Kind(
        name="thon",
        label=_("Thôn"),
        model=Village,
        describe=describe,
        right="units.read",
        address=lambda pk: reverse("desk:village", args=[pk]),
        heard={"units.village.*": subject, "units.villages.imported": many},
        order=50,
    )
)
