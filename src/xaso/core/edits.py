"""Two people editing one row: what is no clash goes through, a true clash is shown to a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    """What the person saw in the field, and what the person wants there."""

    saw: Any
    new: Any


@dataclass(frozen=True)
class FieldClash:
    field: str
    label: str
    saw: Any
    theirs: Any
    mine: Any


class Clash(ValidationError):
    """Nothing was written; `clashes` names for each field what stands there now and what was typed."""

    def __init__(self, clashes: list[FieldClash]) -> None:
        self.clashes = clashes
        names = ", ".join(clash.label for clash in clashes)
        super().__init__(
            _("Trong lúc anh chị sửa, người khác đã sửa: %(names)s. Chọn giữ bản nào.")
            % {"names": names},
            code="clash",
        )


def apply_changes(row: models.Model, changes: Mapping[str, Change]) -> list[str]:
    """Set the changed fields on `row` (not saved); returns their names. Raises Clash."""
    clashes = [
        FieldClash(name, str(_label(row, name)), change.saw, getattr(row, name), change.new)
        for name, change in changes.items()
        if _clashes(getattr(row, name), change)
    ]
    if clashes:
        raise Clash(clashes)
    changed = [
        name
        for name, change in changes.items()
        if change.saw != change.new and getattr(row, name) != change.new
    ]
    for name in changed:
        setattr(row, name, changes[name].new)
    return changed


def _clashes(now: Any, change: Change) -> bool:
    return change.saw != change.new and now not in (change.saw, change.new)


def _label(row: models.Model, name: str) -> Any:
    return getattr(row._meta.get_field(name), "verbose_name", name)
