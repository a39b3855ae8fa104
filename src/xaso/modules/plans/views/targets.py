"""Goals and targets of a plan as they are written; their numbers of today live with the indicators."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import history
from xaso.core.pages.pages import TextPage
from xaso.core.rights.actor import Actor
from xaso.modules.plans import actions, public
from xaso.modules.plans.chips import STANDINGS
from xaso.modules.plans.forms.plan import GoalForm
from xaso.modules.plans.forms.targets import EditTargetForm, TargetForm
from xaso.modules.plans.happenings import tell_all
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.models import Plan, Target
from xaso.modules.plans.queries.people import people_who_may

from .steps import ChangeStep, PlanStep
from .task_rows import rows_of

FIELDS = (
    "code", "name", "pillar", "unit", "target_number", "by_date", "baseline_number", "direction",
    "per_village", "value_code", "base_code", "owner", "goal", "note",
)  # fmt: skip


class PlanTargets(TextPage):
    right = "plans.read"
    template_name = "plans/plan_targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = Plan.objects.of(self.actor.commune).get(pk=self.kwargs["plan_id"])
        goals = list(plan.goals.order_by("order", "pk"))
        targets = list(plan.targets.select_related("owner").order_by("order", "code"))
        groups = [
            {
                "label": pillar.label,
                "goals": [goal for goal in goals if goal.pillar == code],
                "targets": [target for target in targets if target.pillar == code],
            }
            for code, pillar in pillars().items()
        ]
        return super().get_context_data(
            plan=plan,
            groups=[group for group in groups if group["goals"] or group["targets"]],
            may_edit=self.actor.may("plans.write") and plan.is_open_to_edits,
            **kwargs,
        )


class TargetPage(TextPage):
    """Small on purpose: what was promised, today's number, the tasks and villages behind it."""

    right = "plans.read"
    template_name = "plans/target.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, commune = timezone.localdate(), self.actor.commune
        rows = Target.objects.of(commune).select_related("plan", "owner", "goal")
        target = rows.get(pk=self.kwargs["target_id"])
        now = public.target(commune, target.pk, today)
        word, chip = STANDINGS[now.standing]
        values_url = _values_url(self.actor, target)
        return super().get_context_data(
            target=target,
            now=now,
            word=word,
            chip=chip,
            trail=public.figure_trail(commune, target.pk),
            rows=rows_of(public.target_tasks(commune, target.pk, today)),
            may_edit=self.actor.may("plans.write") and target.plan.is_open_to_edits,
            values_url=values_url,
            elsewhere=bool(values_url) and now.number is None and target.target_number is not None,
            told=tell_all(history(commune, [target.pk], 20)),
            **kwargs,
        )


def _values_url(actor: Actor, target: Target) -> str:
    """Its page among the indicators, when that part is there."""
    if not actor.may("indicators.read"):
        return ""
    try:
        return reverse("indicators:target", args=[target.pk])
    except NoReverseMatch:
        return ""


class AddGoal(PlanStep):
    right = "plans.write"
    form_class = GoalForm
    action = actions.add_goal
    title = _("Thêm mục tiêu")
    submit_label = _("Thêm mục tiêu")
    sentence = _("Đã thêm mục tiêu.")

    def home_url(self) -> str:
        return reverse("plans:plan-targets", args=[self.plan.pk])


class AddTarget(PlanStep):
    right = "plans.write"
    form_class = TargetForm
    action = actions.add_target
    title = _("Thêm chỉ tiêu")
    submit_label = _("Thêm chỉ tiêu")

    def home_url(self) -> str:
        return reverse("plans:plan-targets", args=[self.plan.pk])

    def given(self) -> dict[str, Any]:
        return {**super().given(), "order": self.plan.targets.count() + 1}

    def said(self, result: Target) -> str:
        return _t("Đã thêm chỉ tiêu %(code)s.") % {"code": result.code}

    def get_form_kwargs(self) -> dict[str, Any]:
        people = people_who_may(self.actor.commune, "plans.work", timezone.localdate())
        return {**super().get_form_kwargs(), "plan": self.plan, "people": people}

    def get_initial(self) -> dict[str, Any]:
        number = self.plan.targets.count() + 1
        return {"direction": Target.Direction.UP, "code": f"CT {number}"}


class EditTarget(ChangeStep):
    right = "plans.write"
    form_class = EditTargetForm
    action = actions.edit_target
    title = _("Sửa chỉ tiêu")
    sentence = _("Đã lưu chỉ tiêu.")

    @cached_property
    def target(self) -> Target:
        rows = Target.objects.of(self.actor.commune).select_related("plan")
        return rows.get(pk=self.kwargs["target_id"])

    def given(self) -> dict[str, Any]:
        return {"target_id": self.target.pk}

    def home_url(self) -> str:
        return self.target.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        people = people_who_may(self.actor.commune, "plans.work", timezone.localdate())
        return {**super().get_form_kwargs(), "plan": self.target.plan, "people": people}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.target, name) for name in FIELDS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.target.plan, thing=self.target, **kwargs)
