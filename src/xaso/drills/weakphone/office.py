"""The office invites a member's phone: `python -m xaso.drills.weakphone.office USERNAME`. Prints the code."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")


def main(username: str) -> str:
    import django

    django.setup()
    from django.utils import timezone

    from xaso.core.people.models import Account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.actor import system_actor
    from xaso.core.sync.actions import invite
    from xaso.drills.ground import GIA_PHU

    with commune_context(GIA_PHU):
        account = Account.objects.select_related("commune").get(username=username)
        _invitation, code = invite(
            actor=system_actor(account.commune), account_id=account.pk, at=timezone.now()
        )
    return code


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]))
