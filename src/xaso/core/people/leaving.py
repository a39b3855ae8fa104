"""What a person who leaves holds beside the work of the plan. An app says its own in its `leaving.py`,
so that the handover takes it along without knowing the app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from xaso.core.rights.actor import Actor
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune

from .models import Account


@dataclass(frozen=True)
class Holding:
    """One line of what is held, as the preview shows it."""

    title: str
    code: str = ""
    due_date: date | None = None


class PassOn(Protocol):
    def __call__(
        self,
        *,
        actor: Actor,
        leaver: Account,
        to: Account,
        handover_id: UUID,
        ends_own: bool,
        day: date,
    ) -> int:
        """In the transaction of the handover. `ends_own`: the person goes, so what only that person
        may use ends too. Returns how many things were touched."""


@dataclass(frozen=True)
class Keeper:
    name: str
    """The label of the app; also the key of the receiver in the form."""
    label: str | Promise
    right: str
    """What the receiver needs."""
    held: Callable[[Commune, Account], Sequence[Holding]]
    pass_on: PassOn
    told: Callable[[Commune, UUID], Sequence[str]]
    """Lines of the minutes of one handover. Never a login, never a password."""


KEEPERS: dict[str, Keeper] = {}


def keeps(keeper: Keeper) -> None:
    if KEEPERS.setdefault(keeper.name, keeper).held is not keeper.held:
        raise ImproperlyConfigured(f"two keepers are called {keeper.name}")


def keepers_of(commune: Commune) -> list[Keeper]:
    """Without the parts the commune has switched off."""
    return [keeper for keeper in KEEPERS.values() if is_on(commune, keeper.name)]
