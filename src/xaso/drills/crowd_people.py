"""Opens many accounts of Gia Phú through the program's own actions, each with the same password.

Run in the throwaway installation's own process: `python -m xaso.drills.crowd_people 50`.
"""

from __future__ import annotations

import sys

import django

from .ground import GIA_PHU, PASSWORD

ROLES = ("chanh_van_phong", "van_thu", "quan_tri")
"""Together they may edit, accept, give numbers and start what runs in the background."""


def username(number: int) -> str:
    return f"dong.nguoi-{number}"


def main(count: int) -> None:
    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from xaso.core.people.actions import grant_role, open_account
    from xaso.core.people.models import Account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.actor import system_actor
    from xaso.core.units.models import Commune

    now = timezone.now()
    with commune_context(GIA_PHU), transaction.atomic():
        office = system_actor(Commune.objects.get(pk=GIA_PHU))
        known = Account.objects.order_by("made_at", "username")[0].password
        for number in range(count):
            name = username(number)
            account, _ = open_account(
                actor=office, username=name, full_name=f"Người thứ {number}", at=now
            )
            for role in ROLES:
                grant_role(
                    actor=office, account_id=account.pk, role=role, from_date=timezone.localdate()
                )
            # The password of those who are there, hashed once: fifty hashes would take a minute.
            Account.objects.filter(pk=account.pk).update(
                password=known, must_change_password=False
            )


if __name__ == "__main__":
    main(int(sys.argv[1]))
    sys.stdout.write(f"{PASSWORD}\n")
