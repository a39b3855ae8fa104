"""What phones of the villages do in a drive: tick households, say the numbers of a day, put both right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.events.touched import many
from xaso.core.files.models import StoredFile
from xaso.core.residents.queries import reached_villages, standing_for
from xaso.core.rights.actor import Actor
from xaso.core.sync.commands import Command, accept
from xaso.core.sync.lending import lend, to_hear
from xaso.core.sync.sharing import Shared, share

from .actions import report_counts, tick_item, undo_tick
from .forms.reporting import REASON, PhoneCountsForm, PhoneTickForm
from .models import (
    Campaign,
    CampaignItem,
    CampaignRecording,
    CampaignVillage,
    Checkpoint,
    Mode,
    Result,
    State,
)
from .reasons import reason_label


def tick_form(actor: Actor, data: Mapping[str, Any]) -> PhoneTickForm:
    del actor
    return PhoneTickForm(data)


def counts_form(actor: Actor, data: Mapping[str, Any]) -> PhoneCountsForm:
    campaign = Campaign.objects.of(actor.commune).get(pk=str(data.get("campaign")))
    # Keys of the wire have small letters alone.
    said = {
        REASON + name.removeprefix(REASON).upper() if name.startswith(REASON) else name: value
        for name, value in data.items()
    }
    return PhoneCountsForm(said, campaign=campaign, villages=reached_villages(actor))


def tick(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> Checkpoint | None:
    """Taken back before it was ever written down: nothing is left to write."""
    if facts["result"] == Result.UNDONE:
        return None
    facts["item_id"] = standing_item(actor, facts["item_id"])
    return tick_item(actor=actor, at=timezone.now(), stamped_at=at, checkpoint_id=made_as, **facts)


def standing_item(actor: Actor, item_id: UUID) -> UUID:
    """Of a household that was merged since, the line of the one that stands for it."""
    rows = CampaignItem.objects.of(actor.commune).select_related("household")
    item = rows.filter(pk=item_id).first()
    if item is None:
        said = _t(
            "Dòng này không còn trong danh sách của đợt: hộ đã đóng hoặc đã gộp vào hộ khác."
        )
        raise ValidationError(said)
    if item.household is None or not item.household.merged_into_id:
        return item.pk
    standing = standing_for(item.household)
    there = rows.filter(campaign=item.campaign_id, household=standing).first()
    return there.pk if there else item.pk


def correct_tick(
    *, actor: Actor, at: datetime, made_as: UUID, replaces: UUID, item_id: UUID, **facts: Any
) -> Checkpoint | None:
    """Of the person's own word alone: what another one has ticked stands."""
    old = Checkpoint.objects.of(actor.commune).get(pk=replaces)
    if old.item_id not in (item_id, standing_item(actor, item_id)):
        raise ValidationError(_t("Mục sửa phải nói về cùng một hộ."))
    undo_tick(
        actor=actor,
        item_id=old.item_id,
        at=timezone.now(),
        stamped_at=at,
        checkpoint_id=replaces,
    )
    return tick(actor=actor, at=at, made_as=made_as, item_id=item_id, **facts)


def report(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> Checkpoint:
    return report_counts(
        actor=actor, at=timezone.now(), stamped_at=at, checkpoint_id=made_as, **facts
    )


def correct_report(
    *, actor: Actor, at: datetime, made_as: UUID, replaces: UUID, **facts: Any
) -> Checkpoint:
    """The newest of a day counts: to correct is to say it again."""
    old = Checkpoint.objects.of(actor.commune).get(pk=replaces)
    if (old.campaign_id, old.village_id, old.day) != (
        facts["campaign_id"], facts["village_id"], facts["day"],
    ):  # fmt: skip
        raise ValidationError(_t("Sửa số thì giữ nguyên thôn và ngày. Ngày khác thì báo riêng."))
    return report(actor=actor, at=at, made_as=made_as, **facts)


def own_drives(actor: Actor) -> QuerySet[CampaignVillage]:
    """Village people's own; whoever works for all villages does it at the desk."""
    rows = CampaignVillage.objects.of(actor.commune).filter(campaign__state=State.OPEN)
    spoken = Prefetch(
        "campaign__recordings",
        CampaignRecording.objects.select_related("file").order_by("language", "added_at", "pk"),
    )
    mine = rows.select_related("campaign").prefetch_related(spoken)
    return mine.filter(village__in=actor.village_ids or ())


def own_recordings(actor: Actor) -> QuerySet[StoredFile]:
    drives = own_drives(actor).values("campaign")
    spoken = CampaignRecording.objects.of(actor.commune).filter(campaign__in=drives)
    return StoredFile.objects.of(actor.commune).filter(pk__in=spoken.values("file"))


def own_items(actor: Actor) -> QuerySet[CampaignItem]:
    rows = CampaignItem.objects.of(actor.commune).filter(
        campaign__state=State.OPEN, campaign__mode=Mode.LIST
    )
    return rows.filter(village__in=actor.village_ids or ())


def drives_elsewhere(actor: Actor) -> QuerySet[CampaignVillage]:
    rows = CampaignVillage.objects.of(actor.commune)
    return rows.exclude(village__in=actor.village_ids or ())


def items_elsewhere(actor: Actor) -> QuerySet[CampaignItem]:
    rows = CampaignItem.objects.of(actor.commune)
    return rows.exclude(village__in=actor.village_ids or ())


def shown_drive(_actor: Actor, row: CampaignVillage) -> dict[str, Any]:
    campaign = row.campaign
    return {
        "campaign": str(campaign.pk),
        "village": str(row.village_id),
        "name": campaign.name,
        "goal": campaign.goal,
        "done_means": campaign.done_means,
        "steps": campaign.steps,
        "mode": campaign.mode,
        "unit": campaign.get_unit_display(),
        "from": campaign.from_date.isoformat(),
        "to": campaign.to_date.isoformat(),
        "reasons": [[code, capfirst(reason_label(code))] for code in campaign.reasons],
        "target": row.target,
        "done": row.done,
        "reported_day": row.reported_day.isoformat() if row.reported_day else "",
        "sounds": to_hear(campaign.recordings.all()),
    }


def shown_item(_actor: Actor, item: CampaignItem) -> dict[str, Any]:
    """Its name is that of the household, which the phone holds already where the person may see it."""
    return {
        "campaign": str(item.campaign_id),
        "village": str(item.village_id),
        "number": item.number,
        "household": str(item.household_id or ""),
        "state": item.state,
        "reason": item.reason,
    }


def drives_of(event: Event) -> Collection[UUID]:
    rows = CampaignVillage.objects.filter(campaign=event.subject_id, commune=event.commune)
    if village := event.data.get("village"):
        rows = rows.filter(village=village)
    return list(rows.values_list("pk", flat=True))


def all_of_open(event: Event) -> Collection[UUID] | None:
    """Villages may have left it: too many to name. One in preparation is on no phone."""
    campaign = Campaign.objects.filter(pk=event.subject_id, commune=event.commune).first()
    return None if campaign and campaign.state == State.OPEN else ()


def item_of(event: Event) -> Collection[UUID]:
    return (UUID(event.data["item"]),)


def items_of(event: Event) -> Collection[UUID]:
    """Of a sheet of paper: all of its village."""
    rows = CampaignItem.objects.filter(campaign=event.subject_id, commune=event.commune)
    return list(rows.filter(village=event.data["village"]).values_list("pk", flat=True))


share(
    Shared(
        "campaign",
        right="campaigns.report",
        rows=own_drives,
        elsewhere=drives_elsewhere,
        shown=shown_drive,
        heard={
            "campaigns.campaign.edited": drives_of,
            "campaigns.day.reported": drives_of,
            "campaigns.campaign.opened": drives_of,
            "campaigns.recording.*": drives_of,
            "campaigns.campaign.locked": many,
            "campaigns.campaign.listed": many,
            "campaigns.villages.set": all_of_open,
        },
    ),
    Shared(
        "campaign_item",
        right="campaigns.report",
        rows=own_items,
        elsewhere=items_elsewhere,
        shown=shown_item,
        heard={
            "campaigns.item.*": item_of,
            "campaigns.sheet.entered": items_of,
            "campaigns.campaign.opened": many,
            "campaigns.campaign.listed": many,
            "campaigns.campaign.locked": many,
            "campaigns.list.refreshed": many,
        },
    ),
)
lend("campaigns", right="campaigns.listen", files=own_recordings)
accept(
    Command(
        "campaigns.tick",
        1,
        form=tick_form,
        run=tick,
        correct=correct_tick,
        label=_("Đánh dấu hộ trong đợt ra quân"),
    ),
    Command(
        "campaigns.report_day",
        1,
        form=counts_form,
        run=report,
        correct=correct_report,
        label=_("Báo số một ngày ra quân"),
    ),
)
