"""Drives of somebody who leaves: they and their villages get another person who answers for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.modules.campaigns.queries.held import drives_owned, villages_answered_for


@transaction.atomic
def pass_on_drives(
    *,
    actor: Actor,
    leaver: Account,
    to: Account,
    handover_id: UUID,
    ends_own: bool,
    day: date,
) -> int:
    """Drives that are not locked; what was reported stays under the old name."""
    actor.must("plans.handover")
    owned = list(drives_owned(actor.commune, leaver).select_for_update(of=("self",)))
    for drive in owned:
        drive.owner = to
        drive.version += 1
        drive.save(update_fields=["owner", "version"])
    rows = villages_answered_for(actor.commune, leaver)
    drives = {row.campaign_id for row in rows}
    count = rows.update(responsible=to)
    record(
        "campaigns.drives.passed_on",
        actor=actor,
        subject_id=handover_id,
        leaver=str(leaver.pk),
        to=str(to.pk),
        owned=[str(drive.pk) for drive in owned],
        drives=sorted(str(key) for key in drives),
        villages=count,
    )
    return len(owned) + count
