"""What the night does: counts kept beside the rows are compared, old lists are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.campaigns.actions import forget_lists
from xaso.modules.campaigns.models import CampaignVillage
from xaso.modules.campaigns.queries.counting import KEPT, out_of_step


def counts_out_of_step(commune: Commune) -> int:
    """How many villages of drives are counted wrongly; 0 when all is well. It reads everything."""
    return len(out_of_step(commune))


def put_counts_right(commune: Commune) -> int:
    """The first look keeps nobody from writing; what it doubts is counted with others waiting."""
    if not out_of_step(commune):
        return 0
    with transaction.atomic():
        wrong = out_of_step(commune)
        CampaignVillage.objects.bulk_update(wrong, KEPT, batch_size=100)
    return len(wrong)


def forget_old_lists(actor: Actor, at: datetime) -> int:
    return forget_lists(actor=actor, at=at)
