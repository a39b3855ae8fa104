"""Số liệu thôn: what villages reported in a month, approved, for everybody."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.postgres.context import commune_context
from xaso.core.units.models import Commune
from xaso.modules.teams import public as teams


class VillageNumbers(TextPage):
    public = True
    template_name = "portal/villages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = Commune.objects.filter(opened_at__isnull=False)
        commune = opened.get(pk=self.kwargs["commune_code"])
        with commune_context(commune):
            months = teams.months_open(commune, timezone.localdate())
            asked = self.request.GET.get("thang", "")
            chosen = next((each for each in months if each.code == asked), None)
            month = chosen or (months[0] if months else None)
            board = teams.villages_public(commune, month) if month else None
        links = [
            FilterLink(each.words, address(self.request, thang=each.code), each == month)
            for each in months
        ]
        return super().get_context_data(
            title=_("Số liệu các thôn"), commune=commune, board=board, filters=links, **kwargs
        )
