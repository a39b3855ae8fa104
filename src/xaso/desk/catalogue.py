"""The national list: provinces, and communes found by any name they ever had."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.core.units.models import Province
from xaso.core.units.search import search_communes

MOST_SHOWN = 120


class Catalogue(TextPage):
    right = "units.read"
    template_name = "desk/units/catalogue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()
        province = Province.objects.filter(pk=self.request.GET.get("tinh", "")).first()
        asked = bool(typed or province)
        code = province.pk if province else ""
        return super().get_context_data(
            title=_t("Danh mục đơn vị hành chính"),
            typed=typed,
            province=province,
            found=search_communes(typed, province=code, limit=MOST_SHOWN) if asked else [],
            asked=asked,
            provinces=Province.objects.annotate(communes=Count("commune")).order_by("pk"),
            **kwargs,
        )
