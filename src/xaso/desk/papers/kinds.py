"""The papers an officer can have drafted, each built from what the modules know."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.figures import Period
from xaso.core.papers.body import Body
from xaso.core.papers.document import Sheet
from xaso.core.units.models import Commune
from xaso.lib.dates import month_bounds, year_bounds

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
YEAR = re.compile(r"20[0-9]{2}")
TYPED_MONTH = re.compile(r"(0?[1-9]|1[0-2])\s*[/-]\s*(20[0-9]{2})")
WEEK = re.compile(r"(20[0-9]{2})-W([0-9]{2})")


Asked = TypeVar("Asked")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Ask:
    """What is wanted, of whom, seen on which day."""

    commune: Commune
    period: str
    today: date

    @property
    def days(self) -> Period:
        return bounds(self.period)


@dataclass(frozen=True)
class PaperKind:
    """`body` makes a numbered paper, `sheet` an internal one; exactly one of them is given."""

    code: str
    label: Any
    help: Any
    every: str
    """month, year or week: how its period is written (2026-10, 2026, 2026-W48)."""
    title: Callable[[str], str]
    type_symbol: str = ""
    basis_codes: tuple[str, ...] = ()
    body: Callable[[Ask], Body] | None = None
    sheet: Callable[[Ask], Sheet] | None = None

    @property
    def is_made_of_figures(self) -> bool:
        """For templates: there `kind.body` would be called, not looked at."""
        return self.body is not None

    def check_period(self, period: str) -> None:
        pattern = {"month": MONTH, "year": YEAR, "week": WEEK}[self.every]
        if not pattern.fullmatch(period):
            raise ValidationError({"period": PERIOD_WORDS[self.every]})
        bounds(period)

    def period_of(self, day: date) -> str:
        if self.every == "month":
            return f"{day:%Y-%m}"
        if self.every == "year":
            return f"{day:%Y}"
        year, week, _day = day.isocalendar()
        return f"{year}-W{week:02}"


def in_vietnamese(build: Callable[[Asked], Made]) -> Callable[[Asked], Made]:
    """Papers are written in Vietnamese, whatever language the officer's screen speaks."""

    @wraps(build)
    def built(asked: Asked) -> Made:
        with translation.override(settings.LANGUAGE_CODE):
            return build(asked)

    return built


def period_typed(text: str) -> str:
    """People write "11/2026"; rows and addresses hold "2026-11". Anything else stays."""
    found = TYPED_MONTH.fullmatch(text.strip())
    return f"{found[2]}-{int(found[1]):02}" if found else text.strip()


def period_to_type(period: str) -> str:
    found = MONTH.fullmatch(period)
    return f"{found[2]}/{found[1]}" if found else period


PERIOD_WORDS = {
    "month": _("Ghi tháng và năm, ví dụ 10/2026."),
    "year": _("Ghi năm, ví dụ 2026."),
    "week": _("Ghi kỳ dạng năm-tuần, ví dụ 2026-W48."),
}


def bounds(period: str) -> Period:
    """First and last day of "2026-10", "2026" or "2026-W48"."""
    if found := MONTH.fullmatch(period):
        return Period(*month_bounds(int(found[1]), int(found[2])))
    if YEAR.fullmatch(period):
        return Period(*year_bounds(int(period)))
    if found := WEEK.fullmatch(period):
        return _week(int(found[1]), int(found[2]))
    raise ValidationError(_t("Kỳ “%(period)s” không đúng dạng.") % {"period": period})


def _week(year: int, week: int) -> Period:
    try:
        return Period(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
    except ValueError as error:
        raise ValidationError(_t("Năm %(year)d không có tuần %(week)d.") % {
            "year": year, "week": week,
        }) from error  # fmt: skip
