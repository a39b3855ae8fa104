"""Before somebody goes where there is no signal: which villages, what to print, a sheet to write on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.core.units.models import Village
from xaso.modules.coverage.going import trips
from xaso.modules.coverage.models import DayPart
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.queries.places import measured
from xaso.modules.coverage.scales import LEVELS, operators
from xaso.modules.coverage.words import class_chip, level_text

from .villages import rule_words

EMPTY_ROWS = 4
"""For places nobody has written down yet."""


class BeforeGoing(TextPage):
    right = "coverage.read"
    template_name = "coverage/going.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        found = trips(judged(self.actor.commune, today), today)
        return super().get_context_data(
            title=_t("Trước khi đi nơi không sóng"),
            trips=[
                (trip, class_chip(trip.row.class_name),
                 [(each, level_text(each.level)) for each in trip.catches[:3]])
                for trip in found
            ],
            reads_households=self.actor.may("residents.read"),
            reads_campaigns=self.actor.may("campaigns.read"),
            today=today,
            **rule_words(today),
            **kwargs,
        )  # fmt: skip


class BlankSheet(TextPage):
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
            operators=operators(timezone.localdate()),
            levels=[(level, word) for level, word in LEVELS.items()],
            parts=[word for _code, word in DayPart.choices],
            **kwargs,
        )
