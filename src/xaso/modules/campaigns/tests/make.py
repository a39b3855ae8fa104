"""Rows for the stories of this module."""

from __future__ import annotations

from typing import Any

from conftest import MORNING, TODAY
from xaso.core.edits import wanted
from xaso.core.residents.actions import add_household
from xaso.core.units.models import Village
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import Campaign, CampaignItem, Mode, Unit


def villages(commune: Any, *names: str) -> list[Village]:
    return [Village.objects.create(commune=commune, name=name) for name in names]


def households(actor: Any, village: Village, count: int) -> list[Any]:
    return [
        add_household(
            actor=actor, village_id=village.pk, head_name=f"Giàng A {letter(n)}", at=MORNING
        )
        for n in range(count)
    ]


def letter(number: int) -> str:
    return ["Páo", "Sở", "Tủa", "Chư", "Dế", "Lử", "Sáng", "Dơ", "Vảng", "Súa"][number % 10]


def draft(
    actor: Any, *, mode: str = Mode.COUNT, unit: str = Unit.HOUSEHOLD, **facts: Any
) -> Campaign:
    return actions.draft_campaign(
        actor=actor,
        **{
            "name": "BHYT trên VNeID",
            "from_date": TODAY,
            "to_date": TODAY.replace(day=30),
            "mode": mode,
            "unit": unit,
            "done_means": "Mở được thẻ trên máy",
            "owner_id": actor.account_id,
            "reasons": ["KHONG_SIM", "KHONG_SONG", "KHAC"],
            "at": MORNING,
            **facts,
        },
    )


def edited(actor: Any, campaign: Campaign, **facts: Any) -> Campaign:
    changes = wanted(campaign, **facts)
    return actions.edit_campaign(actor=actor, campaign_id=campaign.pk, changes=changes)


def opened(actor: Any, targets: dict[Any, int | None], **facts: Any) -> Campaign:
    campaign = draft(actor, **facts)
    actions.set_villages(
        actor=actor,
        campaign_id=campaign.pk,
        targets={village.pk: target for village, target in targets.items()},
        at=MORNING,
    )
    return actions.open_campaign(actor=actor, campaign_id=campaign.pk, at=MORNING)


def counts(
    actor: Any, campaign: Campaign, village: Village, done: int, failed: int = 0, **facts: Any
) -> Any:
    return actions.report_counts(
        actor=actor,
        campaign_id=campaign.pk,
        village_id=village.pk,
        **{
            "day": TODAY,
            "reached": done + failed,
            "done": done,
            "failed": failed,
            "at": MORNING,
            **facts,
        },
    )


def item(campaign: Campaign, village: Village, number: int) -> CampaignItem:
    return CampaignItem.objects.get(campaign=campaign, village=village, number=number)


def tick(actor: Any, row: CampaignItem, result: str = "xong", **facts: Any) -> Any:
    return actions.tick_item(
        actor=actor, item_id=row.pk, result=result, **{"at": MORNING, **facts}
    )
