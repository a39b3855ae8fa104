"""Two people review one annex at once: what stands there now, against what each of them saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from xaso.core.pages.field_values import flat_choices

SAW = "initial-"


class Entry(NamedTuple):
    name: str
    field: forms.Field
    now: str
    place: str
    """Which row; empty for an answer that serves many."""


@dataclass(frozen=True)
class Met:
    now: Mapping[str, str]
    """Of every field of the sent page, by its name."""
    kept: frozenset[str]
    """Somebody else changed these, and this person left them alone."""
    clashes: tuple[str, ...]
    """Both changed these, each with what stands there now in words."""
    news: tuple[str, ...]
    """The same of those that are kept."""


NOBODY_ELSE = Met({}, frozenset(), (), ())


def meet(post: QueryDict, entries: Iterator[Entry]) -> Met:
    now, kept, clashes, news = dict[str, str](), set[str](), list[str](), list[str]()
    for entry in entries:
        if entry.name not in post:
            continue
        now[entry.name] = entry.now
        stands, saw, typed = map(_plain, (entry.now, post.get(SAW + entry.name), post[entry.name]))
        if stands in (saw, typed):
            continue
        if typed == saw:
            kept.add(entry.name)
            news.append(_said(entry))
        else:
            clashes.append(_said(entry))
    return Met(now, frozenset(kept), tuple(clashes), tuple(news))


def without(
    choices: Mapping[str, Any], kept: frozenset[str], keys: Mapping[int, str]
) -> dict[str, Any]:
    """What somebody else changed meanwhile stays; `keys` names the rows of the file."""
    places = {f"r{index}-": key for index, key in keys.items()}
    rows = {
        key: {name: text for name, text in typed.items() if f"{place}{name}" not in kept}
        for place, key in places.items()
        if (typed := choices["rows"].get(key)) is not None
    }
    fields = {name: text for name, text in choices["fields"].items() if name not in kept}
    return {**choices, "fields": fields, "rows": rows}


def _plain(text: object) -> str:
    """A browser sends the end of a line as two signs, whatever it was given."""
    return str(text or "").replace("\r\n", "\n").strip()


def _said(entry: Entry) -> str:
    choices = dict(flat_choices(getattr(entry.field, "choices", ())))
    word = str(choices.get(entry.now, entry.now)) or _("(để trống)")
    named = f"{entry.place}, {entry.field.label}" if entry.place else entry.field.label
    return f"{named} → {word}"
