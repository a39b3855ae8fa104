"""What the office does beside a phone, in the server's own folder: `python -m … invite USERNAME`."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django


def main(what: str, said: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    django.setup()
    doings = {"invite": _invite, "count": _count, "speak": _speak, "write": _write}
    doings |= {"send_back": _send_back, "reported": _reported}
    sys.stdout.write(json.dumps(doings[what](said)))


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


def _send_back(comment: str) -> str:
    """The office has a word about the households in the report of Páo's village; how it stands then."""
    from decimal import Decimal

    from django.utils import timezone

    from xaso.core.people.models import Account
    from xaso.core.postgres.context import commune_context
    from xaso.core.rights.signed_in import actor_for
    from xaso.modules.teams import actions
    from xaso.modules.teams.months import month_of
    from xaso.modules.teams.report_book import FIRST_FORM
    from xaso.modules.teams.report_entry import Entry

    at, report = timezone.now(), _this_month()
    pao, minh = (
        actor_for(Account.objects.get(username=name)) for name in ("pao.mau-son", "minh.giaphu")
    )
    with commune_context(pao.commune):
        if report is None or report.is_open:
            report = actions.save_report(
                actor=pao,
                village_id=next(iter(pao.village_ids or ())),
                form=FIRST_FORM,
                month=month_of(timezone.localdate()),
                entries={"CT01": Entry(number=Decimal(80))},
                at=at,
            )
            actions.send_report(actor=pao, report_id=report.pk, at=at)
        comments = {"CT01": comment}
        actions.return_report(actor=minh, report_id=report.pk, comments=comments, at=at)
    return str(_this_month().state)


def _reported(item: str) -> list[str]:
    """How the report of Páo's village stands, and what it says of an item."""
    report = _this_month()
    return [report.state, str(report.cells.get(item=item).number)]


def _this_month() -> Any:
    from django.utils import timezone

    from xaso.core.people.models import RoleGrant
    from xaso.modules.teams.models import VillageReport

    village = RoleGrant.objects.filter(account__username="pao.mau-son")[0].village
    month = timezone.localdate().replace(day=1)
    rows = VillageReport.objects.filter(village=village, form="thon-14", month=month)
    return rows.order_by("-revision").first()


if __name__ == "__main__":
    main(*sys.argv[1:])
