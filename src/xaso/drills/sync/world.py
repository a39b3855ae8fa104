"""A small commune for one schedule: a village, three people, their phones, a few households."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xaso.core.people.models import Account, RoleGrant
from xaso.core.residents.actions import add_household
from xaso.core.residents.models import Household
from xaso.core.rights.actor import Actor, system_actor
from xaso.core.sync.actions import invite
from xaso.core.sync.epochs import station_of
from xaso.core.sync.joining import enrol
from xaso.core.units.models import Commune, Village
from xaso.drills.phone import Phone
from xaso.lib import p256

PEOPLE = ("Páo", "Súa", "Chi")
HOUSEHOLDS = 3


@dataclass
class World:
    commune: Commune
    office: Actor
    village: Village
    people: list[Account]
    households: list[Household]


def new_world(commune: Commune, at: datetime, mark: str) -> World:
    office = system_actor(commune)
    village = Village.objects.create(commune=commune, name=f"Thôn {mark}", kind="thon")
    people = [_person(commune, village, f"{mark}-{place}", at) for place in range(len(PEOPLE))]
    households = [
        add_household(
            actor=office,
            village_id=village.pk,
            head_name=f"Chủ hộ {mark}-{number}",
            members_count=4,
            at=at,
        )
        for number in range(HOUSEHOLDS)
    ]
    return World(commune, office, village, people, households)


def new_phone(office: Actor, account_id: UUID, at: datetime, label: str = "") -> Phone:
    _invitation, code = invite(actor=office, account_id=account_id, at=at)
    key, own = p256.new_private(), p256.new_private()
    joined = enrol(
        code=code, key=p256.public_of(key), person_key=p256.public_of(own), label=label, at=at
    )
    server = p256.public_of(bytes(station_of(office.commune).signing_key))
    return Phone(joined.device_id, key, {str(account_id): own}, server)


def again(world: World, account: Account, old: Phone, at: datetime) -> Phone:
    """A new phone issues once more what the old one kept: the same ids, the same contents."""
    fresh = new_phone(world.office, account.pk, at)
    for each in old.kept:
        content: dict[str, Any] = dict(each.content)
        fresh.issue_again(content)
    return fresh


def _person(commune: Commune, village: Village, mark: str, at: datetime) -> Account:
    account = Account(
        commune=commune,
        username=f"nguoi-{mark}".lower(),
        full_name=PEOPLE[int(mark[-1])],
        must_change_password=False,
        made_at=at,
    )
    account.set_unusable_password()
    account.save()
    RoleGrant.objects.create(
        account=account, role="truong_thon", village=village, from_date=date(2026, 1, 1)
    )
    return account
