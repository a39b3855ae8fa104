"""Tìm: one box over everything a person may open."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.core.search.finding import by_kind, of_one_kind, with_this_code
from xaso.core.search.kinds import kinds_for
from xaso.core.search.words import MOST_TYPED, Asked, asked

PAGE_SIZE = 25


class Search(TextPage):
    right = "search.find"
    template_name = "desk/search.html"
    keeps_forms = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()[:MOST_TYPED]
        wanted = asked(typed)
        found = self.one_kind(wanted) if self.request.GET.get("loai") else self.all_kinds(wanted)
        return super().get_context_data(
            title=_t("Tìm"),
            typed=typed,
            wanted=wanted,
            labels=[kind.label for kind in kinds_for(self.actor)],
            **found,
            **kwargs,
        )

    def all_kinds(self, wanted: Asked) -> dict[str, Any]:
        exact = with_this_code(self.actor, wanted)
        groups = by_kind(self.actor, wanted)
        return {"exact": exact, "groups": groups, "is_empty": not exact and not groups}

    def one_kind(self, wanted: Asked) -> dict[str, Any]:
        name, after = self.request.GET["loai"], self.request.GET.get("sau", "")
        page = of_one_kind(self.actor, name, wanted, after, PAGE_SIZE)
        if page is None:
            raise Http404
        return {
            "kind": page.kind,
            "hits": page.hits,
            "slice": page.slice,
            "is_empty": not page.hits,
        }
