"""What the program can answer of a survey by itself, and from where it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from xaso.core.figures import Figure, Period
from xaso.core.people.queries import holders_of
from xaso.core.rights.roles import all_roles
from xaso.core.units.models import Commune, Village
from xaso.lib.dates import write_date
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.roadmap.catalogue import tables

PACK = "xaso-1.0"
CENT = Decimal("0.01")
TENTH = Decimal("0.1")
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Known:
    number: Decimal
    source: str


def known_answers(commune: Commune, today: date) -> dict[str, Known]:
    """By the code of the question; where nobody knows there is none, never a guess."""
    asked = _Asked(commune, today)
    found = {
        question.code: asked.answer(question.prefill)
        for question in tables().questions.values()
        if question.prefill
    }
    return {
        code: Known(known.number.quantize(CENT), known.source[:LONGEST_SOURCE])
        for code, known in found.items()
        if known is not None
    }


class _Asked:
    """Each door is asked once, however many questions need it."""

    def __init__(self, commune: Commune, today: date) -> None:
        self.commune, self.today = commune, today
        self.period = Period(date(today.year, 1, 1), today)

    def answer(self, prefill: str) -> Known | None:
        head, _colon, rest = prefill.partition(":")
        ways: Mapping[str, Callable[[str], Known | None]] = {
            "villages": self._villages,
            "villages_without_signal": self._without_signal,
            "plan_in_force": self._plan,
            "role": self._role,
            "value": self._value,
            "ratio": self._ratio,
            "item": self._item,
        }
        return ways[head](rest)

    @cached_property
    def villages(self) -> list[bool | None]:
        rows = Village.objects.of(self.commune).filter(closed_at=None)
        return list(rows.values_list("has_signal", flat=True))

    @cached_property
    def numbers(self) -> dict[str, Figure]:
        prefills = [question.prefill for question in tables().questions.values()]
        kept = [
            each.partition(":")[2] for each in prefills if each.startswith(("value:", "ratio:"))
        ]
        codes = {code for each in kept for code in each.split("/")}
        return indicators.known_numbers(self.commune, codes, self.period, self.today)

    @cached_property
    def percents(self) -> dict[str, Decimal]:
        rows = indicators.item_points(self.commune, PACK, year_of(self.today), self.today)
        return {row.code: row.percent for row in rows if row.percent is not None}

    def _villages(self, _rest: str) -> Known | None:
        if not self.villages:
            return None
        return Known(Decimal(len(self.villages)), _("Danh mục thôn"))

    def _without_signal(self, _rest: str) -> Known | None:
        """One village nobody has said anything of, and the number is not known."""
        if not self.villages or None in self.villages:
            return None
        return Known(Decimal(self.villages.count(False)), _("Danh mục thôn"))

    def _plan(self, _rest: str) -> Known | None:
        plan = plans.plan_in_force(self.commune, self.today.year)
        if plan is None:
            return None
        return Known(Decimal(1), " ".join([_("Kế hoạch"), plan.number or plan.title]))

    def _role(self, role: str) -> Known | None:
        """Somebody who holds the role is a yes; nobody in the list does not yet mean no."""
        holder = holders_of(self.commune, role, self.today).first()
        if holder is None:
            return None
        words = {"role": _(all_roles()[role].label), "name": holder.full_name}
        return Known(Decimal(1), _("Danh sách cán bộ: %(role)s") % words)

    def _value(self, code: str) -> Known | None:
        figure = self.numbers.get(code)
        if figure is None or figure.number is None:
            return None
        return Known(figure.number, _told(figure))

    def _ratio(self, codes: str) -> Known | None:
        """Of another day, or a part larger than the whole: then a person has to say."""
        part, whole = (self.numbers.get(code) for code in codes.split("/"))
        if part is None or whole is None or not whole.number or part.number is None:
            return None
        share = (part.number / whole.number * 100).quantize(TENTH)
        return Known(share, _told(part)) if 0 <= share <= 100 else None

    def _item(self, code: str) -> Known | None:
        percent = self.percents.get(code)
        if percent is None:
            return None
        source = _("Bộ chỉ số, mục %(code)s") % {"code": code}
        return Known(Decimal(1) if percent >= 100 else Decimal(0), source)


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def _told(figure: Figure) -> str:
    day = write_date(figure.as_of)
    if not figure.source:
        return _("Chỉ số, tính đến %(day)s") % {"day": day}
    return _("Chỉ số: %(source)s, tính đến %(day)s") % {"source": figure.source, "day": day}
