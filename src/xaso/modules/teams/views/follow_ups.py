"""What visits left to be looked after: who must, by which day, and how it ended."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ListPage
from xaso.lib.dates import write_date
from xaso.modules.teams import actions
from xaso.modules.teams.forms.visits import FollowUpForm
from xaso.modules.teams.models import FollowBy, Visit
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.visits import to_follow
from xaso.modules.teams.visit_words import lines_words

from .visits import VisitStep


class FollowUpList(ListPage):
    right = "teams.read"
    model = Visit
    template_name = "teams/follow_ups.html"
    order = ("follow_date", "pk")
    page_size = 30

    def get_queryset(self) -> QuerySet[Visit]:
        rows = to_follow(self.actor)
        if self.who:
            rows = rows.filter(follow_by=self.who)
        return rows.order_by(*self.order)

    @property
    def who(self) -> str:
        asked = self.request.GET.get("ai", "")
        return asked if asked in FollowBy.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        book = code_book(self.actor.commune)
        return {
            **context,
            "title": _t("Cần theo dõi"),
            "lines": [
                (row, *_chip(row), capfirst(lines_words(row, book)))
                for row in context["slice"].rows
            ],
            "filters": self._filters(),
            "may_log": self.actor.may("teams.log"),
        }

    def _filters(self) -> list[FilterLink]:
        words = (("", _t("Tất cả")), *FollowBy.choices)
        return [
            FilterLink(str(word), address(self.request, ai=code), code == self.who)
            for code, word in words
        ]


class FinishFollowUp(VisitStep):
    form_class = FollowUpForm
    template_name = "teams/visit_step.html"
    action = actions.finish_follow_up
    title = _("Ghi đã theo dõi")
    submit_label = _("Ghi đã theo dõi")
    done_message = _("Đã ghi kết quả theo dõi.")

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        return {"visit_id": self.visit.pk, "at": timezone.now()}

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:follow-ups")


def _chip(visit: Visit) -> tuple[str, str]:
    due = visit.follow_date
    if due is None:
        return "todo", ""
    said = _t("Trước ngày %(day)s") % {"day": write_date(due)}
    return ("late" if due < timezone.localdate() else "todo"), said
