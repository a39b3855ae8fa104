"""The papers an officer can have drafted, each built from what the modules know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _t

from xaso.core.figures import Period
from xaso.core.papers.body import Body
from xaso.core.papers.document import Sheet
from xaso.core.units.models import Commune

from . import periods
from .periods import bounds

Asked = TypeVar("Asked")
Made = TypeVar("Made")
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Ask:
    """What is wanted, of whom, seen on which day; `about` is what the clerk chose."""

    commune: Commune
    period: str
    today: date
    about: str = ""

    @property
    def days(self) -> Period:
        return bounds(self.period)

    @property
    def about_id(self) -> UUID:
        return UUID(self.about)


@dataclass(frozen=True)
class PaperKind:
    """`body` makes a numbered paper, `sheet` an internal one; exactly one of them is given. All that
    is made of a kind is in Vietnamese."""

    code: str
    label: Any
    help: Any
    every: str
    """How its period is written: a key of `periods.PERIOD_WORDS`."""
    title: Callable[[Ask], str]
    type_symbol: str = ""
    basis_codes: tuple[str, ...] = ()
    body: Callable[[Ask], Body] | None = None
    sheet: Callable[[Ask], Sheet] | None = None
    choices: Callable[[Commune, date], Choices] | None = None
    """What the clerk picks before drafting: value and words. A sheet may go without."""
    choice_label: Any = ""
    no_choice: Any = ""
    """What to do first where there is nothing to pick."""
    group: str = "khac"

    def __post_init__(self) -> None:
        for name in ("title", "body", "sheet"):
            if build := getattr(self, name):
                object.__setattr__(self, name, in_vietnamese(build))

    @property
    def is_made_of_figures(self) -> bool:
        """For templates: there `kind.body` would be called, not looked at."""
        return self.body is not None

    @property
    def has_choices(self) -> bool:
        return self.choices is not None

    def check_period(self, period: str) -> None:
        periods.check_period(self.every, period)

    def check_about(self, ask: Ask) -> None:
        """What is not among the commune's own does not exist."""
        offered = [value for value, _words in self.choices_of(ask.commune, ask.today)]
        if ask.about and ask.about not in offered:
            raise Http404
        if self.choices and not ask.about and not self.sheet:
            said = _t("Chọn một mục trong danh sách.") if offered else str(self.no_choice)
            raise ValidationError({"about": said})

    def choices_of(self, commune: Commune, today: date) -> Choices:
        return self.choices(commune, today) if self.choices else ()

    def period_of(self, day: date) -> str:
        return periods.period_of(self.every, day)


def in_vietnamese(build: Callable[[Asked], Made]) -> Callable[[Asked], Made]:
    """Papers are written in Vietnamese, whatever language the officer's screen speaks."""

    @wraps(build)
    def built(asked: Asked) -> Made:
        with translation.override(settings.LANGUAGE_CODE):
            return build(asked)

    return built
