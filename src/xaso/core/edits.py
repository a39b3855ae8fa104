"""Two people editing one row: what is no clash goes through, a true clash is shown to a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


def wanted(row: models.Model, **facts: Any) -> dict[str, Change]:
    """What a program wants that has just read the row."""
    return {name: Change(getattr(row, name), new) for name, new in facts.items()}


def apply_changes(
    row: models.Model, changes: Mapping[str, Change], fields: Collection[str]
) -> list[str]:
    """Set the changed ones of `fields` on `row` (not saved); returns their names. Raises Clash."""
    if unknown := changes.keys() - set(fields):
        raise TypeError(f"not editable here: {sorted(unknown)}")
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
        if differ(change.saw, change.new) and differ(getattr(row, name), change.new)
    ]
    for name in changed:
        setattr(row, name, changes[name].new)
    return changed


def _clashes(now: Any, change: Change) -> bool:
    return all(
        differ(one, other)
        for one, other in ((change.saw, change.new), (now, change.saw), (now, change.new))
    )


def differ(one: Any, other: Any) -> bool:
    return bool(_plain(one) != _plain(other))


def _plain(value: Any) -> Any:
    """A browser sends the end of a line as two signs, whatever it was given."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _label(row: models.Model, name: str) -> Any:
    return getattr(row._meta.get_field(name), "verbose_name", name)
