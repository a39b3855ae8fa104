"""What happened in the drives, day by day, with villages that have not said anything yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import Campaign, CampaignItem, Mode, Result, Source, Unit
from xaso.modules.campaigns.templates_ready import ready_campaigns, share_of, split_evenly

LISTED = ("mau-son", "na-mau", "khe-mau")
SILENT = 5
"""So many villages of the count have not reported."""
WHY = ("KHONG_SIM", "KHONG_SONG", "KHONG_SIM", "DT_2G", "SAI_DL")


def drives_of(story: Story) -> None:
    _closed(story)
    _by_list(story)
    _by_count(story)


def _by_list(story: Story) -> None:
    """BHYT–VNeID in the three villages whose households are known; one has not begun."""
    box: dict[str, Campaign] = {}

    def begin(at: datetime) -> None:
        targets: dict[UUID, int | None] = {story.villages[key].pk: None for key in LISTED}
        box["it"] = _opened(story, "bhyt-vneid", targets, at, from_day=-6, to_day=14)

    def sheet(key: str, done: Sequence[int], failed: Sequence[int], absent: Sequence[int]) -> Any:
        results = dict.fromkeys(done, (Result.DONE.value, ""))
        results |= {n: (Result.FAILED.value, WHY[n % len(WHY)]) for n in failed}
        results |= dict.fromkeys(absent, (Result.ABSENT.value, ""))
        return lambda at: actions.enter_sheet(
            actor=story.people["chi"],
            campaign_id=box["it"].pk,
            village_id=story.villages[key].pk,
            results=results,
            at=at,
        )

    def ticked(at: datetime) -> None:
        village = story.villages["mau-son"]
        items = CampaignItem.objects.filter(campaign=box["it"], village=village, state="")
        for item in items.order_by("number")[:3]:
            actions.tick_item(
                actor=story.people["mau-son"], item_id=item.pk, result=Result.DONE, at=at
            )

    story.at(-6, "07:30", begin)
    story.at(-4, "20:10", sheet("mau-son", range(1, 18), range(18, 24), (24, 25)))
    story.at(-3, "20:40", sheet("na-mau", range(1, 10), range(10, 14), (14,)))
    story.at(-1, "18:20", ticked)


def _by_count(story: Story) -> None:
    box: dict[str, Campaign] = {}
    keys = sorted(story.villages)

    def begin(at: datetime) -> None:
        each = split_evenly(300, len(keys))
        targets: dict[UUID, int | None] = {story.villages[key].pk: each for key in keys}
        box["it"] = _opened(story, "ispeed-300", targets, at, from_day=-5, to_day=8)

    def called(at: datetime) -> None:
        """The evening round of calls by the office."""
        for number, key in enumerate(keys[:-SILENT]):
            done, failed = 3 + number % 13, number % 4
            _count(story.people["chi"], box["it"], story.villages[key].pk, done, failed, at)

    story.at(-5, "08:00", begin)
    story.at(-2, "20:30", called)


def _closed(story: Story) -> None:
    """The drive of last month, whose reasons still show in the report."""
    box: dict[str, Campaign] = {}
    keys = sorted(story.villages)[:8]

    def begin(at: datetime) -> None:
        targets = {
            story.villages[key].pk: share_of(story.villages[key].household_count, 30)
            for key in keys
        }
        box["it"] = _opened(story, "ngay-10-10", targets, at, from_day=-38, to_day=-28)

    def called(at: datetime) -> None:
        for number, key in enumerate(keys[:-1]):
            done, failed = 14 + number * 5, 2 + number % 3
            _count(story.people["chi"], box["it"], story.villages[key].pk, done, failed, at)

    def lock(at: datetime) -> None:
        actions.lock_campaign(
            actor=story.people["minh"],
            campaign_id=box["it"].pk,
            proposals="Đề nghị nhà mạng về xã làm SIM chính chủ một buổi ở nhà văn hóa.",
            at=at,
        )

    story.at(-38, "07:40", begin)
    story.at(-29, "20:00", called)
    story.at(-27, "09:00", lock)


def _opened(
    story: Story,
    code: str,
    targets: dict[UUID, int | None],
    at: datetime,
    *,
    from_day: int,
    to_day: int,
) -> Campaign:
    ready, officer = ready_campaigns()[code], story.people["minh"]
    owner_id = story.people["lan"].account_id
    if owner_id is None:
        raise RuntimeError("Lan has an account")
    first: date = story.day(from_day)
    campaign = actions.draft_campaign(
        actor=officer,
        name=ready.name,
        goal=ready.goal,
        from_date=first,
        to_date=story.day(to_day),
        mode=Mode(ready.mode),
        unit=Unit(ready.unit),
        done_means=ready.done_means,
        reasons=list(ready.reasons),
        steps=ready.steps,
        announcement=ready.announcement,
        owner_id=owner_id,
        template_code=code,
        at=at,
    )
    actions.set_villages(actor=officer, campaign_id=campaign.pk, targets=targets, at=at)
    return actions.open_campaign(actor=officer, campaign_id=campaign.pk, at=at)


def _count(
    actor: Actor, campaign: Campaign, village_id: UUID, done: int, failed: int, at: datetime
) -> None:
    why = [code for code in WHY if code in campaign.reasons] or ["KHAC"]
    actions.report_counts(
        actor=actor,
        campaign_id=campaign.pk,
        village_id=village_id,
        day=at.date(),
        reached=done + failed,
        done=done,
        failed=failed,
        reasons={why[done % len(why)]: failed} if failed else {},
        source=Source.PHONE,
        at=at,
    )
