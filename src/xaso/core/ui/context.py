"""What the frame of every page needs: menu, display wishes, who is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from xaso.core.jobs import askers
from xaso.core.switches.known import is_on

from .display import Display, display_of

if TYPE_CHECKING:
    from xaso.core.rights.actor import Actor
    from xaso.core.units.models import Commune


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    icon: str
    is_current: bool


class Frame:
    """Nothing is looked up before a template asks, so a bare page costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.display: Display = display_of(request)
        self.language = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def actor(self) -> Actor | None:
        """Nobody while the session is locked: no page names the person or shows the menu then."""
        if getattr(self.request, "is_locked", False):
            return None
        # The middleware leaves a lazy object that may stand for None.
        return getattr(self.request, "actor", None) or None

    @property
    def idle_seconds(self) -> int:
        """After so long without work the screen is covered; 0 where nobody is signed in."""
        return getattr(self.request, "idle_seconds", 0) if self.actor else 0

    @property
    def kept(self) -> Any:
        """The half-typed form this page shows; see core/lock."""
        return getattr(self.request, "kept", None)

    @cached_property
    def commune(self) -> Commune | None:
        return self.actor.commune if self.actor else None

    @cached_property
    def menu(self) -> list[MenuItem]:
        entries = [
            (entry, address)
            for entry in getattr(settings, "XASO_MENU", [])
            if self._may(entry["right"]) and self._is_on(entry["url"])
            for address in _addresses(entry["url"])
        ]
        parts = {
            part: address
            for entry, address in entries
            for part in (address, *(p for also in entry.get("also", ()) for p in _addresses(also)))
        }
        here = parts.get(self._current(list(parts)), "")
        return [
            MenuItem(str(entry["label"]), address, entry["icon"], address == here)
            for entry, address in entries
        ]

    @property
    def here(self) -> str:
        """Where a display form returns to; the address itself, never a form that was sent."""
        return self.request.get_full_path()

    @property
    def has_work(self) -> bool:
        """Something the person asked for waits or runs in the background."""
        return self.actor is not None and askers.has_work(self.actor.account_id)

    @cached_property
    def jobs_url(self) -> str:
        return next(_addresses("desk:jobs"), "") if self._may("desk.home") else ""

    @cached_property
    def other_languages(self) -> list[tuple[str, str]]:
        return [(code, name) for code, name in settings.LANGUAGES if code != self.language]

    @cached_property
    def help_url(self) -> str:
        return next(_addresses("portal:help"), "")

    @cached_property
    def search_url(self) -> str:
        return next(_addresses("desk:search"), "") if self._may("search.find") else ""

    def _may(self, right: str) -> bool:
        return not right or (self.actor is not None and self.actor.may(right))

    def _is_on(self, address: str) -> bool:
        commune, part = self.commune, address.partition(":")[0]
        return commune is None or is_on(commune, part)

    def _current(self, addresses: list[str]) -> str:
        path = self.request.path
        return max((a for a in addresses if path.startswith(a)), key=len, default="")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}


def _addresses(name: str) -> Iterator[str]:
    """A module that is switched off has no address; its entry is left out of the menu."""
    try:
        yield reverse(name)
    except NoReverseMatch:
        return
