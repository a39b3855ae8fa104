"""Places and petitions in the search box of the header."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import many, subject
from xaso.core.search.kinds import Found, Kind, offer

from .models import Petition, Place
from .queries.petitions import OVER


def describe_place(place: Place) -> Found:
    return Found(
        title=place.name,
        hint=place.village.name,
        is_over=place.closed_at is not None,
    )


def describe_petition(petition: Petition) -> Found:
    return Found(
        title=petition.name,
        code=petition.code,
        hint=petition.sent_number,
        is_over=petition.state in OVER,
    )


offer(
    Kind(
        name="diem-do-song",
        label=_("Điểm đo sóng"),
        model=Place,
        describe=describe_place,
        right="coverage.read",
        address=lambda pk: reverse("coverage:place", args=[pk]),
        heard={
            "coverage.place.*": subject,
            "coverage.file.taken": many,
            "coverage.file.undone": many,
        },
        related=("village",),
        order=46,
    )
)
offer(
    Kind(
        name="kien-nghi-song",
        label=_("Kiến nghị phủ sóng"),
        model=Petition,
        describe=describe_petition,
        right="coverage.read",
        address=lambda pk: reverse("coverage:petition", args=[pk]),
        heard={"coverage.petition.*": subject},
        order=47,
    )
)
