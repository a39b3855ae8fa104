"""Visits on paper: the sheet that is printed, and its lines typed in; messages come the same way."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.residents.queries import reached_villages
from xaso.core.ui.notices import tell
from xaso.modules.teams import actions
from xaso.modules.teams.codes import OUTCOME, REASON, SERVICE, CodeBook
from xaso.modules.teams.forms.sheets import SheetForm
from xaso.modules.teams.models import Message, VisitSource
from xaso.modules.teams.one_line import Keys
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.messages import waiting_messages

EMPTY_ROWS = 15


class EnterVisits(ActionPage):
    right = "teams.log"
    form_class = SheetForm
    action = actions.enter_visits
    template_name = "teams/visits_entry.html"
    title = _("Gõ phiếu lượt hỗ trợ")
    submit_label = _("Ghi các lượt")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "villages": reached_villages(self.actor),
            "book": code_book(self.actor.commune),
            "today": timezone.localdate(self.message.sent_at if self.message else None),
        }

    @cached_property
    def message(self) -> Message | None:
        try:
            asked = UUID(self.request.GET.get("tin", ""))
        except ValueError:
            return None
        return waiting_messages(self.actor).filter(pk=asked).first()

    def get_initial(self) -> dict[str, Any]:
        """Of a message: what it says, to be put right."""
        message = self.message
        if message is None:
            return {**super().get_initial(), "village": self.request.GET.get("thon", "")}
        return {
            "sheet": message.pk,
            "village": str(message.member.team.village_id) if message.member else "",
            "source": VisitSource.SMS,
            "text": message.text,
        }

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(cancel_url=reverse("teams:visits"), **kwargs)
        return {**context, **legend(code_book(self.actor.commune))}

    def done(self, result: int) -> HttpResponse:
        tell(self.request, _t("Đã ghi %(count)d lượt hỗ trợ.") % {"count": result})
        return super().done(result)

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:messages" if self.request.GET.get("tin") else "teams:visits")


class BlankSheet(TextPage):
    """To be taken along where there is no phone; it holds nobody's name."""

    right = "teams.log"
    template_name = "teams/visits_sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = reached_villages(self.actor).get(pk=self.kwargs["pk"])
        return super().get_context_data(
            title=_t("Phiếu ghi lượt hỗ trợ: %(village)s") % {"village": capfirst(str(village))},
            village=village,
            rows=range(1, EMPTY_ROWS + 1),
            **legend(code_book(self.actor.commune)),
            **kwargs,
        )


def legend(book: CodeBook) -> dict[str, list[tuple[str, str]]]:
    """What each number and letter says, of those that may be chosen today."""
    keys, today = Keys.of(book), timezone.localdate()
    lists = (("services", SERVICE), ("outcomes", OUTCOME), ("reasons", REASON))
    return {
        name: [
            (key, str(book.label(which, code)))
            for key, code in getattr(keys, name).items()
            if (found := book.find(which, code)) and found.is_used_on(today)
        ]
        for name, which in lists
    }
