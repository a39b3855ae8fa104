"""Tôi đã trích xuất: noted by one press, taken back on the same day."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import NothingForm
from xaso.core.ui.notices import tell
from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.systems import actions
from xaso.modules.systems.forms.holding import ExportForm
from xaso.modules.systems.models import ExportTaken, System
from xaso.modules.systems.rhythm import period_words, periods_offered

from .steps import SystemStep


class NoteExport(SystemStep):
    right = "systems.export"
    form_class = ExportForm
    template_name = "systems/export.html"
    action = actions.note_export
    title = _("Tôi đã trích xuất")
    submit_label = _("Ghi đã trích xuất")

    def get_form_kwargs(self) -> dict[str, Any]:
        codes = periods_offered(self.system.every, timezone.localdate())
        return {
            **super().get_form_kwargs(),
            "periods": [(code, period_words(code)) for code in codes],
        }

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def done(self, result: ExportTaken) -> HttpResponse:
        system = System.objects.of(self.actor.commune).get(pk=result.system_id)
        said = _t("Đã ghi lần trích xuất.")
        if system.due_date:
            said = _t("Đã ghi lần trích xuất. Lần tới: %(day)s.") % {
                "day": vn_day(system.due_date)
            }
        undo = reverse("systems:take-back", args=[result.pk])
        tell(self.request, said, undo=undo)
        return redirect(self.next_url(result))


class TakeBackExport(SystemStep):
    right = "systems.export"
    form_class = NothingForm
    action = actions.take_back_export
    title = _("Rút lại lần trích xuất ghi nhầm")
    submit_label = _("Rút lại")
    done_message = _("Đã rút lại. Hạn tính như trước lần ấy.")

    @cached_property
    def export(self) -> ExportTaken:
        rows = ExportTaken.objects.of(self.actor.commune).select_related("system")
        return rows.get(pk=self.kwargs["pk"])

    @cached_property
    def system(self) -> System:
        return self.export.system

    def given(self) -> dict[str, Any]:
        return {"export_id": self.export.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _t("Lần ghi ngày %(day)s.") % {"day": vn_day(self.export.day)}
        return super().get_context_data(said=said, **kwargs)
