"""What the program offers for a row that names a body but no person: to be confirmed, not used
silently."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from xaso.core.people.models import Account
from xaso.core.units.models import Village
from xaso.lib.text import header_key

from .annex.shapes import AnnexRow
from .lists import DATA


@dataclass(frozen=True)
class Offer:
    lead: Account | None
    lead_role: str
    villages: tuple[Village, ...]
    follower: Account | None
    evidence_kind: str
    evidence_count: int
    due_date: date | None
    recurrence: str
    recurrence_day: int | None


@dataclass(frozen=True)
class Offers:
    """The people and villages of a commune, looked through once for all rows."""

    accounts: Sequence[Account]
    villages: Sequence[Village]
    leaders: Sequence[Account]

    def for_row(self, row: AnnexRow) -> Offer:
        lead, role, villages = self._lead(row)
        follower = next((each for each in self.leaders if each != lead), None)
        return Offer(
            lead=lead,
            lead_role=role,
            villages=villages,
            follower=follower,
            evidence_kind=_found("village_evidence" if role else "evidence", row.product),
            evidence_count=1,
            due_date=row.due,
            recurrence=row.recurrence,
            recurrence_day=row.due_day,
        )

    def _lead(self, row: AnnexRow) -> tuple[Account | None, str, tuple[Village, ...]]:
        for name in (row.lead, *_suggestions(row)):
            key = header_key(name)
            person = self._person(key)
            if person:
                return person, "", ()
            village = tuple(each for each in self.villages if _names(each, key))
            if village:
                return None, "truong_thon", village
        role = _found("lead_role", row.lead)
        return None, role, tuple(self.villages) if role else ()

    def _person(self, key: str) -> Account | None:
        """A name, then a job, then the head of a unit, then anybody of it."""
        if not key:
            return None
        for mark in (_name, _job):
            for account in self.accounts:
                if header_key(mark(account)) == key:
                    return account
        unit = [each for each in self.accounts if header_key(each.unit_name) == key]
        return next((each for each in unit if _is_head(each)), unit[0] if unit else None)

    @staticmethod
    def village_words() -> list[str]:
        return [row["words"] for row in _rows() if row["what"] == "lead_role"]


def _name(account: Account) -> str:
    return account.full_name


def _job(account: Account) -> str:
    return account.job_title


def _is_head(account: Account) -> bool:
    return header_key(account.job_title).split()[:1] in (["truong"], ["chanh"], ["giam"])


def _names(village: Village, key: str) -> bool:
    return key in {header_key(str(village)), header_key(village.name)}


def _suggestions(row: AnnexRow) -> Iterable[str]:
    return [each.suggestion for each in row.problems if each.suggestion]


def _found(what: str, text: str) -> str:
    """The value of the first line whose words the text holds; a line without words always fits."""
    padded = f" {header_key(text)} "
    for row in _rows():
        words = header_key(row["words"])
        if row["what"] == what and (not words or f" {words} " in padded):
            return row["value"]
    return ""


@cache
def _rows() -> list[dict[str, str]]:
    with (DATA / "offers.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
