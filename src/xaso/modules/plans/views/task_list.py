"""The tasks of one plan, or of all: pillars at the side, red rows first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import STARTING_AGAIN, FilterLink, address
from xaso.core.pages.keyset import Slice
from xaso.core.pages.pages import ListPage
from xaso.core.pages.workbook import Column
from xaso.modules.plans.cards import card_of, lead_name
from xaso.modules.plans.chips import PLANS
from xaso.modules.plans.lists import pillar_label
from xaso.modules.plans.models import Plan, Task, TaskQuerySet
from xaso.modules.plans.queries.lists import LISTED, TaskFilter, task_page, task_rows
from xaso.modules.plans.queries.plan_page import (
    ListNumbers,
    commune_numbers,
    names_chosen,
    plan_named,
    plan_numbers,
)

from .filters import filter_links, read_filter
from .plan_links import main_step, plan_links
from .task_rows import rows_of

NOT_KEPT = {"tim", *STARTING_AGAIN}


@dataclass(frozen=True)
class PillarLink:
    label: str
    total: int
    done: int
    late: int
    tone: str
    url: str
    is_current: bool


class AllTasks(ListPage):
    """Tasks of every plan, and those without one."""

    model = Task
    right = "plans.read"
    template_name = "plans/tasks.html"
    order = LISTED
    export_name = "nhiem-vu"
    columns = (
        Column(_("Mã"), lambda task: task.code, 14),
        Column(_("Việc phải làm"), lambda task: task.title, 60),
        Column(_("Sản phẩm"), lambda task: task.product, 40),
        Column(_("Trụ cột"), lambda task: pillar_label(task.pillar), 22),
        Column(_("Chủ trì"), lead_name, 28),
        Column(_("Phối hợp"), lambda task: task.coworkers_text, 28),
        Column(_("Nghiệm thu"), lambda task: task.follower.full_name if task.follower else "", 24),
        Column(_("Hạn"), lambda task: task.due_date, 12),
        Column(_("Hạn gốc"), lambda task: task.original_due_date, 12),
        Column(_("Trạng thái"), lambda task: card_of(task, timezone.localdate()).status, 22),
        Column(_("Tiến độ (%)"), lambda task: task.progress, 10),
        Column(_("Minh chứng đã có"), lambda task: task.evidence_given, 10),
        Column(_("Minh chứng cần"), lambda task: task.evidence_count, 10),
        Column(_("Chỉ tiêu"), lambda task: task.target.code if task.target else "", 10),
        Column(_("Vướng mắc"), lambda task: task.hindrance, 40),
    )

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def chosen(self) -> TaskFilter:
        return read_filter(self.request.GET, self.kwargs.get("plan_id"))

    def get_queryset(self) -> TaskQuerySet:
        return task_rows(self.actor, self.chosen, self.today)

    def slice(self) -> Slice:
        if self.chosen.text:
            # What a search finds is short, and looking it up has cost a query already.
            return super().slice()
        after = self.request.GET.get("sau", "")
        return task_page(self.actor, self.chosen, self.today, after, self.page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        numbers, names = self._numbers()
        context |= {
            "rows": rows_of(card_of(task, self.today) for task in context["slice"].rows),
            "filters": filter_links(self.request, self.actor, numbers.states if numbers else {}),
            "pillars": self._pillars(numbers) if numbers else [],
            "numbers": numbers,
            "taken": self._taken(names),
            "text": self.chosen.text,
            "kept": [pair for pair in self.request.GET.items() if pair[0] not in NOT_KEPT],
            "is_narrowed": self.chosen != TaskFilter(plan_id=self.chosen.plan_id),
            "export_url": address(self.request, tai="xlsx"),
            "today": self.today,
        }
        return context | self._about()

    def _numbers(self) -> tuple[ListNumbers | None, dict[str, str]]:
        chosen = self.chosen
        names = names_chosen(self.actor, chosen.village_id, chosen.target_id, chosen.lead_id)
        # A list for one village, target or person says their name instead of the commune's counts.
        return (None if names else commune_numbers(self.actor, self.today)), names

    def _about(self) -> dict[str, Any]:
        return {"title": _t("Tất cả việc")}

    def _pillars(self, numbers: ListNumbers) -> list[PillarLink]:
        now = self.chosen.pillar
        return [
            PillarLink(
                label=each.label or _t("Chưa xếp trụ cột"),
                total=each.total,
                done=each.done,
                late=each.late,
                tone=each.tone,
                url=address(self.request, tru_cot="" if each.code == now else each.code),
                is_current=each.code == now,
            )
            for each in numbers.pillars
        ]

    def _taken(self, names: dict[str, str]) -> list[FilterLink]:
        """What else narrows the list; one press takes it off."""
        chosen = [(key, str(_WORDS[key]) % {"name": name}) for key, name in names.items() if name]
        if self.chosen.pillar:
            chosen.append(("tru_cot", pillar_label(self.chosen.pillar)))
        if self.chosen.text:
            chosen.append(("tim", _t("Tìm “%(words)s”") % {"words": self.chosen.text}))
        return [FilterLink(label, address(self.request, **{key: ""})) for key, label in chosen]


class PlanPage(AllTasks):
    template_name = "plans/plan.html"

    @cached_property
    def found(self) -> tuple[Plan, dict[str, str]]:
        return plan_named(self.actor, self.plan_id, self.chosen.village_id, self.chosen.target_id)

    @property
    def plan_id(self) -> UUID:
        found: UUID = self.kwargs["plan_id"]
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page reads the plan with its numbers; the export only asks that it is there."""
        if request.GET.get("tai"):
            Plan.objects.of(self.actor.commune).only("pk").get(pk=self.plan_id)
        return super().get(request, *args, **kwargs)

    def _numbers(self) -> tuple[ListNumbers | None, dict[str, str]]:
        return plan_numbers(self.actor, self.plan_id, self.today), self.found[1]

    def _about(self) -> dict[str, Any]:
        plan = self.found[0]
        return {
            "plan": plan,
            "chip": PLANS[Plan.State(plan.state)],
            "main": main_step(self.actor, plan),
            "links": plan_links(self.actor, plan, vars(plan)["task_drafts"]),
        }


_WORDS = {
    "thon": _("Thôn %(name)s"),
    "ct": _("Chỉ tiêu %(name)s"),
    "nguoi": _("Việc của %(name)s"),
}
