"""Chưa xử lý tiếp được: what happened but could not be handed on, with the reason and a way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events import actions
from xaso.core.events.handlers import label_of
from xaso.core.events.models import Delivery
from xaso.core.events.queries import happenings
from xaso.core.pages.pages import ListPage
from xaso.desk.event_words import tell_all

AGAIN, DROP = "giao-lai", "bo"
DONE: dict[str, tuple[Callable[..., Delivery], Promise]] = {
    AGAIN: (actions.deliver_again, _("Phần mềm sẽ thử lại ngay.")),
    DROP: (actions.drop_delivery, _("Đã bỏ. Dòng nhật ký vẫn còn nguyên.")),
}


class DeliveryForm(forms.Form):
    luot = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    viec = forms.ChoiceField(choices=[(AGAIN, ""), (DROP, "")])


class DeadDeliveries(ListPage):
    right = "jobs.manage"
    template_name = "desk/machine/deliveries.html"
    order = ("-event_id", "-pk")

    def get_queryset(self) -> QuerySet[Delivery]:
        dead = Delivery.objects.filter(commune=self.actor.commune, state=Delivery.State.DEAD)
        return dead.select_related("event").order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        dead = context["slice"].rows
        sentences = tell_all(happenings([each.event for each in dead]))
        return {
            **context,
            "title": _t("Chưa xử lý tiếp được"),
            "rows": [
                (each, line, label_of(each.handler))
                for each, line in zip(dead, sentences, strict=True)
            ],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DeliveryForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest(_t("Chọn dòng cần xử lý rồi bấm lại."))
        action, said = DONE[form.cleaned_data["viec"]]
        try:
            action(actor=self.actor, delivery_id=form.cleaned_data["luot"], at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, str(said))
        return redirect("desk:deliveries")
