"""The sample communes with their people, villages and accounts, made through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import make_password

from xaso.core import clock
from xaso.core.papers.actions import save_settings
from xaso.core.people.actions import grant_role, open_account
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor, system_actor
from xaso.core.rights.signed_in import actor_for
from xaso.core.units.actions import add_cluster, add_village, open_commune
from xaso.core.units.models import Commune, Village
from xaso.lib.dates import TZ
from xaso.lib.tables import read_table

from .story import Story

DATA = Path(__file__).parent / "data"
PASSWORD = "ruong-bac-thang-2026"  # noqa: S105  printed for everybody, sample data only
STARTED_DAYS_AGO = 730
"""Two years of values need people who were there two years ago."""


@dataclass(frozen=True)
class SampleAccount:
    username: str
    role: str
    commune: str


def sample_codes() -> list[str]:
    """Gia Phú first."""
    return [row["code"] for row in rows("communes.csv")]


def settle(code: str, today: date) -> Story:
    """An opened sample commune with people and villages, ready to live through its story."""
    started = datetime.combine(today - timedelta(days=STARTED_DAYS_AGO), time(7, 30), tzinfo=TZ)
    commune = Commune.objects.get(pk=code)
    with clock.standing_at(started):
        office = system_actor(commune)
        commune = open_commune(actor=office, at=started, is_sample=True)
        office = system_actor(commune)
        story = Story(commune=commune, today=today)
        _add_villages(story, office)
        _add_people(story, office, started)
        for row in rows("communes.csv", code, key="code"):
            save_settings(
                actor=office, chairman_name=row["chairman"], place_name=row["place_name"]
            )
    return story


def accounts(code: str) -> list[SampleAccount]:
    """The people a visitor may become: office people, and the first village head."""
    people = [
        SampleAccount(row["username"], row["role"], code) for row in rows("people.csv", code)
    ]
    heads = [
        SampleAccount(row["head_username"], "truong_thon", code)
        for row in rows("villages.csv", code)
    ]
    return people + heads[:1]


def rows(name: str, commune: str = "", key: str = "commune") -> list[dict[str, str]]:
    return [row for row in read_table(DATA / name) if not commune or row[key] == commune]


def _add_villages(story: Story, office: Actor) -> None:
    code = story.commune.pk
    for row in rows("villages.csv", code):
        story.villages[row["key"]] = add_village(
            actor=office,
            name=row["name"],
            kind=row["kind"],
            former_unit=row["former_unit"],
            household_count=int(row["household_count"]),
            is_highland=row["is_highland"] == "yes",
            has_signal=row["has_signal"] == "yes",
            is_name_sure=row["is_name_sure"] == "yes",
        )
    for row in rows("clusters.csv", code):
        village = story.villages[row["village"]]
        add_cluster(actor=office, village_id=village.pk, name=row["name"])


def _add_people(story: Story, office: Actor, at: datetime) -> None:
    code = story.commune.pk
    for row in rows("people.csv", code):
        account = _opened(office, row["username"], row["full_name"], at, row)
        grant_role(actor=office, account_id=account.pk, role=row["role"], from_date=at.date())
        story.people[row["key"]] = _actor(account)
    for row in rows("villages.csv", code):
        story.people[row["key"]] = _head(story.villages[row["key"]], office, at, row)


def _head(village: Village, office: Actor, at: datetime, row: dict[str, str]) -> Actor:
    facts = {"job_title": "Trưởng thôn", "unit_name": str(village)}
    account = _opened(office, row["head_username"], row["head_name"], at, facts)
    grant_role(
        actor=office,
        account_id=account.pk,
        role="truong_thon",
        from_date=at.date(),
        village=village,
    )
    return _actor(account)


def _opened(
    office: Actor, username: str, full_name: str, at: datetime, facts: dict[str, str]
) -> Account:
    account, _once = open_account(
        actor=office,
        username=username,
        full_name=full_name,
        at=at,
        job_title=facts["job_title"],
        unit_name=facts["unit_name"],
    )
    Account.objects.filter(pk=account.pk).update(
        password=_sample_password(), must_change_password=False
    )
    return account


def _actor(account: Account) -> Actor:
    return actor_for(Account.objects.select_related("commune").get(pk=account.pk))


@cache
def _sample_password() -> str:
    return make_password(PASSWORD)
