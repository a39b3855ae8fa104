"""Versions by day: the packaged ones bear their own name, those of the commune are counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

OWN = "x"


class Dated(Protocol):
    @property
    def since(self) -> date: ...


D = TypeVar("D", bound=Dated)


def begun(versions: Sequence[D], day: date) -> D:
    """The one begun last, of one day the one said last; before the first one, the first."""
    return [versions[0], *(each for each in versions if each.since <= day)][-1]


def own_version(number: int) -> str:
    """As it is kept, whatever language somebody reads."""
    return f"{OWN}{number}"


def version_word(version: str) -> str:
    if version.startswith(OWN):
        return _("xã %(n)d") % {"n": int(version.removeprefix(OWN))}
    return version


class Versioned:
    version: str
    since: date

    @property
    def version_word(self) -> str:
        return version_word(self.version)
