"""What phones may do about the signal: add a place, write down what was measured there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import many, subject
from xaso.core.residents.queries import reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.sync.commands import Command, accept
from xaso.core.sync.sharing import Shared, share
from xaso.core.units.models import Cluster

from .actions import add_place, add_speed_test, add_survey, correct_survey
from .actions.surveys import Survey
from .forms.places import PlaceForm
from .forms.speeds import SpeedForm
from .forms.surveys import PhoneSurveyForm
from .models import OwnRule, Place, RulePart, SpeedTest
from .queries.places import measured
from .rulebook import rules_of


def place_form(actor: Actor, data: Mapping[str, Any]) -> PlaceForm:
    villages = list(reached_villages(actor))
    clusters = Cluster.objects.of(actor.commune).filter(village__in=villages).order_by("name")
    return PlaceForm(data, villages=villages, clusters=clusters)


def survey_form(actor: Actor, data: Mapping[str, Any]) -> PhoneSurveyForm:
    """Of every operator the commune ever had: when it was asked about, nobody had said that it ends."""
    rules = rules_of(actor.commune, timezone.localdate())
    known = rules.all_operators.known(rules.day).values()
    return PhoneSurveyForm(data, operators=known, places=measured(actor))


def speed_form(actor: Actor, data: Mapping[str, Any]) -> SpeedForm:
    rules = rules_of(actor.commune, timezone.localdate())
    known = rules.all_operators.known(rules.day).values()
    return SpeedForm(data, villages=reached_villages(actor), operators=known)


def add_the_place(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> Place:
    return add_place(actor=actor, at=at, place_id=made_as, **facts)


def add_the_speed_test(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> SpeedTest:
    return add_speed_test(actor=actor, at=at, test_id=made_as, **facts)


def add_the_survey(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> Survey:
    return add_survey(actor=actor, at=at, survey_id=made_as, **facts)


def correct_the_survey(
    *, actor: Actor, at: datetime, made_as: UUID, replaces: UUID, **facts: Any
) -> Survey:
    return correct_survey(actor=actor, at=at, survey_id=made_as, replaces=replaces, **facts)


def shown(actor: Actor, place: Place) -> dict[str, Any]:
    """What one needs to find the place and to answer the form; no point, no counts of people."""
    del actor
    return {
        "kind": place.kind,
        "name": place.name,
        "village": str(place.village_id),
        "cluster": str(place.cluster_id or ""),
        "is_indoors": place.is_indoors,
    }


def operator_steps(actor: Actor) -> QuerySet[OwnRule]:
    """What the commune said of its operators, beside the list a phone brings along."""
    return OwnRule.objects.of(actor.commune).filter(part=RulePart.OPERATOR).order_by("at", "pk")


def shown_step(actor: Actor, row: OwnRule) -> dict[str, Any]:
    """By day, and of one day by `said`, the last one holds: there (`them`), called otherwise
    (`doi_ten`), there no more (`thoi`)."""
    del actor
    return {
        "code": row.code,
        "step": row.body["step"],
        "name": row.body["name"],
        "since": row.since.isoformat(),
        "said": int(row.at.timestamp() * 1000),
    }


share(
    Shared(
        "place",
        right="coverage.survey",
        rows=measured,
        shown=shown,
        heard={
            "coverage.place.*": subject,
            "coverage.file.taken": many,
            "coverage.file.undone": many,
        },
    ),
    Shared(
        "operator",
        right="coverage.survey",
        rows=operator_steps,
        shown=shown_step,
        heard={"coverage.network.*": subject},
    ),
)
accept(
    Command("coverage.add_place", 1, form=place_form, run=add_the_place, label=_("Thêm điểm đo")),
    Command(
        "coverage.add_speed_test",
        1,
        form=speed_form,
        run=add_the_speed_test,
        label=_("Ghi mẫu i-Speed"),
    ),
    Command(
        "coverage.add_survey",
        1,
        form=survey_form,
        run=add_the_survey,
        correct=correct_the_survey,
        label=_("Ghi lần đo sóng"),
    ),
)
