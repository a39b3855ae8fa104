"""What villages are asked each month, and by which day."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.modules.teams import actions
from xaso.modules.teams.forms.report_forms import (
    EndItemForm,
    OwnFormForm,
    OwnItemForm,
    ReportDayForm,
)
from xaso.modules.teams.models import OwnItem
from xaso.modules.teams.months import month_of
from xaso.modules.teams.queries.report_book import due_date, report_book


class ReportForms(TextPage):
    right = "teams.read"
    template_name = "teams/report_forms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = month_of(timezone.localdate())
        own = {row.code: row for row in OwnItem.objects.of(self.actor.commune)}
        forms = report_book(self.actor.commune).values()
        return super().get_context_data(
            title=_t("Biểu báo cáo của thôn"),
            forms=[
                (
                    form,
                    form.edition_in(max(month.first, form.first)),
                    [(item, own.get(item.code)) for item in form.items],
                )
                for form in forms
            ],
            due=due_date(self.actor.commune, month),
            may_write=self.actor.may("teams.write"),
            **kwargs,
        )


class FormStep(ActionPage):
    right = "teams.write"
    template_name = "teams/report_form_step.html"

    def get_initial(self) -> dict[str, Any]:
        return {"first_month": month_of(timezone.localdate())}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": reverse("teams:report-forms"), **kwargs})

    def next_url(self, result: Any) -> str:
        del result
        return reverse("teams:report-forms")


class AddForm(FormStep):
    form_class = OwnFormForm
    action = actions.add_form
    title = _("Thêm biểu của xã")
    submit_label = _("Thêm biểu")
    done_message = _("Đã thêm biểu. Thêm tiếp các mục của biểu.")


class AddItem(FormStep):
    form_class = OwnItemForm
    action = actions.add_item
    title = _("Thêm mục vào biểu")
    submit_label = _("Thêm mục")
    done_message = _("Đã thêm mục.")

    def get_form_kwargs(self) -> dict[str, Any]:
        known = report_book(self.actor.commune).values()
        choices = [(form.code, form.name) for form in known]
        return {**super().get_form_kwargs(), "forms_known": choices}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "form": self.request.GET.get("bieu", "")}


class EndItem(FormStep):
    form_class = EndItemForm
    action = actions.end_item
    title = _("Thôi dùng một mục")
    submit_label = _("Thôi dùng")
    done_message = _("Đã ghi. Báo cáo các tháng trước vẫn giữ mục này.")

    @cached_property
    def item(self) -> OwnItem:
        return OwnItem.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"last_month": month_of(timezone.localdate())}

    def given(self) -> dict[str, Any]:
        return {"item_id": self.item.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(said=capfirst(self.item.label), **kwargs)


class DecideReportDay(FormStep):
    form_class = ReportDayForm
    action = actions.decide_report_day
    title = _("Hạn gửi báo cáo tháng")
    submit_label = _("Ghi hạn")
    done_message = _("Đã ghi hạn gửi báo cáo.")
