"""What the office does beside a phone, in the server's own folder: `python -m … invite USERNAME`."""

from __future__ import annotations

import json
import os
import sys

import django


def main(what: str, said: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    django.setup()
    answer = {"invite": _invite, "count": _count, "speak": _speak, "write": _write}[what](said)
    sys.stdout.write(json.dumps(answer))


def _invite(username: str) -> str:
    from django.utils import timezone

    from xaso.core.people.models import Account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.signed_in import actor_for
    from xaso.core.sync.actions import invite

    account = Account.objects.get(username=username)
    trung = Account.objects.get(username="trung.giaphu")
    with commune_context(account.commune):
        _invitation, code = invite(
            actor=actor_for(trung), account_id=account.pk, at=timezone.now()
        )
    return code


def _count(head_name: str) -> list[int | None]:
    """How many people each household of that name has."""
    from xaso.core.residents.models import Household

    rows = Household.objects.filter(head_name=head_name)
    return list(rows.values_list("members_count", flat=True))


def _speak(name: str) -> int:
    """Somebody has spoken the steps of a drive; how many bytes it has."""
    from django.utils import timezone

    from tests.journeys.spoken import silence
    from xaso.core.people.models import Account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.signed_in import actor_for
    from xaso.modules.campaigns.actions import add_recording
    from xaso.modules.campaigns.models import Campaign

    campaign = Campaign.objects.get(name__startswith=name, state="dang_mo")
    content = silence(100)
    with commune_context(campaign.commune):
        add_recording(
            actor=actor_for(Account.objects.get(username="lan.giaphu")),
            campaign_id=campaign.pk,
            language="hmn",
            title="Cách đo",
            name="cach-do.ogg",
            content=content,
            at=timezone.now(),
        )
    return len(content)


def _write(text: str) -> int:
    """A word to the phones of Páo's village; how many have read the one before."""
    from datetime import timedelta

    from django.utils import timezone

    from xaso.core.people.models import Account, RoleGrant
    from xaso.core.phone_notes.actions import send_note
    from xaso.core.phone_notes.models import PhoneNoteReading
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.signed_in import actor_for

    village = RoleGrant.objects.filter(account__username="pao.mau-son")[0].village
    with commune_context(village.commune):
        read = PhoneNoteReading.objects.count()
        send_note(
            actor=actor_for(Account.objects.get(username="lan.giaphu")),
            village_id=village.pk,
            text=text,
            to_date=timezone.localdate() + timedelta(days=2),
            at=timezone.now(),
        )
    return read


if __name__ == "__main__":
    main(*sys.argv[1:])
