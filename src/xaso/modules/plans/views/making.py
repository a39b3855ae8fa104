"""Lập kế hoạch từ mẫu, từ kế hoạch năm trước; lưu kế hoạch thành mẫu."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import TextPage
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans import actions
from xaso.modules.plans.actions.plan_cloning import Cloned
from xaso.modules.plans.forms.making import CloneForm, SaveTemplateForm, UseTemplateForm
from xaso.modules.plans.lists import pillar_label
from xaso.modules.plans.models import Plan, PlanTemplate, Recurrence
from xaso.modules.plans.patterns import (
    Pattern,
    PatternTask,
    due_of,
    last_day,
    packaged_patterns,
    title_for,
)
from xaso.modules.plans.queries.patterns import (
    FINISHED,
    OPEN,
    first_copies,
    kind_of,
    own_patterns,
    pattern_named,
)
from xaso.modules.plans.queries.people import people_who_may

from .steps import PlanStep, Step


@dataclass(frozen=True)
class PatternCard:
    name: str
    help: str
    url: str
    tasks: int
    targets: int
    label: str = ""
    as_of: date | None = None
    kept: PlanTemplate | None = None
    """The row of the commune's own."""


@dataclass(frozen=True)
class PatternLine:
    task: PatternTask
    pillar: str
    due: date | None
    repeats: str
    who: str


class TemplateList(TextPage):
    right = "plans.write"
    template_name = "plans/patterns.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        packaged = [_card(pattern) for pattern in packaged_patterns().values()]
        own = [
            PatternCard(
                name=row.name,
                help=row.help_text,
                url=reverse("plans:use-template", args=[row.pk]),
                tasks=len(row.body["tasks"]),
                targets=len(row.body["targets"]),
                kept=row,
            )
            for row in own_patterns(self.actor.commune)
        ]
        return super().get_context_data(packaged=packaged, own=own, **kwargs)


class UseTemplate(Step):
    right = "plans.write"
    form_class = UseTemplateForm
    action = actions.use_template
    template_name = "plans/pattern.html"
    submit_label = _("Lập kế hoạch này")
    sentence = _("Đã lập dự thảo kế hoạch. Xem lại từng việc rồi giao.")

    @cached_property
    def pattern(self) -> Pattern:
        return pattern_named(self.actor.commune, self.kwargs["code"])

    def home_url(self) -> str:
        return reverse("plans:templates")

    def next_url(self, result: UUID) -> str:
        return f"{reverse('plans:plan', args=[result])}?loc=nhap"

    def given(self) -> dict[str, Any]:
        return {"code": self.kwargs["code"], "at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "commune": self.actor.commune,
            "today": timezone.localdate(),
            "needs_villages": self.pattern.needs_villages,
        }

    @cached_property
    def start(self) -> date:
        today = timezone.localdate()
        if self.pattern.whole_year:
            return date(today.year + (today.month > 6), 1, 1)
        return today

    def get_initial(self) -> dict[str, Any]:
        leader = people_who_may(self.actor.commune, "plans.approve", timezone.localdate()).first()
        return {
            "title": title_for(self.pattern, self.start),
            "start": self.start,
            "follower": leader.pk if leader else None,
            "all_villages": self.pattern.code != "thon-so",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calendar = calendar_of(self.actor.commune)
        context = super().get_context_data(**kwargs)
        return context | {
            "title": self.pattern.name,
            "pattern": self.pattern,
            "start": self.start,
            "end": last_day(self.pattern, self.start, calendar),
            "lines": [
                PatternLine(
                    task=task,
                    pillar=pillar_label(task.pillar),
                    due=due_of(task, self.start, calendar),
                    repeats=str(Recurrence(task.recurrence).label) if task.recurrence else "",
                    who=_t("các thôn") if task.who else _t("một người chủ trì"),
                )
                for task in self.pattern.tasks
            ],
        }


class SaveTemplate(PlanStep):
    right = "plans.write"
    form_class = SaveTemplateForm
    action = actions.save_template
    title = _("Lưu kế hoạch thành mẫu")
    submit_label = _("Lưu thành mẫu")
    lead = _(
        "Mẫu giữ mục tiêu, chỉ tiêu, việc và số ngày làm việc tính từ ngày bắt đầu."
        " Tên người, thôn, kết quả đã đạt và việc đã hủy không vào mẫu."
    )
    sentence = _("Đã lưu thành mẫu của xã.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def next_url(self, result: PlanTemplate) -> str:
        return reverse("plans:templates")

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.plan.title[:200]}


class DropTemplate(Step):
    right = "plans.write"
    action = actions.drop_template
    submit_label = _("Bỏ mẫu này")
    lead = _("Kế hoạch đã lập từ mẫu vẫn còn nguyên.")
    sentence = _("Đã bỏ mẫu.")
    is_danger = True

    @cached_property
    def template_row(self) -> PlanTemplate:
        return PlanTemplate.objects.of(self.actor.commune).get(pk=self.kwargs["template_id"])

    def home_url(self) -> str:
        return reverse("plans:templates")

    def given(self) -> dict[str, Any]:
        return {"template_id": self.template_row.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Bỏ mẫu “%(name)s”?") % {"name": self.template_row.name}
        return {**super().get_context_data(**kwargs), "title": title}


class ClonePlan(PlanStep):
    right = "plans.write"
    form_class = CloneForm
    action = actions.clone_plan
    title = _("Lập kế hoạch năm sau từ kế hoạch này")
    submit_label = _("Lập dự thảo")
    lead = _(
        "Ngày tháng chuyển sang năm mới. Người chủ trì giữ nguyên nếu còn làm ở xã."
        " Mức phải đạt, kết quả, kinh phí không chép: năm mới phải đặt lại."
    )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        counts = Counter(kind_of(task) for task in first_copies(self.plan))
        return {**super().get_form_kwargs(), "counts": counts}

    def get_initial(self) -> dict[str, Any]:
        year = self.plan.year + 1
        title = self.plan.title.replace(str(self.plan.year), str(year))
        return {"title": title, "year": year, "takes": [OPEN, FINISHED]}

    def next_url(self, result: Cloned) -> str:
        return f"{reverse('plans:plan', args=[result.plan_id])}?loc=nhap"

    def said(self, result: Cloned) -> str:
        plan = Plan.objects.of(self.actor.commune).get(pk=result.plan_id)
        said = _t("Đã lập dự thảo “%(title)s”. Đặt mức phải đạt cho từng chỉ tiêu.") % {
            "title": plan.title
        }
        if not result.without_lead:
            return said
        lost = _t("%(count)s việc phải chọn người chủ trì mới.") % {"count": result.without_lead}
        return f"{said} {lost}"


def _card(pattern: Pattern) -> PatternCard:
    return PatternCard(
        name=pattern.name,
        help=pattern.help,
        url=reverse("plans:use-template", args=[pattern.code]),
        tasks=len(pattern.tasks),
        targets=len(pattern.targets),
        label=pattern.label,
        as_of=date.fromisoformat(pattern.as_of),
    )
