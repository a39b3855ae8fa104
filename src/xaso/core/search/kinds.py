"""What can be found. An app offers its own in its `findable.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.utils.functional import Promise

from xaso.core.events.touched import Touched
from xaso.core.rights.actor import Actor
from xaso.core.switches.known import is_on


@dataclass(frozen=True)
class Found:
    """One row as people look for it. Texts are plain facts: what is kept here is not translated."""

    title: str
    code: str = ""
    hint: str = ""
    texts: tuple[str, ...] = ()
    """More words it is found by; title, code and hint are among them already."""
    private: tuple[str, ...] = ()
    """Words of personal fields. They are found by `private_right` alone and shown to nobody."""
    is_over: bool = False


@dataclass(frozen=True)
class VillageDoor:
    """How people of a village come to the rows of their villages, and with which right."""

    right: str
    address: Callable[[UUID, UUID], str]
    """From the row and one of the person's villages."""


@dataclass(frozen=True)
class Kind:
    name: str
    """Stands in the address `?loai=` and in each entry."""
    label: str | Promise
    model: type[Model]
    describe: Callable[[Any], Found]
    right: str
    """Opens the page of every row; empty where only people of villages have one."""
    address: Callable[[UUID], str]
    heard: Mapping[str, Touched] = field(default_factory=dict)
    """Kinds of events ("plans.task.*" for all of one thing) and the rows each of them touches."""
    related: tuple[str, ...] = ()
    villages: Callable[[Collection[UUID]], Mapping[UUID, Collection[UUID]]] | None = None
    door: VillageDoor | None = None
    private_right: str = ""
    aside: Callable[[Actor, Collection[UUID]], Mapping[UUID, str]] | None = None
    """What stands behind the title for this person, read when it is shown: masks stay masks."""
    order: int = 100

    def is_for(self, actor: Actor) -> bool:
        if actor.village_ids is None:
            return bool(self.right) and actor.may(self.right)
        return self.door is not None and actor.may(self.door.right)


KINDS: dict[str, Kind] = {}


def offer(kind: Kind) -> None:
    if KINDS.get(kind.name, kind).model is not kind.model:
        raise ImproperlyConfigured(f"two kinds of findable rows are called {kind.name}")
    KINDS[kind.name] = kind


def kinds_for(actor: Actor) -> list[Kind]:
    """In the order of the page, without the parts the commune has switched off."""
    kinds = sorted(KINDS.values(), key=lambda kind: (kind.order, kind.name))
    return [
        kind
        for kind in kinds
        if kind.is_for(actor) and is_on(actor.commune, kind.model._meta.app_label)
    ]


def kinds_heard() -> frozenset[str]:
    return frozenset(pattern for kind in KINDS.values() for pattern in kind.heard)
