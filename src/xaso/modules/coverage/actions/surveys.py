"""What was measured at a place, all operators at once; put right by new rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.coverage.answers import Answer, Probe, When
from xaso.modules.coverage.models import Place, Sample, Way

from .rows import not_after, place_in_use


@dataclass(frozen=True)
class Survey:
    """The rows that are there after it; none of them new when all had come before."""

    id: UUID
    place: Place
    rows: tuple[Sample, ...]


@dataclass(frozen=True)
class _Facts:
    actor: Actor
    place: Place
    survey_id: UUID
    when: When
    is_indoors: bool
    way: str
    note: str
    at: datetime


@transaction.atomic
def add_survey(
    *,
    actor: Actor,
    place_id: UUID,
    answers: Sequence[Answer],
    at: datetime,
    day: date | None = None,
    day_part: str = "",
    is_indoors: bool | None = None,
    way: str = Way.ON_THE_SPOT,
    note: str = "",
    survey_id: UUID | None = None,
) -> Survey:
    """Same place, operator, person and minute: the row that is there already stays the only one."""
    actor.must("coverage.survey")
    place = place_in_use(actor, place_id)
    when = _when(at, day, day_part)
    indoors = place.is_indoors if is_indoors is None else is_indoors
    facts = _Facts(actor, place, survey_id or new_id(), when, indoors, way, note.strip(), at)
    known = {row.operator: row for row in _same_minute(facts)}
    made = [_row(facts, each) for each in answers if each.operator not in known]
    if made:
        Sample.objects.bulk_create(made)
        _record_added(facts, len(made))
    return Survey(facts.survey_id, place, (*known.values(), *made))


@transaction.atomic
def correct_survey(
    *,
    actor: Actor,
    replaces: UUID,
    place_id: UUID,
    answers: Sequence[Answer],
    at: datetime,
    day: date | None = None,
    day_part: str = "",
    is_indoors: bool | None = None,
    way: str = Way.ON_THE_SPOT,
    note: str = "",
    survey_id: UUID | None = None,
) -> Survey:
    """The old rows stay to be read and count no more, each with the row that stands for it now."""
    actor.must("coverage.survey")
    old = _standing_rows(actor, replaces)
    place = place_in_use(actor, place_id)
    when = _when_corrected(old[0], at, day, day_part)
    indoors = place.is_indoors if is_indoors is None else is_indoors
    facts = _Facts(actor, place, survey_id or new_id(), when, indoors, way, note.strip(), at)
    before = {row.operator: row for row in old}
    taken = {row.operator for row in _same_minute(facts) if row.operator not in before}
    made = [
        _row(facts, each, before.pop(each.operator, None))
        for each in answers
        if each.operator not in taken
    ]
    made += [_taken_back(facts, row) for row in before.values()]
    Sample.objects.bulk_create(made)
    record(
        "coverage.survey.corrected",
        actor=actor,
        subject_id=facts.survey_id,
        place_id=str(place.pk),
        name=place.name,
        replaces=str(replaces),
    )
    return Survey(facts.survey_id, place, tuple(made))


def _when(at: datetime, day: date | None, day_part: str) -> When:
    not_after(day or timezone.localdate(at), timezone.localdate(at), "day")
    when = When.of(at, day, day_part)
    if when.measured_at > at:
        raise ValidationError({"day_part": _("Buổi này chưa đến. Chọn buổi đã đo.")})
    return when


def _when_corrected(old: Sample, at: datetime, day: date | None, day_part: str) -> When:
    """The minute of the old one, unless the day or its part was put right."""
    old_day = timezone.localdate(old.measured_at)
    if day in (None, old_day) and day_part in ("", old.day_part):
        return When(old.measured_at, old.day_part)
    return _when(at, day or old_day, day_part or old.day_part)


def _standing_rows(actor: Actor, survey_id: UUID) -> list[Sample]:
    rows = Sample.objects.of(actor.commune).select_related("place").select_for_update(of=("self",))
    found = list(rows.filter(survey_id=survey_id).order_by("pk"))
    if not found or not all(actor.reaches_village(row.place.village_id) for row in found):
        raise ObjectDoesNotExist
    if found[0].by_id != actor.account_id and not actor.may("coverage.write"):
        raise PermissionDenied("coverage.write")
    replaced = set(Sample.objects.filter(replaces__in=found).values_list("replaces", flat=True))
    standing = [row for row in found if row.pk not in replaced and row.level is not None]
    if not standing:
        raise ValidationError(_("Lần đo này đã được sửa. Mở lại trang để xem bản mới."))
    return standing


def _same_minute(facts: _Facts) -> list[Sample]:
    """The person's own, in this minute, at this place; the place is held by the writer."""
    rows = Sample.objects.filter(
        place=facts.place,
        by=facts.actor.account_id,
        measured_at=facts.when.measured_at,
        replaces=None,
    )
    return list(rows.order_by("pk"))


def _row(facts: _Facts, answer: Answer, replaces: Sample | None = None) -> Sample:
    local = timezone.localtime(facts.when.measured_at)
    return Sample(
        commune=facts.actor.commune,
        place=facts.place,
        operator=answer.operator,
        survey_id=facts.survey_id,
        technology=answer.technology,
        level=answer.level,
        strength_dbm=answer.strength_dbm,
        **_probed(answer, replaces),
        measured_at=facts.when.measured_at,
        month=local.date().replace(day=1),
        day_part=facts.when.day_part,
        is_indoors=facts.is_indoors,
        way=facts.way,
        note=facts.note,
        by_id=facts.actor.account_id,
        at=facts.at,
        replaces=replaces,
    )


def _probed(answer: Answer, replaces: Sample | None) -> dict[str, int | None]:
    """What the phone measured stands when a person puts the level right."""
    given = asdict(answer.probe)
    if replaces is None or answer.probe != Probe():
        return given
    return {name: getattr(replaces, name) for name in given}


def _taken_back(facts: _Facts, old: Sample) -> Sample:
    row = _row(facts, Answer(old.operator, 0, old.technology), old)
    row.level, row.place = None, old.place
    return row


def _record_added(facts: _Facts, count: int) -> None:
    record(
        "coverage.survey.added",
        actor=facts.actor,
        subject_id=facts.survey_id,
        place_id=str(facts.place.pk),
        name=facts.place.name,
        count=count,
    )
