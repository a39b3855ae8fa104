"""What a visit left to be looked after is looked after."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Visit

from .rows import not_after, not_before


@transaction.atomic
def finish_follow_up(*, actor: Actor, visit_id: UUID, day: date, note: str, at: datetime) -> Visit:
    """By whoever writes visits down within reach: the team, or the office for an operator."""
    actor.must("teams.log")
    visit = Visit.objects.of(actor.commune).select_for_update().get(pk=visit_id)
    if not actor.reaches_village(visit.village_id):
        raise ObjectDoesNotExist
    if not (visit.counts and visit.follow_by):
        raise ValidationError(_("Lượt này không có việc phải theo dõi."))
    if visit.followed_date is not None:
        raise ValidationError(_("Việc này đã có người ghi là đã theo dõi."))
    if not note.strip():
        raise ValidationError({"note": _("Ghi kết quả theo dõi.")})
    not_after(day, at, "day")
    not_before(day, visit.day, "day")
    visit.followed_date, visit.followed_note = day, note.strip()
    visit.version += 1
    visit.save(update_fields=["followed_date", "followed_note", "version"])
    record("teams.follow_up.finished", actor=actor, subject_id=visit.pk, day=str(day))
    return visit
