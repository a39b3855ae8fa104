"""What people of a team open first: write a visit down, and those of before."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.kit import held_now
from xaso.modules.teams.queries.owed_reports import owed_reports
from xaso.modules.teams.queries.teams import LIVING, reached_teams
from xaso.modules.teams.queries.visits import COUNTING, visit_rows
from xaso.modules.teams.report_words import chip_of as chip_of_report
from xaso.modules.teams.visit_words import chip_of, lines_words

SHOWN = 10


class OwnTeam(TextPage):
    right = "teams.village"
    template_name = "teams/own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        book = code_book(self.actor.commune)
        rows = visit_rows(self.actor).filter(COUNTING).order_by("-day", "-at", "pk")[:SHOWN]
        teams = reached_teams(self.actor).filter(LIVING).order_by("village__name_folded", "pk")
        return super().get_context_data(
            title=_t("Tổ của tôi"),
            teams=list(teams),
            reports=[
                (each, chip_of_report(each.report, each.due, today))
                for each in owed_reports(self.actor, today)
            ],
            held=list(held_now(self.actor)),
            today=today,
            may_report=self.actor.may("teams.report"),
            lines=[(row, chip_of(row, book), capfirst(lines_words(row, book))) for row in rows],
            **kwargs,
        )
