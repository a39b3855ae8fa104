"""Which notes are whose."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xaso.core.people.models import Account
from xaso.core.people.queries import grants_held_on
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import all_roles

from .models import PhoneNote, PhoneNoteReading


def notes_on_phone(actor: Actor) -> QuerySet[PhoneNote]:
    """Those to come too: the phone shows each from its day on, also without a line."""
    mine = Q(account=actor.account_id) | Q(village__in=actor.village_ids or ())
    read = PhoneNoteReading.objects.filter(note=OuterRef("pk"), account=actor.account_id)
    rows = PhoneNote.objects.of(actor.commune).filter(mine, ended_at=None)
    return rows.select_related("recording", "by").annotate(is_read=Exists(read))


def readers_of(note: PhoneNote, on: date) -> list[tuple[Account, PhoneNoteReading | None]]:
    """Everybody it is for, and whoever has read it; those who have not come first."""
    readings = {each.account_id: each for each in note.readings.select_related("account")}
    people = {each.account_id: each.account for each in readings.values()}
    people |= {account.pk: account for account in _meant(note, on)}
    found = [(account, readings.get(key)) for key, account in people.items()]
    return sorted(found, key=lambda each: (each[1] is not None, each[0].full_name))


def _meant(note: PhoneNote, on: date) -> QuerySet[Account]:
    rows: QuerySet[Account] = Account.objects.of(note.commune).filter(is_active=True)
    if note.account_id:
        rows = rows.filter(pk=note.account_id)
    else:
        grants = grants_held_on(on).filter(village=note.village_id, role__in=_readers())
        rows = rows.filter(pk__in=grants.values("account"))
    return rows


def _readers() -> list[str]:
    return [code for code, role in all_roles().items() if "phone_notes.read" in role.rights]
