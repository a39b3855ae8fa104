"""Kết luận họp → việc: typed in one box, given in one step, with the notice drafted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.papers.models import OfficialPaper
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.ui.notices import tell
from xaso.modules.plans import actions
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.forms.conclusions import ConclusionsForm
from xaso.modules.plans.models import Plan, SourceKind, Task
from xaso.modules.plans.papers import notice_of_conclusions
from xaso.modules.plans.spoken import Heard

from .steps import Step


@dataclass(frozen=True)
class Concluded:
    given: int
    drafts: int
    paper: OfficialPaper | None


class Conclusions(Step):
    """ "xem" shows how each line is understood; "giao" gives what is clear and keeps the rest as
    drafts."""

    right = "plans.write"
    form_class = ConclusionsForm
    template_name = "plans/conclusions.html"
    title = _("Kết luận họp thành việc")

    @staticmethod
    @transaction.atomic
    def action(
        *, actor: Actor, lines: list[Heard], meeting: str, on_date: date, follower: Account,
        at: datetime, plan: Plan | None = None, with_paper: bool = False,
    ) -> Concluded:  # fmt: skip
        said = {
            "follower": follower,
            "plan": plan,
            "source_kind": SourceKind.KET_LUAN,
            "source_date": on_date,
            "source_issuer": meeting,
        }
        tasks = [write_heard(actor, heard, said, at) for heard in lines]
        paper = notice_of_conclusions(actor, meeting, on_date, tasks, at) if with_paper else None
        given = sum(bool(task.code) for task in tasks)
        return Concluded(given, len(tasks) - given, paper)

    def home_url(self) -> str:
        return reverse("plans:tasks")

    def next_url(self, result: Concluded) -> str:
        return f"{reverse('plans:tasks')}?loc={'nhap' if not result.given else 'toi_giao'}"

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def done(self, result: Concluded) -> HttpResponse:
        response = super().done(result)
        if result.paper:
            tell(
                self.request,
                _t("Đã soạn dự thảo thông báo kết luận."),
                see=result.paper.get_absolute_url(),
            )
        return response

    def said(self, result: Concluded) -> str:
        parts = []
        if result.given:
            parts.append(_t("Đã giao %(count)s việc.") % {"count": result.given})
        if result.drafts:
            parts.append(_t("%(count)s việc lưu nháp.") % {"count": result.drafts})
        return " ".join(parts)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "commune": self.actor.commune,
            "today": timezone.localdate(),
            "may_draft": self.actor.may("papers.draft"),
        }

    def get_initial(self) -> dict[str, Any]:
        follower = self.actor.account_id if self.actor.may("plans.accept") else None
        return {
            "meeting": _t("Họp giao ban tuần"),
            "on_date": timezone.localdate(),
            "follower": follower,
            "with_paper": True,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("lam") != "xem":
            return super().form_valid(form)
        return self.render_to_response(
            self.get_context_data(form=form, heard=form.cleaned_data["lines"])
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_assign = self.actor.may("plans.assign")
        return super().get_context_data(**kwargs, may_assign=may_assign)


def write_heard(actor: Actor, heard: Heard, said: dict[str, Any], at: datetime) -> Task:
    """Given at once when nothing is missing and the person may give; else a draft."""
    fields = heard.fields()
    follower = said.get("follower")
    if follower and fields["lead"] == follower:
        fields["lead"] = None
        fields["lead_unit_text"] = follower.full_name
    plan: Plan | None = said.get("plan")
    year = plan.year if plan else timezone.localdate(at).year
    task = actions.draft_task(actor=actor, year=year, **{**fields, **said})
    if actor.may("plans.assign") and not heard.missing and not unclear(task):
        return actions.assign_task(actor=actor, task_id=task.pk, at=at)
    return task
