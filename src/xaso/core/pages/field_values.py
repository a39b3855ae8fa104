"""What the text of a form field means, as the row keeps it, and how that is said to a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number


def value_of(field: forms.Field, raw: Any) -> Any:
    """Text stays as it was, spaces and all; a choice may be one that is offered no longer."""
    if isinstance(field, forms.ModelChoiceField):
        return _row(field, raw)
    if isinstance(field, forms.TypedChoiceField):
        return _typed(field, raw)
    if isinstance(field, forms.CharField):
        return raw or ""
    try:
        return field.clean(raw)
    except ValidationError:
        # A choice nobody has made yet is an empty text in the row, and no clash.
        return "" if isinstance(field, forms.ChoiceField) else None


def words_of(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        named = dict(flat_choices(field.choices))
        values = value if isinstance(value, list) else [field.prepare_value(value)]
        words = [str(named.get("" if each is None else str(each), each)) for each in values]
        return ", ".join(words) or _said("")
    return _said(value)


def comparable(field: forms.Field, raw: Any) -> str:
    """A checkbox gives True, its hidden twin "True"; ticks come in the order of the page."""
    if isinstance(field, forms.BooleanField):
        return str(field.to_python(raw))
    if isinstance(raw, list):
        return "\n".join(sorted(str(each) for each in raw))
    return str(raw or "").strip()


def flat_choices(choices: Any) -> list[tuple[str, Any]]:
    """Choices in groups stand behind one another."""
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += flat_choices(label) if isinstance(label, list | tuple) else [(str(value), label)]
    return found


def _row(field: forms.ModelChoiceField[Any], raw: Any) -> models.Model | None:
    model = field.queryset.model  # type: ignore[union-attr]
    try:
        found: models.Model | None = model._default_manager.filter(pk=raw).first() if raw else None
    except (ValidationError, ValueError):
        return None
    return found


def _typed(field: forms.TypedChoiceField, raw: Any) -> Any:
    if raw in field.empty_values:
        return field.empty_value
    try:
        return field.coerce(raw)
    except (TypeError, ValueError, ValidationError):
        return field.empty_value


def _said(value: Any) -> str:
    if value is None or value == "":
        return _("(để trống)")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, Decimal):
        return write_number(value)
    return str(value)
