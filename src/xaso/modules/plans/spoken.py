"""Work written one to a line: "việc; người làm; hạn". What is not understood is said, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.units.models import Village
from xaso.lib.text import fold

from .annex.due_text import Due, read_due
from .offers import evidence_for

PARTS = re.compile(r"\s*[;|]\s*|\s+[–—]\s+")
NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-+•*])\s+")
ALL_VILLAGES = frozenset(
    {"cac thon", "tat ca cac thon", "cac truong thon", "truong thon", "moi thon"}
)
VILLAGE_WORDS = re.compile(r"^(?:truong )?(?:thon|ban|to dan pho) ")
HEADS = "truong_thon"
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Heard:
    """One line as understood."""

    title: str
    lead: Account | None = None
    villages: tuple[Village, ...] = ()
    due: Due = field(default_factory=Due)
    strange: tuple[str, ...] = ()
    """Parts that are neither a person, a village nor a day."""

    @property
    def missing(self) -> list[str]:
        found = []
        if len(self.title) > LONGEST_TITLE:
            found.append(_("việc dài quá 200 chữ cái"))
        if self.lead is None and not self.villages:
            found.append(_("chưa rõ người làm"))
        if not self.due.is_known:
            found.append(_("chưa rõ hạn"))
        found += [_("không hiểu “%(words)s”") % {"words": words} for words in self.strange]
        return found

    @property
    def who(self) -> str:
        if self.lead:
            return self.lead.full_name
        if len(self.villages) == 1:
            return str(self.villages[0])
        return _("%(count)s thôn") % {"count": len(self.villages)} if self.villages else ""

    def fields(self) -> dict[str, Any]:
        """As `draft_task` takes them."""
        by_villages = bool(self.villages)
        return {
            "title": self.title[:LONGEST_TITLE],
            "lead": self.lead,
            "lead_role": HEADS if by_villages else "",
            "villages": self.villages,
            "lead_unit_text": "; ".join(self.strange)[:300],
            "due_date": None if self.due.recurrence else self.due.due,
            "due_note": self.due.note[:200],
            "recurrence": self.due.recurrence,
            "recurrence_day": self.due.day,
            "recurrence_until": self.due.due if self.due.recurrence else None,
            "evidence_kind": evidence_for(self.title, by_villages=by_villages),
        }


class Listener:
    """The people and villages of a commune, looked through once for all lines."""

    def __init__(
        self, people: Sequence[Account], villages: Sequence[Village], today: date
    ) -> None:
        self.year = today.year
        self.villages = tuple(villages)
        self.people = _called(people)
        self.by_village = {village.name_folded: village for village in villages}

    def hear_all(self, text: str) -> list[Heard]:
        lines = (NUMBER.sub("", " ".join(line.split())) for line in text.splitlines())
        return [self.hear(line) for line in lines if line]

    def hear(self, line: str) -> Heard:
        title, *rest = [part for part in PARTS.split(line) if part]
        lead, villages, due, strange = None, list[Village](), Due(), list[str]()
        for part in rest:
            person, places = self.people.get(fold(part)), self._places(part)
            when = read_due(part, self.year)
            if person and lead is None:
                lead = person
            elif places:
                villages += [place for place in places if place not in villages]
            elif when.is_known and not due.is_known:
                due = when
            else:
                strange.append(part)
        if lead and villages:
            strange, lead = [*strange, lead.full_name], None
        return Heard(title.strip(" .,"), lead, tuple(villages), due, tuple(strange))

    def _places(self, part: str) -> list[Village]:
        words = fold(part)
        if words in ALL_VILLAGES:
            return list(self.villages)
        names = [VILLAGE_WORDS.sub("", fold(name)) for name in re.split(r",| và ", part)]
        found = [self.by_village.get(name.strip()) for name in names]
        return [place for place in found if place] if all(found) else []


def _called(people: Iterable[Account]) -> dict[str, Account]:
    """By full name, and by given name or post where only one person is meant."""
    names: dict[str, list[Account]] = {}
    for person in people:
        full = fold(person.full_name)
        for name in {full, full.split()[-1], fold(person.job_title)} - {""}:
            names.setdefault(name, []).append(person)
    return {name: found[0] for name, found in names.items() if len(found) == 1}
