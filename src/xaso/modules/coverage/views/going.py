"""Before somebody goes where there is no signal: which villages, what to print, a sheet to write on."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.core.units.models import Village
from xaso.modules.coverage.going import trips
from xaso.modules.coverage.models import DayPart
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.queries.places import measured
from xaso.modules.coverage.scales import LEVELS
from xaso.modules.coverage.words import class_chip, level_text

from .ruled import Ruled
from .villages import rule_words

EMPTY_ROWS = 4
"""For places nobody has written down yet."""


class BeforeGoing(Ruled, TextPage):
    right = "coverage.read"
    template_name = "coverage/going.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = trips(judged(self.actor.commune, self.rules), self.rules)
        return super().get_context_data(
            title=_t("Trước khi đi nơi không sóng"),
            trips=[
                (trip, class_chip(trip.row.class_name),
                 [(each, level_text(each.level)) for each in trip.catches[:3]])
                for trip in found
            ],
            reads_households=self.actor.may("residents.read"),
            reads_campaigns=self.actor.may("campaigns.read"),
            today=self.rules.day,
            **rule_words(self.rules),
            **kwargs,
        )  # fmt: skip


class BlankSheet(Ruled, TextPage):
    """The places of one village by operators, to be filled in by hand and typed afterwards."""

    right = "coverage.read"
    template_name = "coverage/blank_sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = Village.objects.of(self.actor.commune).get(pk=self.kwargs["pk"], closed_at=None)
        places = list(measured(self.actor).filter(village=village))
        return super().get_context_data(
            title=_t("Phiếu đo sóng: %(village)s") % {"village": capfirst(str(village))},
            village=village,
            places=places,
            empty=range(EMPTY_ROWS),
            operators=self.rules.operators,
            levels=[(level, word) for level, word in LEVELS.items()],
            parts=[word for _code, word in DayPart.choices],
            **kwargs,
        )
