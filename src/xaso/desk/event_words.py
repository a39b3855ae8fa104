"""What happened, in one plain sentence for each kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _t

from xaso.core.events.queries import Happening
from xaso.core.people.models import Account
from xaso.core.privacy.words import field_words, reason_words
from xaso.core.units.models import Village
from xaso.lib.dates import write_date

from .event_sentences import SENTENCES
from .people_words import role_label

ABOUT_PEOPLE = ("people.", "lock.", "privacy.")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Told:
    sentence: str
    at: datetime
    kind: str


def told(event: Happening, names: Mapping[UUID, str] | None = None) -> Told:
    """A kind without a sentence shows its code: better a strange word than a silent gap."""
    words = _Words({name: _readable(value) for name, value in event.data.items()})
    words.update(who=event.who, subject=(names or {}).get(event.subject_id, "…"))
    if "role" in words:
        words["role"] = role_label(str(words["role"]))
    if "fields" in words:
        words["fields"] = field_words(words["fields"])
        words["reason"] = reason_words(words["reason"])
    pattern = SENTENCES.get(event.kind)
    sentence = str(pattern) % words if pattern else _unknown(event)
    return Told(sentence, event.at, event.kind)


def tell_all(events: Iterable[Happening], known: Mapping[UUID, str] | None = None) -> list[Told]:
    """`known` are names the page has at hand already."""
    events = list(events)
    names = {**(known or {}), **_names_of(events, known or {})}
    return [told(event, names) for event in events]


def _names_of(events: Iterable[Happening], known: Mapping[UUID, str]) -> dict[UUID, str]:
    """Today's names of the people and villages the events are about."""
    new = [(event.kind, event.subject_id) for event in events if event.subject_id not in known]
    people = {subject for kind, subject in new if kind.startswith(ABOUT_PEOPLE)}
    villages = {subject for kind, subject in new if kind.startswith("units.village.")}
    names: dict[UUID, str] = {}
    if people:
        names |= dict(Account.objects.filter(pk__in=people).values_list("pk", "full_name"))
    if villages:
        names |= dict(Village.objects.filter(pk__in=villages).values_list("pk", "name"))
    return names


def _readable(value: Any) -> Any:
    """Days are kept as 2026-11-24 and read as 24/11/2026. Words that only look like one stay."""
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        return value
    try:
        return write_date(date.fromisoformat(value))
    except ValueError:
        return value


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _unknown(event: Happening) -> str:
    return _t("%(who)s: %(kind)s") % {"who": event.who, "kind": event.kind}
