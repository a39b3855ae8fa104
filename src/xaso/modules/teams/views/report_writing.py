"""A village writes its month down; the office types what it was told on the phone."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholePage
from xaso.core.residents.queries import reached_villages
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.forms.reports import ReportEntryForm, shown_of
from xaso.modules.teams.models import ReportCell, VillageReport
from xaso.modules.teams.months import Month, month_of, month_typed
from xaso.modules.teams.queries.closed_months import why_closed
from xaso.modules.teams.queries.report_book import due_date, report_book
from xaso.modules.teams.queries.reports import (
    Offer,
    cells_of,
    newest,
    numbers_before,
    offers_of,
)
from xaso.modules.teams.report_book import FIRST_FORM, Form, Item
from xaso.modules.teams.report_words import sees_guarded, source_url


class WriteReport(WholePage):
    right = "teams.report"
    form_class = ReportEntryForm
    action = actions.save_report
    saved_by = "report.saved"
    template_name = "teams/report_form.html"
    submit_label = _("Lưu, xem lại trước khi gửi")
    done_message = _("Đã lưu nháp. Xem lại rồi bấm gửi lên xã.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the office holds is read, not written; nobody fills in what is refused at the end."""
        if self.report and not self.report.is_open:
            return redirect(self.report.get_absolute_url())
        if not self.report and (why := self._why_closed()):
            messages.warning(request, why)
            return redirect(f"{reverse('teams:reports')}?thang={self.month.code}")
        return super().get(request, *args, **kwargs)

    def _why_closed(self) -> str:
        form, now = self.form_chosen.code, timezone.now()
        return why_closed(self.actor, form, self.month, now)

    @cached_property
    def village(self) -> Village:
        return reached_villages(self.actor).get(pk=self.kwargs["pk"])

    @cached_property
    def month(self) -> Month:
        now = month_of(timezone.localdate())
        asked = month_typed(self.request.GET.get("thang", ""))
        return asked if asked and asked.first <= now.first else now

    @cached_property
    def form_chosen(self) -> Form:
        found = report_book(self.actor.commune).get(self.request.GET.get("bieu", FIRST_FORM))
        if found is None or not found.is_used_in(self.month.first):
            raise Http404
        return found

    @cached_property
    def items(self) -> list[Item]:
        return self.form_chosen.items_in(self.month.first)

    @cached_property
    def report(self) -> VillageReport | None:
        return newest(self.village, self.form_chosen.code, self.month)

    @cached_property
    def cells(self) -> dict[str, ReportCell]:
        return cells_of([self.report])[self.report.pk] if self.report else {}

    @cached_property
    def offers(self) -> dict[str, Offer]:
        before = numbers_before(self.village, self.form_chosen.code, self.month)
        return offers_of(self.village, self.items, before, self.month, timezone.localdate())

    def belongs_to(self) -> models.Model:
        return self.village

    def makes_new(self) -> bool:
        return self.report is None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": self.items, "offers": self.offers}

    def get_initial(self) -> dict[str, Any]:
        return shown_of(
            self.items,
            self.cells,
            self.offers,
            is_new=self.report is None,
            shows_guarded=sees_guarded(self.actor, self.report),
        )

    def given(self) -> dict[str, Any]:
        return {
            "village_id": self.village.pk,
            "form": self.form_chosen.code,
            "month": self.month,
            "at": timezone.now(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(
            thing=self.report,
            report=self.report,
            place=capfirst(str(self.village)),
            month=self.month,
            due=due_date(self.actor.commune, self.month),
            rows=[],
            is_office=self.actor.village_ids is None,
            may_take_all=any(not offer.is_counted for offer in self.offers.values()),
            cancel_url=self.report.get_absolute_url()
            if self.report
            else f"{reverse('teams:reports')}?thang={self.month.code}",
            **kwargs,
        )
        words = {"name": self.form_chosen.name, "month": self.month.words.lower()}
        found["title"] = _t("%(name)s, %(month)s") % words
        found["rows"] = [self._row(*row) for row in found["form"].rows]
        return found

    def _row(self, item: Item, number: Any, tick: Any, note: Any) -> dict[str, Any]:
        cell = self.cells.get(item.code)
        offer = self.offers.get(item.code)
        is_counted = offer is not None and offer.is_counted
        hidden = item.is_guarded and cell is not None and cell.guarded is not None
        return {
            "item": item,
            "number": number,
            "tick": tick,
            "note": note,
            "comment": cell.comment if cell else "",
            "url": source_url(item.source, self.village, self.month) if is_counted else "",
            "is_kept": hidden and not sees_guarded(self.actor, self.report),
        }
