"""Giao việc: one page, defaults, as a draft or given at once. Also văn bản đến → việc."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.files.actions import keep_file
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.ui.notices import tell
from xaso.core.ui.templatetags.xaso import vn_day
from xaso.core.units.models import Village
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans import actions
from xaso.modules.plans.actions import Upload
from xaso.modules.plans.cards import lead_name
from xaso.modules.plans.due_words import off_day_warning
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.forms.document import DocumentForm
from xaso.modules.plans.forms.task import DraftForm
from xaso.modules.plans.models import EvidenceKind, Plan, Priority, SourceKind, Target, Task
from xaso.modules.plans.queries.people import people_who_may
from xaso.modules.plans.spoken import Heard

from .steps import Step, TaskStep

SOURCE = ("source_kind", "source_number", "source_date", "source_issuer", "source_clause")


class DraftTask(Step):
    """The button says what happens: "giao" gives the task, "nhap" keeps a draft."""

    right = "plans.write"
    form_class = DraftForm
    template_name = "plans/task_form.html"
    title = _("Giao việc")

    @staticmethod
    @transaction.atomic
    def action(
        *, actor: Actor, at: datetime, give: bool, source: Task | None, scan: list[Upload],
        **fields: Any,
    ) -> Task:  # fmt: skip
        kept = [
            keep_file(actor=actor, name=each.name, content=each.content, at=at) for each in scan
        ]
        fields["source_file"] = kept[0] if kept else (source and source.source_file)
        task = actions.draft_task(actor=actor, **fields)
        return actions.assign_task(actor=actor, task_id=task.pk, at=at) if give else task

    def given(self) -> dict[str, Any]:
        give = self.request.POST.get("lam") == "giao" and self.actor.may("plans.assign")
        return {"at": timezone.now(), "give": give, "source": self.source_task}

    def home_url(self) -> str:
        plan = self._asked(Plan, "ke_hoach")
        return plan.get_absolute_url() if plan else reverse("plans:tasks")

    def next_url(self, result: Task) -> str:
        return result.get_absolute_url()

    def done(self, result: Task) -> HttpResponse:
        warning = off_day_warning(result.due_date, calendar_of(self.actor.commune))
        if warning:
            messages.warning(self.request, warning)
        return super().done(result)

    def said(self, result: Task) -> str:
        if not result.code:
            return _t("Đã ghi nháp. Việc chỉ chạy khi được giao.")
        return said_given(result)

    @cached_property
    def source_task(self) -> Task | None:
        """A task of the same document, whose source is copied."""
        task: Task | None = self._asked(Task, "nhu")
        return task

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "commune": self.actor.commune,
            "today": timezone.localdate(),
        }

    def get_initial(self) -> dict[str, Any]:
        village, target = self._asked(Village, "thon"), self._asked(Target, "ct")
        plan = self._asked(Plan, "ke_hoach") or (target and target.plan)
        return {
            "plan": plan,
            "target": target,
            "pillar": target.pillar if target else "",
            "follower": self._usual_follower(),
            "villages": [village.pk] if village else [],
            "lead_role": "truong_thon" if village else "",
            "evidence_kind": EvidenceKind.SO_LIEU if village else EvidenceKind.SO_VAN_BAN,
            "evidence_count": 1,
            "priority": Priority.NORMAL,
            "source_kind": SourceKind.KE_HOACH if plan else SourceKind.TU_DE_XUAT,
            **_source_of(self.source_task),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_assign=self.actor.may("plans.assign"), source=self.source_task, **kwargs
        )

    def _usual_follower(self) -> UUID | None:
        """The leader who gives the task, or else the chairman."""
        if self.actor.may("plans.accept"):
            return self.actor.account_id
        chairmen = people_who_may(self.actor.commune, "plans.approve", timezone.localdate())
        first: Account | None = chairmen.first()
        return first.pk if first else None

    def _asked(self, model: type[Any], name: str) -> Any:
        """What the address names; nonsense counts as nothing."""
        try:
            row_id = UUID(self.request.GET.get(name, ""))
        except ValueError:
            return None
        found: Model | None = model.objects.of(self.actor.commune).filter(pk=row_id).first()
        return found


class DraftFromDocument(DraftTask):
    """What stands on the paper comes first; a minute is enough."""

    form_class = DocumentForm
    title = _("Giao việc từ văn bản đến")

    @staticmethod
    @transaction.atomic
    def action(
        *, actor: Actor, at: datetime, give: bool, source: Task | None, scan: list[Upload],
        more: Sequence[Heard] = (), **fields: Any,
    ) -> Task:  # fmt: skip
        """The other lines take from the first what they do not say themselves."""
        first = {**fields, "source": source, "scan": scan}
        task = DraftTask.action(actor=actor, at=at, give=give, **first)
        for heard in more:
            other = actions.draft_task(actor=actor, year=task.year, **_like(heard, task, fields))
            if give and not unclear(other):
                actions.assign_task(actor=actor, task_id=other.pk, at=at)
        return task

    def form_valid(self, form: Any) -> HttpResponse:
        self.others = len(form.cleaned_data["more"])
        return super().form_valid(form)

    def said(self, result: Task) -> str:
        said = super().said(result)
        if not self.others:
            return said
        more = _t("Thêm %(count)s việc khác từ văn bản này.") % {"count": self.others}
        return f"{said} {more}"

    def get_initial(self) -> dict[str, Any]:
        source = _source_of(self.source_task)
        return {**super().get_initial(), "source_kind": SourceKind.VAN_BAN_DEN, **source}

    def home_url(self) -> str:
        return reverse("plans:tasks")


class AssignTask(TaskStep):
    right = "plans.assign"
    action = actions.assign_task
    title = _("Giao việc")
    submit_label = _("Giao việc")
    template_name = "plans/assign.html"

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def said(self, result: Task) -> str:
        return said_given(result)


class DropDraft(TaskStep):
    right = "plans.write"
    action = actions.drop_draft
    submit_label = _("Bỏ bản nháp này")
    lead = _("Bản nháp mất hẳn, không lấy lại được. Nhật ký vẫn ghi ai đã bỏ.")
    sentence = _("Đã bỏ bản nháp.")
    is_danger = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Bỏ bản nháp “%(title)s”?") % {"title": self.task.title}
        return {**super().get_context_data(**kwargs), "title": title}

    def done(self, result: None) -> HttpResponse:
        """The draft has no page any more: its plan takes over."""
        plan = self.task.plan
        home = plan.get_absolute_url() if plan else reverse("plans:tasks")
        url = self.asked_next() or home
        tell(self.request, self.said(result), see=home if url != home else "")
        return redirect(url)


class OpenNextCopy(TaskStep):
    right = "plans.assign"
    action = actions.open_next_copy
    title = _("Mở kỳ sau của việc lặp lại")
    submit_label = _("Mở kỳ sau")
    lead = _("Kỳ sau mở thành một việc mới, cùng người, cùng thôn; kỳ này vẫn phải xong.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "today": timezone.localdate(), "at": timezone.now()}

    def next_url(self, result: Task) -> str:
        return result.get_absolute_url()

    def said(self, result: Task) -> str:
        return said_given(result)


def said_given(task: Task) -> str:
    due: date | None = task.due_date
    return _t("Đã giao %(code)s cho %(who)s, hạn %(day)s.") % {
        "code": task.code,
        "who": lead_name(task),
        "day": vn_day(due),
    }


def _like(heard: Heard, first: Task, said: dict[str, Any]) -> dict[str, Any]:
    fields = heard.fields()
    if heard.lead is None and not heard.villages:
        fields["lead"], fields["lead_role"] = first.lead, first.lead_role
        fields["villages"] = list(said["villages"])
    if not heard.due.is_known:
        fields["due_date"] = first.due_date
    return {
        **fields,
        "follower": first.follower,
        "plan": first.plan,
        "pillar": first.pillar,
        "source_file": first.source_file,
        **_source_of(first),
    }


def _source_of(task: Task | None) -> dict[str, Any]:
    return {name: getattr(task, name) for name in SOURCE} if task else {}
