"""A drive before it begins: drafted, edited, opened or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import Campaign, CampaignVillage, Mode, State, Unit
from xaso.modules.campaigns.reasons import OTHER, reasons

from .listing import fill_lists
from .rows import held_campaign
from .villages import put_heads

EDITED_OPEN = frozenset(
    {"name", "goal", "basis", "to_date", "done_means", "reasons", "steps", "announcement",
     "owner_id", "value_code", "plan_id", "task_id"}
)  # fmt: skip
"""What may still change while villages are out; the unit and the way of counting may not."""
EDITED = EDITED_OPEN | {"from_date", "mode", "unit"}


@transaction.atomic
def draft_campaign(
    *,
    actor: Actor,
    name: str,
    from_date: date,
    to_date: date,
    mode: str,
    unit: str,
    done_means: str,
    owner_id: UUID,
    at: datetime,
    template_code: str = "",
    **facts: Any,
) -> Campaign:
    """Nothing is asked of any village before the drive is opened."""
    actor.must("campaigns.write")
    campaign = Campaign(
        commune=actor.commune,
        year=from_date.year,
        number=_next_number(actor.commune, from_date.year),
        name=name.strip(),
        from_date=from_date,
        to_date=to_date,
        mode=mode,
        unit=unit,
        done_means=done_means.strip(),
        owner_id=owner_id,
        template_code=template_code,
        made_by=actor.account_id,
        made_at=at,
        **facts,
    )
    campaign.code = f"RQ-{campaign.year}-{campaign.number:02}"
    _check(campaign)
    campaign.save()
    record("campaigns.campaign.drafted", actor=actor, subject_id=campaign.pk, code=campaign.code)
    return campaign


@transaction.atomic
def edit_campaign(*, actor: Actor, campaign_id: UUID, changes: Mapping[str, Change]) -> Campaign:
    """Once open, only what does not change the meaning of what was counted."""
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT, State.OPEN))
    changed = apply_changes(campaign, changes, EDITED)
    if campaign.state == State.OPEN and (fixed := set(changed) - EDITED_OPEN):
        said = _("Đợt đã mở, mục này không đổi được nữa.")
        raise ValidationError(dict.fromkeys(sorted(fixed), said))
    campaign.version += 1
    _check(campaign)
    campaign.save()
    record("campaigns.campaign.edited", actor=actor, subject_id=campaign.pk, code=campaign.code)
    return campaign


@transaction.atomic
def open_campaign(*, actor: Actor, campaign_id: UUID, at: datetime) -> Campaign:
    """From now on the villages see it. In list mode each gets its households, numbered for paper."""
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT,))
    rows = CampaignVillage.objects.filter(campaign=campaign)
    if not rows.exists():
        raise ValidationError(_("Chọn các thôn tham gia trước khi mở đợt."))
    if campaign.is_list:
        fill_lists(campaign)
    put_heads(campaign, at)
    campaign.state, campaign.opened_at = State.OPEN, at
    campaign.version += 1
    campaign.save()
    record(
        "campaigns.campaign.opened",
        actor=actor,
        subject_id=campaign.pk,
        code=campaign.code,
        villages=rows.count(),
    )
    return campaign


@transaction.atomic
def drop_draft(*, actor: Actor, campaign_id: UUID) -> None:
    actor.must("campaigns.write")
    campaign = held_campaign(actor, campaign_id, (State.DRAFT,))
    record(
        "campaigns.campaign.dropped",
        actor=actor,
        subject_id=campaign.pk,
        code=campaign.code,
        name=campaign.name,
    )
    campaign.delete()


def _next_number(commune: Commune, year: int) -> int:
    """The commune is held, so that two drafts at once get two numbers."""
    Commune.objects.select_for_update().get(pk=commune.pk)
    last = Campaign.objects.of(commune).filter(year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _check(campaign: Campaign) -> None:
    if campaign.from_date > campaign.to_date:
        raise ValidationError({"to_date": _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")})
    if not campaign.done_means:
        raise ValidationError({"done_means": _("Ghi rõ thế nào thì được tính là xong.")})
    if campaign.mode == Mode.LIST and campaign.unit != Unit.HOUSEHOLD:
        raise ValidationError({"mode": _("Theo danh sách thì đơn vị đếm là hộ.")})
    owner = Account.objects.filter(commune=campaign.commune, pk=campaign.owner_id, is_active=True)
    if not owner.exists():
        raise ValidationError({"owner": _("Chọn người phụ trách của xã.")})
    known = [code for code in campaign.reasons if code in reasons()]
    campaign.reasons = known if OTHER in known else [*known, OTHER]
