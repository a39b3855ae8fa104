"""Looking under a mask, and the list of who has looked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.pages.keyset import short_count
from xaso.core.pages.pages import ListPage
from xaso.core.pages.workbook import Column
from xaso.core.people.models import Account
from xaso.core.privacy.actions import read_private
from xaso.core.privacy.forms import ReasonForm
from xaso.core.privacy.masks import shown
from xaso.core.privacy.queries import most_reads, private_reads
from xaso.core.privacy.words import field_words, reason_words
from xaso.core.rights.actor import Actor
from xaso.lib.dates import day_start, write_date

from .account_changes import PersonAction
from .lists import Choice, links

LAST_WEEK, ALL = "truoc", "tat-ca"


class PersonPhone(PersonAction):
    """Shown once, in the answer itself: it stands in no address and no browser keeps the page."""

    right = "privacy.reveal"
    form_class = ReasonForm
    template_name = "desk/privacy/phone.html"
    title = _("Xem số điện thoại")
    submit_label = _("Xem số")

    @staticmethod
    @transaction.atomic
    def action(*, actor: Actor, account_id: UUID, reason: str) -> str:
        account = Account.objects.of(actor.commune).get(pk=account_id)
        return read_private(actor=actor, row=account, fields=["phone"], reason=reason)["phone"]

    def done(self, result: str) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(phone=result))
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        masked = shown(self.actor, self.account, "phone")
        return super().get_context_data(masked=masked, **kwargs)


class PrivateReads(ListPage):
    right = "privacy.review"
    template_name = "desk/privacy/reads.html"
    order = ("-number",)
    page_size = 30
    export_name = "xem-du-lieu-rieng"
    columns = (
        Column(_("Lúc"), lambda event: _moment(event), 18),
        Column(_("Người xem"), lambda event: event.who or "", 26),
        Column(_("Xem gì"), lambda event: field_words(event.data["fields"]), 22),
        Column(_("Của ai"), lambda event: event.whose or "", 26),
        Column(_("Để làm gì"), lambda event: reason_words(event.data["reason"]), 30),
    )

    def get_queryset(self) -> QuerySet[Event]:
        rows = private_reads(self.actor.commune)
        if self.chosen != ALL:
            begin = self.week
            until = day_start(begin + timedelta(days=7))
            rows = rows.filter(recorded_at__gte=day_start(begin), recorded_at__lt=until)
        if self.person:
            rows = rows.filter(actor_id=self.person)
        return rows.order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        choices = (
            Choice("", _t("Tuần này")),
            Choice(LAST_WEEK, _t("Tuần trước")),
            Choice(ALL, _t("Tất cả")),
        )
        return {
            **context,
            "title": _t("Ai đã xem dữ liệu riêng"),
            "span": self.span(),
            "filters": links(self.request, "tuan", choices),
            "lines": [_line(event) for event in context["slice"].rows],
            "count": short_count(self.get_queryset()),
            "people": most_reads(self.get_queryset()),
            "person": self.person,
        }

    def span(self) -> str:
        if self.chosen == ALL:
            return ""
        end = self.week + timedelta(days=6)
        return _t("Từ %(begin)s đến %(end)s.") % {
            "begin": write_date(self.week),
            "end": write_date(end),
        }

    @property
    def chosen(self) -> str:
        return self.request.GET.get("tuan", "")

    @property
    def person(self) -> UUID | None:
        """A filter that makes no sense counts as no filter."""
        try:
            return UUID(self.request.GET.get("nguoi", ""))
        except ValueError:
            return None

    @cached_property
    def week(self) -> date:
        """The Monday it begins with."""
        today = timezone.localdate()
        back = 7 if self.chosen == LAST_WEEK else 0
        return today - timedelta(days=today.weekday() + back)


def _line(event: Any) -> dict[str, Any]:
    return {
        "at": event.recorded_at,
        "who": event.who or _t("Hệ thống"),
        "what": field_words(event.data["fields"]),
        "whose": event.whose or "…",
        "reason": reason_words(event.data["reason"]),
    }


def _moment(event: Event) -> str:
    local = timezone.localtime(event.recorded_at)
    return f"{write_date(local)} {local:%H:%M}"
