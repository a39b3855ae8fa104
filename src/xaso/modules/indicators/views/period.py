"""What the pages of this module share: the period, the tabs, where to go on."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import FilterLink, own_address
from xaso.core.rights.actor import Actor
from xaso.modules.indicators.periods import NamedPeriod, month_period, read_period, year_period
from xaso.modules.indicators.queries.book import Book, book_of

MONTHS_OFFERED = 3


class InPeriod:
    """Mixed into pages: `?ky=2026-11`, this year without it."""

    request: HttpRequest
    actor: Actor
    here = ""

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def period(self) -> NamedPeriod:
        asked = read_period(self.request.GET.get("ky", ""))
        return asked or year_period(self.today.year)

    @cached_property
    def book(self) -> Book:
        """Every pack the commune may use in the period."""
        return book_of(self.actor.commune, self.period.plain)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            period=self.period, today=self.today, tabs=tabs(self.here), **kwargs
        )
        return context


def tabs(here: str) -> list[FilterLink]:
    pages = (
        ("targets", _("Chỉ tiêu kế hoạch")),
        ("packs", _("Bộ chỉ số")),
        ("rounds", _("Kỳ đánh giá")),
        ("values", _("Số liệu")),
    )
    return [
        FilterLink(label, reverse(f"indicators:{name}"), name == here) for name, label in pages
    ]


def periods_offered(today: date, chosen: NamedPeriod) -> list[NamedPeriod]:
    offered = [year_period(today.year), year_period(today.year - 1)]
    quarter = read_period(f"{today.year}-q{(today.month + 2) // 3}")
    months = range(today.month, max(today.month - MONTHS_OFFERED, 0), -1)
    offered += [*([quarter] if quarter else []), *(month_period(today.year, m) for m in months)]
    return offered if chosen in offered else [chosen, *offered]


def safe_next(request: HttpRequest) -> str:
    """Where to go on afterwards, only inside the program."""
    return own_address(request, request.GET.get("tiep", ""))
