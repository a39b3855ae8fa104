"""Fields and reasons as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from .reasons import Reason


def field_words(names: Iterable[str]) -> str:
    """ "điện thoại, nơi ở"; a field that is no more keeps its code."""
    return ", ".join(_label(name) for name in names)


def reason_words(reason: str) -> str:
    return str(Reason(reason).label) if reason in Reason.values else reason


def _label(name: str) -> str:
    model, _dot, field = name.rpartition(".")
    try:
        return str(apps.get_model(model)._meta.get_field(field).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
