"""Enrols many phones of one village in a throwaway installation: `python -m xaso.bench.phones_made 100`.

Prints their keys as JSON; nobody will ever write with them again.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")


def main(count: int) -> list[dict[str, Any]]:
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from xaso.core.people.actions import grant_role, open_account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.actor import system_actor
    from xaso.core.units.models import Commune, Village
    from xaso.drills.ground import GIA_PHU
    from xaso.drills.sync.world import new_phone

    now, found = timezone.now(), []
    with commune_context(GIA_PHU), transaction.atomic():
        office = system_actor(Commune.objects.get(pk=GIA_PHU))
        village = Village.objects.of(office.commune).order_by("name")[0]
        for number in range(count):
            account, _ = open_account(
                actor=office, username=f"may.thon-{number}", full_name=f"Người {number}", at=now
            )
            grant_role(
                actor=office,
                account_id=account.pk,
                role="truong_thon",
                from_date=timezone.localdate(),
                village=village,
            )
            phone = new_phone(office, account.pk, now)
            found.append(
                {
                    "device": str(phone.device),
                    "key": phone.key.hex(),
                    "own": phone.people[str(account.pk)].hex(),
                    "server": phone.server_key.hex(),
                    "actor": str(account.pk),
                    "village": str(village.pk),
                }
            )
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
