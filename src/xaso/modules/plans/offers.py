"""What the program offers for a row that names a body but no person: to be confirmed, not used
silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from xaso.core.people.models import Account
from xaso.core.units.models import Village
from xaso.lib.tables import read_table
from xaso.lib.text import header_key, nfc

from .annex.shapes import AnnexRow
from .five_clear import VILLAGE_EVIDENCE
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
    is_stopgap: bool = False
    """Nobody here belongs to the unit: the lead offered only coordinates the plan."""


@dataclass(frozen=True)
class Offers:
    """The people and villages of a commune, looked through once for all rows."""

    accounts: Sequence[Account]
    villages: Sequence[Village]
    leaders: Sequence[Account]
    coordinator: Account | None = None

    def for_row(self, row: AnnexRow) -> Offer:
        lead, role, villages = self._lead(row)
        is_stopgap = bool(row.lead) and lead is None and not role
        if is_stopgap:
            lead = self.coordinator
        follower = next((each for each in self.leaders if each != lead), None)
        return Offer(
            lead=lead,
            lead_role=role,
            villages=villages,
            follower=follower,
            evidence_kind=evidence_for(row.product, by_villages=role != ""),
            evidence_count=1,
            due_date=row.due,
            recurrence=row.recurrence,
            recurrence_day=row.due_day,
            is_stopgap=is_stopgap,
        )

    @staticmethod
    def village_words() -> list[str]:
        return [row["words"] for row in _rows() if row["what"] == "lead_role"]

    def _lead(self, row: AnnexRow) -> tuple[Account | None, str, tuple[Village, ...]]:
        for name in (row.lead, *_suggestions(row)):
            key = header_key(name)
            if key in self._people:
                return self._people[key], "", ()
            if key in self._villages:
                return None, "truong_thon", (self._villages[key],)
        role = _role(row.lead)
        return None, role, tuple(self.villages) if role else ()

    @cached_property
    def _people(self) -> dict[str, Account]:
        """By name, else by job, else the head of a unit, else anybody of it."""
        found: dict[str, Account] = {}
        heads = [each for each in self.accounts if _is_head(each)]
        for mark, accounts in (
            (_name, self.accounts),
            (_job, self.accounts),
            (_unit, heads),
            (_unit, self.accounts),
        ):
            for account in accounts:
                found.setdefault(header_key(mark(account)), account)
        found.pop("", None)
        return found

    @cached_property
    def _villages(self) -> dict[str, Village]:
        marks = [(header_key(each.name), each) for each in reversed(self.villages)]
        return {**dict(marks), **{header_key(str(each)): each for each in self.villages}}


def evidence_for(product: str, *, by_villages: bool) -> str:
    """The kind of what the product names first; villages give photos and figures only."""
    text = f" {_spoken(product)} "
    found = [
        (text.index(f" {words} "), -len(words), kind)
        for words, kind in _evidence_words()
        if f" {words} " in text and (not by_villages or kind in VILLAGE_EVIDENCE)
    ]
    usual = "evidence_of_villages" if by_villages else "evidence"
    return min(found)[2] if found else _without_words(usual)


def _role(lead: str) -> str:
    padded = f" {header_key(lead)} "
    words = ((header_key(row["words"]), row) for row in _rows() if row["what"] == "lead_role")
    return next((row["value"] for key, row in words if f" {key} " in padded), "")


def _name(account: Account) -> str:
    return account.full_name


def _job(account: Account) -> str:
    return account.job_title


def _unit(account: Account) -> str:
    return account.unit_name


def _is_head(account: Account) -> bool:
    return header_key(account.job_title).split()[:1] in (["truong"], ["chanh"], ["giam"])


def _suggestions(row: AnnexRow) -> Iterable[str]:
    return [each.suggestion for each in row.problems if each.suggestion]


def _spoken(text: str) -> str:
    """Words with their accents: "sổ" (a book) is not "số" (a number)."""
    return " ".join(re.findall(r"[^\W_]+", nfc(text).lower()))


@cache
def _evidence_words() -> list[tuple[str, str]]:
    return [
        (_spoken(row["words"]), row["value"])
        for row in _rows()
        if row["what"] == "evidence" and row["words"]
    ]


def _without_words(what: str) -> str:
    return next(row["value"] for row in _rows() if row["what"] == what and not row["words"])


@cache
def _rows() -> list[dict[str, str]]:
    return read_table(DATA / "offers.csv")
