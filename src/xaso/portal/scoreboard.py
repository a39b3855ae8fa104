"""Bảng điểm: what a commune shows everybody of its indicators."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from xaso.core.pages.pages import TextPage
from xaso.core.postgres.context import commune_context
from xaso.core.units.models import Commune
from xaso.modules.indicators import public as indicators


class Scoreboard(TextPage):
    public = True
    template_name = "portal/scoreboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = Commune.objects.filter(opened_at__isnull=False)
        commune = opened.get(pk=self.kwargs["commune_code"])
        with commune_context(commune):
            board = indicators.public_scoreboard(commune)
        return super().get_context_data(
            title=_("Bảng điểm chuyển đổi số"), commune=commune, board=board, **kwargs
        )
