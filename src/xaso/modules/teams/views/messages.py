"""Messages of teams: what came, what it says, written down at once or put by."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, ListPage
from xaso.core.privacy.masks import shown
from xaso.core.residents.queries import reached_villages
from xaso.core.ui.notices import tell
from xaso.modules.teams import actions
from xaso.modules.teams.forms.messages import PutByForm, WriteForm, as_sheet
from xaso.modules.teams.models import Message, MessageState
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.messages import reached_messages, waiting_messages

MOST_AT_ONCE = 50
SHOWN = {"": MessageState.WAITING, "da-ghi": MessageState.WRITTEN, "bo": MessageState.PUT_BY}


class Reader:
    """What the messages of one page say; the lists are asked for once."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.villages = list(reached_villages(actor))
        self.book = code_book(actor.commune)

    def who(self, message: Message) -> str:
        if message.member is None:
            number = shown(self.actor, message, "sender")
            return _t("Số lạ %(number)s") % {"number": number}
        place = capfirst(str(message.member.team.village))
        return f"{message.member.full_name}, {place}"

    def said(self, message: Message) -> tuple[str, list[dict[str, Any]]]:
        """In words, and the visits; none where it is not understood."""
        if message.member is None:
            return _t("Chưa rõ của thôn nào."), []
        sheet = as_sheet(message, self.villages, self.book)
        if sheet.is_valid():
            visits = sheet.cleaned_data["visits"]
            count = len(visits)
            return ngettext("%(n)d lượt", "%(n)d lượt", count) % {"n": count}, visits
        return " ".join(str(each) for errors in sheet.errors.values() for each in errors), []


class MessageList(ListPage):
    right = "teams.log"
    model = Message
    template_name = "teams/messages.html"
    order = ("-came_at", "pk")
    page_size = 30

    @property
    def asked(self) -> str:
        said = self.request.GET.get("loc", "")
        return said if said in SHOWN else ""

    def get_queryset(self) -> QuerySet[Message]:
        rows = reached_messages(self.actor).filter(state=SHOWN[self.asked])
        return rows.order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["slice"].rows
        reader = Reader(self.actor) if rows else None
        lines = [self._line(reader, row) for row in rows if reader]
        return {
            **context,
            "title": _t("Tin nhắn của tổ"),
            "lines": lines,
            "understood": sum(is_understood for _row, _who, _said, is_understood in lines),
            "filters": [
                FilterLink(word, address(self.request, loc=code), code == self.asked)
                for code, word in (
                    ("", _t("Chờ ghi")),
                    ("da-ghi", _t("Đã ghi")),
                    ("bo", _t("Đã bỏ")),
                )
            ],
        }

    def _line(self, reader: Reader, row: Message) -> tuple[Message, str, str, bool]:
        if row.state != MessageState.WAITING:
            return row, reader.who(row), row.reason or str(row.get_state_display()), False
        words, visits = reader.said(row)
        return row, reader.who(row), words, bool(visits)


class WriteMessages(ActionPage):
    """Those that are understood are ticked already."""

    right = "teams.log"
    form_class = WriteForm
    action = actions.write_messages
    template_name = "teams/message_step.html"
    title = _("Ghi các tin đã hiểu")
    submit_label = _("Ghi thành lượt hỗ trợ")

    @cached_property
    def understood(self) -> dict[str, tuple[str, Any]]:
        reader, found = Reader(self.actor), {}
        for row in waiting_messages(self.actor).order_by("came_at", "pk")[:MOST_AT_ONCE]:
            _words, visits = reader.said(row)
            if visits:
                found[str(row.pk)] = (f"{reader.who(row)}: {row.text}", visits)
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "understood": self.understood}

    def get_initial(self) -> dict[str, Any]:
        return {"chosen": list(self.understood)}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("teams:messages"), **kwargs)

    def done(self, result: int) -> HttpResponse:
        tell(self.request, _t("Đã ghi %(count)d lượt hỗ trợ.") % {"count": result})
        return super().done(result)

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:messages")


class PutMessageBy(ActionPage):
    right = "teams.log"
    form_class = PutByForm
    action = actions.put_message_by
    template_name = "teams/message_step.html"
    title = _("Bỏ tin nhắn này")
    submit_label = _("Bỏ tin")
    done_message = _("Đã bỏ. Tin vẫn xem được ở mục Đã bỏ trong 90 ngày.")

    @cached_property
    def message(self) -> Message:
        return waiting_messages(self.actor).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"message_id": self.message.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            said=self.message.text, cancel_url=reverse("teams:messages"), **kwargs
        )

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:messages")
