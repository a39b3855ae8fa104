"""What a phone may do without a line: the same form and the same action as the page.

An app has a `sync.py` that accepts its commands. A command never changes its meaning: a new meaning
is a new version, and the old one stays until it is retired.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise

from xaso.core.pages.changes import ChangeForm
from xaso.core.rights.actor import Actor

OLD_AFTER_MONTHS = 12


class ForTheOffice(ValidationError):
    """What the event asks for can be done once somebody of the office has put something right: it
    waits there with these words. Raised again when an officer takes it, it is sent back."""


@dataclass(frozen=True)
class Command:
    """New facts: a visit, a household found on the spot, the numbers of a day."""

    kind: str
    version: int
    form: Callable[[Actor, Mapping[str, Any]], forms.Form]
    run: Callable[..., Any]
    """Takes `actor`, `at`, `made_as` (the id the phone gave), and what the form cleaned."""
    correct: Callable[..., Any] | None = None
    """As `run`, and `replaces`: the id whose effect goes in the same step. None: nothing to correct."""
    attach: Callable[..., Any] | None = None
    """Takes `actor`, `made_as`, `file` and `at` for each file the event named, when it is whole."""
    follows: Callable[[Mapping[str, Any], Mapping[str, Any]], None] | None = None
    """Takes the body that was carried out and that of its correction; raises ValidationError where
    the second speaks of something else."""
    about: Callable[[Any], Sequence[tuple[str, str]]] | None = None
    """What the body names beside the fields of the form, for an officer who decides: label and value."""
    hidden: Callable[[Any], Collection[str]] | None = None
    """Fields whose values stand on no page of the office."""
    retired_on: date | None = None
    label: str | Promise = ""
    """What the office calls it."""


@dataclass(frozen=True)
class Edit:
    """Changes to a shared record: `body` holds its id and `set: {field: [saw, new]}`."""

    kind: str
    version: int
    record: str
    """The key of the body under which the record's id stands."""
    form: Callable[[Actor, Mapping[str, Any]], ChangeForm]
    run: Callable[..., Any]
    """Takes `actor`, `record_id` and `changes`; raises Clash."""
    find: Callable[[Actor, UUID], models.Model]
    """The record within reach of the actor."""
    right: str
    """Who holds it decides about clashes."""
    retired_on: date | None = None
    label: str | Promise = ""


_accepted: dict[tuple[str, int], Command | Edit] = {}


def accept(*commands: Command | Edit) -> None:
    for command in commands:
        key = (command.kind, command.version)
        if key in _accepted:
            raise ValueError(f"{command.kind} v{command.version} is accepted twice")
        _accepted[key] = command


def command_for(kind: str, version: int) -> Command | Edit | None:
    return _accepted.get((kind, version))


def edit_of(record: str) -> Edit:
    """The newest of those that change this kind of record. Raises LookupError."""
    found = [each for each in _accepted.values() if isinstance(each, Edit)]
    return max((each for each in found if each.record == record), key=lambda each: each.version)


def all_commands() -> list[Command | Edit]:
    return list(_accepted.values())


def hides_something(kind: str) -> bool:
    """In any of its versions."""
    found = [each for each in _accepted.values() if each.kind == kind]
    return any(isinstance(each, Command) and each.hidden is not None for each in found)


def is_too_old(command: Command | Edit, today: date) -> bool:
    """A year after it was retired; until then a phone that was never updated is heard."""
    ended = command.retired_on
    return ended is not None and today > ended.replace(year=ended.year + 1)
