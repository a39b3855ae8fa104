"""Instructions people can listen to, spoken by somebody of the place."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.recordings import keep_recording
from xaso.core.residents.languages import language_names
from xaso.core.rights.actor import Actor
from xaso.modules.campaigns.models import CampaignRecording, State

from .rows import held_campaign

MOST_RECORDINGS = 20


@transaction.atomic
def add_recording(
    *,
    actor: Actor,
    campaign_id: UUID,
    language: str,
    title: str,
    name: str,
    content: bytes,
    at: datetime,
) -> CampaignRecording:
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT, State.OPEN))
    if language not in language_names():
        raise ValidationError({"language": _("Chọn tiếng nói trong bản ghi.")})
    if campaign.recordings.count() >= MOST_RECORDINGS:
        raise ValidationError(_("Mỗi đợt tối đa 20 bản ghi. Bỏ bớt bản cũ."))
    recording = CampaignRecording.objects.create(
        commune=actor.commune,
        campaign=campaign,
        language=language,
        title=title.strip(),
        file=keep_recording(actor=actor, name=name, content=content, at=at),
        added_at=at,
    )
    record(
        "campaigns.recording.added",
        actor=actor,
        subject_id=campaign.pk,
        language=language,
    )
    return recording


@transaction.atomic
def drop_recording(*, actor: Actor, recording_id: UUID) -> UUID:
    """Returns the drive it belonged to; the bytes stay with the other files of the commune."""
    actor.must("campaigns.write")
    recording = CampaignRecording.objects.of(actor.commune).get(pk=recording_id)
    campaign = held_campaign(actor, recording.campaign_id, (State.DRAFT, State.OPEN))
    record(
        "campaigns.recording.dropped",
        actor=actor,
        subject_id=campaign.pk,
        language=recording.language,
    )
    recording.delete()
    return campaign.pk
