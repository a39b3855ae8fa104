"""What a phone sent, as the page's own form would show it: for an officer who decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor

from .commands import Command, Edit, command_for, hides_something
from .corrections import GIVE_UP

Said = list[tuple[str, str]]


def label_of(kind: str, version: int) -> str:
    if kind == GIVE_UP:
        return _("Bỏ mục đã ghi")
    command = command_for(kind, version)
    return str(command.label or kind) if command else _("Mục của bản phần mềm mới hơn")


def content_of(actor: Actor, kind: str, version: int, body: Mapping[str, Any]) -> Said:
    """Label and value of each field that was sent; of a change, what was seen and what is wanted.
    What no form can be made for is decided about all the same."""
    command = command_for(kind, version)
    try:
        if isinstance(command, Edit):
            return _changes(actor, command, body)
        if isinstance(command, Command):
            return _facts(actor, command, body)
    except (ValidationError, ObjectDoesNotExist, PermissionDenied):
        return _unread()
    if hides_something(kind):
        return _unread()
    return [(name, str(value)) for name, value in body.items()]


def _unread() -> Said:
    return [(_("Nội dung"), _("không đọc được"))]


def _facts(actor: Actor, command: Command, body: Mapping[str, Any]) -> Said:
    """Keys of the wire have small letters alone, whatever the fields are called."""
    form = command.form(actor, body)
    sent = {key.lower(): value for key, value in body.items()}
    hidden = command.hidden(form) if command.hidden else ()
    return [
        *(command.about(form) if command.about else ()),
        *(
            (
                _label(field, name),
                _("có ghi, không hiện ở đây")
                if name in hidden
                else shown_value(field, sent[name.lower()]),
            )
            for name, field in form.fields.items()
            if name.lower() in sent
        ),
    ]


def _changes(actor: Actor, command: Edit, body: Mapping[str, Any]) -> Said:
    pairs = body.get("set")
    fields = command.form(actor, {}).fields
    found: Said = []
    for name, pair in pairs.items() if isinstance(pairs, Mapping) else ():
        if name in fields and isinstance(pair, list) and len(pair) == 2:
            saw, new = (shown_value(fields[name], each) for each in pair)
            found.append((_label(fields[name], name), f"{saw} → {new}"))
    return found


def shown_value(field: forms.Field, value: Any) -> str:
    """A choice by its word. Whatever does not fit the field is shown as it came."""
    if value in (None, "", []):
        return _("để trống")
    if isinstance(value, list):
        return ", ".join(shown_value(field, each) for each in value)
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)


def _label(field: forms.Field, name: str) -> str:
    return str(field.label or name)
