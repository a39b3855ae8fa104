"""Bàn giao: choose the person, see where everything goes, do it in one step, print the minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import ListPage, Page, TextPage
from xaso.core.people.leaving import Holding, Keeper, keepers_of
from xaso.core.people.models import Account
from xaso.core.ui.notices import tell
from xaso.modules.plans import actions
from xaso.modules.plans.forms.handover import HandoverForm
from xaso.modules.plans.models import Handover
from xaso.modules.plans.papers import minutes_of, told_of
from xaso.modules.plans.queries.handover import (
    Held,
    handovers,
    held_by,
    items_of,
    open_counts,
    passings,
    people_holding,
)
from xaso.modules.plans.queries.people import people_who_may

from .steps import Step


class HandoverList(ListPage):
    """Who still holds what, and the handovers made so far."""

    model = Handover
    right = "plans.handover"
    order = ("-at", "-pk")
    template_name = "plans/handovers.html"

    def get_queryset(self) -> Any:
        return handovers(self.actor.commune)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = open_counts(self.actor.commune)
        everybody = self.request.GET.get("ai") == "tat-ca"
        people = [
            {"account": person, "open": counts.get(person.pk, 0)}
            for person in people_holding(self.actor.commune, counts, all_others=everybody)
        ]
        return super().get_context_data(people=people, **kwargs)


class HandOver(Step):
    right = "plans.handover"
    form_class = HandoverForm
    action = actions.hand_over
    template_name = "plans/hand_over.html"

    @cached_property
    def leaver(self) -> Account:
        found: Account = Account.objects.of(self.actor.commune).get(pk=self.kwargs["account_id"])
        return found

    @cached_property
    def held(self) -> list[Held]:
        return held_by(self.actor.commune, self.leaver)

    @cached_property
    def kept(self) -> list[tuple[Keeper, Sequence[Holding]]]:
        """What other parts of the program keep for the leaver."""
        commune = self.actor.commune
        found = [(each, each.held(commune, self.leaver)) for each in keepers_of(commune)]
        return [(keeper, holdings) for keeper, holdings in found if holdings]

    def home_url(self) -> str:
        return reverse("plans:handovers")

    def next_url(self, result: Handover) -> str:
        return result.get_absolute_url()

    def said(self, result: Handover) -> str:
        return _t("Đã bàn giao %(count)s mục của %(name)s.") % {
            "count": result.items.count(),
            "name": self.leaver.full_name,
        }

    def given(self) -> dict[str, Any]:
        return {"account_id": self.leaver.pk, "at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "commune": self.actor.commune,
            "leaver": self.leaver,
            "counts": Counter(str(each.post) for each in self.held),
            "kept": [(keeper, len(holdings)) for keeper, holdings in self.kept],
            "today": timezone.localdate(),
        }

    def get_initial(self) -> dict[str, Any]:
        rows = people_who_may(self.actor.commune, "plans.approve", timezone.localdate())
        chairman = rows.exclude(pk=self.leaver.pk).first()
        return {"leader": chairman.pk if chairman else None, "closes_account": True}

    def form_valid(self, form: Any) -> HttpResponse:
        """The first press shows where each thing goes; the second does it."""
        if self.request.POST.get("lam") == "ban-giao":
            return super().form_valid(form)
        said = form.cleaned_data
        preview = passings(self.held, said["receivers"], said["leader"])
        stuck = [each for each in preview if each.to is None]
        return self.render_to_response(
            self.get_context_data(form=form, preview=preview, stuck=stuck, takers=said)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today: date = timezone.localdate()
        preview = context.get("preview")
        shown = preview or [{"held": each} for each in self.held]
        return context | {
            "title": _t("Bàn giao việc của %(name)s") % {"name": self.leaver.full_name},
            "leaver": self.leaver,
            "rows": [*(_row(each, today) for each in shown), *self._rest(context.get("takers"))],
            "is_preview": preview is not None,
        }

    def _rest(self, said: dict[str, Any] | None) -> list[dict[str, Any]]:
        return [
            {
                "held": holding,
                "post": str(keeper.label),
                "to": (said["receivers"].get(keeper.name) or said["leader"]) if said else None,
            }
            for keeper, holdings in self.kept
            for holding in holdings
        ]


class HandoverPage(TextPage):
    right = "plans.handover"
    template_name = "plans/handover.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        handover = handovers(self.actor.commune).get(pk=self.kwargs["handover_id"])
        return super().get_context_data(
            handover=handover,
            items=items_of(handover),
            also=told_of(self.actor.commune, handover),
            may_draft=self.actor.may("papers.draft"),
            **kwargs,
        )


class HandoverMinutes(Page):
    """Drafts biên bản bàn giao, or opens the one drafted before."""

    right = "plans.handover"
    http_method_names = ("post",)
    keeps_forms = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        handover = handovers(self.actor.commune).get(pk=self.kwargs["handover_id"])
        try:
            paper = minutes_of(self.actor, handover, items_of(handover), timezone.now())
        except ValidationError as error:
            tell(request, " ".join(error.messages))
            return redirect(handover)
        return redirect(paper)


def _row(each: Any, today: date) -> dict[str, Any]:
    held: Held = each["held"] if isinstance(each, dict) else each.held
    return {
        "held": held,
        "post": held.post.label,
        "status": held.status(today),
        "to": None if isinstance(each, dict) else each.to,
    }
