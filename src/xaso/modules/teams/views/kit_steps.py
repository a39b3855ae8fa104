"""Steps with a thing of the kit: added, described anew, lent, its due date moved, taken back."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage
from xaso.modules.teams import actions
from xaso.modules.teams.forms.kit import (
    EditThingForm,
    LendForm,
    MoveDueDateForm,
    NewThingForm,
    ReturnForm,
)
from xaso.modules.teams.models import KitThing
from xaso.modules.teams.queries.kit import reached_things
from xaso.modules.teams.queries.teams import members_to_lend

from .kit import loan_of

USUAL_DAYS = 90


class AddThing(ActionPage):
    right = "teams.write"
    form_class: Any = NewThingForm
    action: Any = actions.add_thing
    template_name = "teams/kit_step.html"
    title: Any = _("Thêm đồ cho mượn")
    submit_label: Any = _("Thêm đồ")
    done_message: Any = _("Đã thêm. Dán mã lên đồ.")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": reverse("teams:kit"), **kwargs})


class ThingStep(ActionPage):
    right = "teams.write"
    template_name = "teams/kit_step.html"

    @cached_property
    def thing(self) -> KitThing:
        return reached_things(self.actor).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"thing_id": self.thing.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            thing=self.thing, cancel_url=self.thing.get_absolute_url(), **kwargs
        )

    def next_url(self, result: Any) -> str:
        del result
        return self.thing.get_absolute_url()


class EditThing(ChangePage, ThingStep):
    form_class = EditThingForm
    action = actions.edit_thing
    title = _("Sửa đồ cho mượn")
    done_message = _("Đã lưu.")

    def given(self) -> dict[str, Any]:
        return {"thing_id": self.thing.pk}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.thing, name) for name in ("kind", "name", "condition", "note")}


class LendThing(ThingStep):
    form_class = LendForm
    action = actions.lend_thing
    title = _("Cho mượn")
    submit_label = _("Giao đồ")
    done_message = _("Đã ghi. In phiếu giao nhận để hai bên ký.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": members_to_lend(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"lent_date": today, "due_date": today + timedelta(days=USUAL_DAYS)}


class MoveDueDate(ChangePage, ThingStep):
    form_class = MoveDueDateForm
    action = actions.move_due_date
    title = _("Đổi hẹn trả")
    submit_label = _("Lưu hẹn mới")
    done_message = _("Đã đổi hẹn trả.")
    saved_by = (".due_moved", ".lent")

    def act(self, form: Any) -> Any:
        reason = form.cleaned_data["reason"]
        return actions.move_due_date(
            actor=self.actor, changes=form.changes(), reason=reason, **self.given()
        )

    def get_initial(self) -> dict[str, Any]:
        loan = loan_of(self.thing)
        return {"due_date": loan.due_date if loan else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(loan=loan_of(self.thing), **kwargs)


class ReturnThing(ThingStep):
    form_class = ReturnForm
    action = actions.return_thing
    title = _("Nhận lại đồ")
    submit_label = _("Ghi nhận lại")
    done_message = _("Đã ghi nhận lại.")

    def get_initial(self) -> dict[str, Any]:
        return {"back_date": timezone.localdate(), "condition": self.thing.condition}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(loan=loan_of(self.thing), **kwargs)
