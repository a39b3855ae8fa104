"""How private each field of each table is: read from config/fields.toml, which lists them all."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db.models import Model


class FieldClass(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@cache
def all_classes() -> dict[str, FieldClass]:
    """By the full name of a field: "people.Account.phone"."""
    with settings.FIELDS_FILE.open("rb") as file:
        tables = tomllib.load(file)
    return {
        f"{table}.{field}": FieldClass(name)
        for table, lists in tables.items()
        for name, fields in lists.items()
        for field in fields
    }


def class_of(model: type[Model], field: str) -> FieldClass:
    """KeyError for a field that is not in the file; a test keeps the file complete."""
    return all_classes()[full_name(model, field)]


def full_name(model: type[Model], field: str) -> str:
    return f"{model._meta.label}.{field}"
