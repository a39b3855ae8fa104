"""The kinds of work that run apart from a page. An app registers its own in its `jobs.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from xaso.core.switches.known import is_on, module_of
from xaso.core.units.models import Commune

from .models import MOST_ATTEMPTS
from .moments import check_cron
from .running import LeaseLost, Running, Stopped

__all__ = ["KINDS", "Kind", "LeaseLost", "Running", "Stopped", "job"]

Work = Callable[[Running], str]


@dataclass(frozen=True)
class Kind:
    name: str
    label: str | Promise
    work: Work
    cron: str = ""
    """Five fields, read in Vietnamese time; empty runs only when somebody asks."""
    per_commune: bool = False
    """Scheduled once for each opened commune, else once for the installation."""
    right: str = ""
    """Who asks for it must have this right; empty leaves that to the caller."""
    most_attempts: int = MOST_ATTEMPTS
    urgent: bool = False
    """Short work that must not wait behind long work: a thread of its own takes it."""
    by_any_clock: bool = False
    """Does no harm at a wrong time: is started also while the clock is not believed (trusted_clock)."""
    also_when_off: bool = False
    """Deletes what may not be kept longer: goes on when the commune has switched its part off."""

    def runs_for(self, commune: Commune) -> bool:
        module = "" if self.also_when_off else module_of(self.work.__module__)
        return not module or is_on(commune, module)


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    /,
    *,
    label: str | Promise,
    cron: str = "",
    per_commune: bool = False,
    right: str = "",
    most_attempts: int = MOST_ATTEMPTS,
    urgent: bool = False,
    by_any_clock: bool = False,
    also_when_off: bool = False,
) -> Callable[[Work], Work]:
    """Register a kind of work. The function returns the sentence people read as its result.

    It may run more than once: after a power cut, or when the machine slept past its lease. An
    effect that must happen once goes inside `with running.finishing():`, which commits it together
    with the end of the job. ValidationError ends the job with its sentence; any other error is
    tried again later, up to `most_attempts` times.
    """
    if cron:
        check_cron(cron)

    def register(work: Work) -> Work:
        if name in KINDS and KINDS[name].work.__qualname__ != work.__qualname__:
            raise ImproperlyConfigured(f"two jobs are called {name}")
        KINDS[name] = Kind(
            name, label, work, cron, per_commune, right, most_attempts, urgent, by_any_clock,
            also_when_off,
        )  # fmt: skip
        return work

    return register
