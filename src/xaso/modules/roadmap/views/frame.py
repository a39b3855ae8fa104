"""What all pages of the model share: the row of doors, one small step."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t

from xaso.core.pages.addresses import FilterLink
from xaso.core.pages.pages import ActionPage
from xaso.core.ui.notices import tell
from xaso.modules.roadmap.catalogue import tables


def tabs(request: HttpRequest) -> list[FilterLink]:
    doors = (
        (_t("Tổng quan"), "roadmap:home"),
        (_t("Viên gạch"), "roadmap:blocks"),
        (_t("Kiểm tra nhận thức"), "roadmap:awareness"),
    )
    links = [(label, reverse(name)) for label, name in doors]
    return [FilterLink(label, url, is_current=url == request.path) for label, url in links]


def edition_words() -> str:
    limits = tables().limits
    return _t("Bản %(edition)s, %(label)s") % {"edition": limits.edition, "label": limits.label}


class Step(ActionPage):
    """One action, one sentence, on to the next page."""

    right = "roadmap.write"
    template_name = "roadmap/step.html"
    lead: Any = ""
    sentence: Any = ""

    def back_url(self) -> str:
        return reverse("roadmap:home")

    def said(self, result: Any) -> str:
        return str(self.sentence)

    def undo_url(self, result: Any) -> str:
        return ""

    def done(self, result: Any) -> HttpResponse:
        tell(self.request, self.said(result), undo=self.undo_url(result))
        return redirect(self.next_url(result))

    def next_url(self, result: Any) -> str:
        return self.back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"lead": self.lead, "cancel_url": self.back_url()}
        return super().get_context_data(**{**given, **kwargs})
