"""Villages and their class: the table one prints, one village, the officer's word, the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law.queries import texts_in_force
from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.units.models import Village
from xaso.lib.numbers import write_number
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.rulings import RulingForm
from xaso.modules.coverage.queries.judging import Judged, judged, rulings_of
from xaso.modules.coverage.ranking import dead_zones, weight_name, weights_on
from xaso.modules.coverage.rulebook import Rules
from xaso.modules.coverage.rules import CLASSES
from xaso.modules.coverage.scales import LEVELS
from xaso.modules.coverage.words import (
    Cell,
    ClassChip,
    cells_of,
    class_chip,
    summary_of,
)

from .ruled import Ruled


@dataclass(frozen=True)
class Line:
    row: Judged
    cells: list[Cell]
    found: ClassChip
    holds: ClassChip
    places: str
    """Names of those that made the rule say so."""


class VillageTable(Ruled, TextPage):
    right = "coverage.read"
    template_name = "coverage/villages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, rules = self.rules.day, self.rules
        rows = judged(self.actor.commune, rules)
        asked = self.request.GET.get("loc", "")
        chosen = [row for row in rows if asked not in CLASSES or row.class_name == asked]
        chosen.sort(key=lambda row: list(CLASSES).index(row.class_name))
        return super().get_context_data(
            title=_t("Vùng sóng các thôn"),
            lines=[line_of(row, rules) for row in chosen],
            filters=self._filters(rows, asked),
            operators=rules.operators,
            has_places=any(row.places for row in rows),
            dead_count=len(dead_zones(rows, weights_on(self.actor.commune, today), rules)),
            today=today,
            levels=[(number, word) for number, word in LEVELS.items()],
            may_survey=self.actor.may("coverage.enter"),
            **rule_words(rules),
            **kwargs,
        )

    def _filters(self, rows: list[Judged], asked: str) -> list[FilterLink]:
        counts = {code: sum(row.class_name == code for row in rows) for code in CLASSES}
        return [
            FilterLink(_t("Tất cả"), address(self.request, loc=""), asked == "", len(rows)),
            *(
                FilterLink(str(word), address(self.request, loc=code), asked == code, counts[code])
                for code, word in CLASSES.items()
            ),
        ]


class VillagePage(Ruled, TextPage):
    right = "coverage.read"
    template_name = "coverage/village.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village, rules = _open_village(self), self.rules
        (row,) = judged(self.actor.commune, rules, [village.pk])
        return super().get_context_data(
            title=capfirst(str(village)),
            line=line_of(row, rules),
            places=[(place, summary_of(cells_of(states, rules))) for place, states in row.places],
            rulings=[(each, _ruled(each.class_name)) for each in rulings_of(village)],
            may_write=self.actor.may("coverage.write"),
            may_survey=self.actor.may("coverage.enter"),
            **rule_words(rules),
            **kwargs,
        )


class OverrideClass(Ruled, ActionPage):
    right = "coverage.write"
    form_class = RulingForm
    template_name = "coverage/override.html"
    action = actions.override_class
    title = _("Kết luận của xã")
    done_message = _("Đã ghi kết luận. Điều quy tắc tính ra vẫn hiện bên cạnh.")

    @cached_property
    def village(self) -> Village:
        return _open_village(self)

    def given(self) -> dict[str, Any]:
        return {"village_id": self.village.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (row,) = judged(self.actor.commune, self.rules, [self.village.pk])
        return super().get_context_data(
            village=self.village,
            line=line_of(row, self.rules),
            cancel_url=self.next_url(None),
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        return reverse("coverage:village", args=[self.village.pk])


class Ranking(Ruled, TextPage):
    right = "coverage.read"
    template_name = "coverage/ranking.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, rules = self.rules.day, self.rules
        rows = judged(self.actor.commune, rules)
        weights = weights_on(self.actor.commune, today)
        return super().get_context_data(
            title=_t("Xếp hạng điểm không sóng"),
            zones=dead_zones(rows, weights, rules),
            weights=[(weight_name(code), write_number(each))
                     for code, each in weights.by_code.items()],
            weights_version=weights.version,
            today=today,
            **rule_words(rules),
            **kwargs,
        )  # fmt: skip


def line_of(row: Judged, rules: Rules) -> Line:
    centre = row.centre
    return Line(
        row,
        cells_of(centre[1] if centre else {}, rules),
        class_chip(row.finding.class_name),
        class_chip(row.class_name),
        ", ".join(place.name for place in row.found_places),
    )


def rule_words(rules: Rules) -> dict[str, Any]:
    """What stands under every table: which rule, from when, whether anybody has confirmed it."""
    rule = rules.village
    basis = next(iter(texts_in_force([rule.basis], on=rules.day)), None)
    return {"rule": rule, "basis": basis, "rules": rules}


def _ruled(code: str) -> str:
    return capfirst(str(CLASSES[code])) if code else _t("Trả lại theo quy tắc")


def _open_village(page: Any) -> Village:
    return Village.objects.of(page.actor.commune).get(pk=page.kwargs["pk"], closed_at=None)
