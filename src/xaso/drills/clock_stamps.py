"""A village head's phone is three days behind, then a year ahead: both reports are taken.

Run in the throwaway installation: `python -m xaso.drills.clock_stamps TASK VILLAGE`; prints for each stamp
the moment that counts for the task. Phones will send stamps by the sync; the action is the same.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import django

from .ground import GIA_PHU

STAMPS = (timedelta(days=-3), timedelta(days=400))


def main(task_id: UUID, village_id: UUID) -> list[dict[str, str]]:
    django.setup()
    from django.utils import timezone

    from xaso.core.people.models import Account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.signed_in import actor_for
    from xaso.modules.plans.actions import send_village_report
    from xaso.modules.plans.models import Task

    said = []
    with commune_context(GIA_PHU):
        pao = actor_for(Account.objects.get(username="pao.mau-son"))
        for shift in STAMPS:
            now = timezone.now()
            send_village_report(
                actor=pao,
                task_id=task_id,
                village_id=village_id,
                number=Decimal(7),
                note=f"Điện thoại lệch {shift.days} ngày",
                at=now,
                stamped_at=now + shift,
            )
            counted = Task.objects.get(pk=task_id).submitted_at
            said.append({"at": now.isoformat(), "counts": counted.isoformat() if counted else ""})
    return said


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(UUID(sys.argv[1]), UUID(sys.argv[2]))))
