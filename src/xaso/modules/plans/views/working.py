"""What the lead does: start, tell how far, hand in, ask for more time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.plans import actions
from xaso.modules.plans.forms.working import (
    PROGRESS_STEPS,
    EvidenceForm,
    ExtensionForm,
    ProgressForm,
)
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import Submission, Task, TaskState

from .steps import TaskStep, WholeOfTask


class StartTask(TaskStep):
    right = "plans.work"
    action = actions.start_task
    title = _("Bắt đầu làm")
    submit_label = _("Bắt đầu")
    sentence = _("Đã bắt đầu. Khi có kết quả thì nộp minh chứng.")


class Progress(WholeOfTask):
    right = "plans.work"
    form_class = ProgressForm
    action = actions.report_progress
    saved_by = "progressed"
    title = _("Ghi tiến độ")
    submit_label = _("Ghi tiến độ")
    lead = _("Việc xong thì nộp minh chứng, không ghi 100 %.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_initial(self) -> dict[str, Any]:
        nearest = min(PROGRESS_STEPS, key=lambda step: abs(step - self.task.progress))
        return {"progress": nearest, "hindrance": self.task.hindrance}

    def said(self, result: Task) -> str:
        return _t("Đã ghi tiến độ %(progress)s %%.") % {"progress": result.progress}


class SubmitEvidence(TaskStep):
    right = "plans.work"
    form_class = EvidenceForm
    template_name = "plans/evidence_form.html"
    title = _("Nộp minh chứng")
    submit_label = _("Nộp")

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.task.evidence_kind:
            # A draft has not said what proves it.
            raise Task.DoesNotExist
        return {**super().get_form_kwargs(), "task": self.task}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            result = actions.submit_evidence(
                actor=self.actor,
                task_id=self.task.pk,
                evidence=form.given(),
                note=form.cleaned_data["note"],
                at=timezone.now(),
            )
        except ValidationError as error:
            return self.refused(form, error)
        return self.done(result)

    def said(self, result: Submission) -> str:
        task = Task.objects.get(pk=result.task_id)
        if task.state == TaskState.CHO_MINH_CHUNG:
            who = task.follower.full_name if task.follower else ""
            return _t("Đã nộp đủ. %(who)s sẽ duyệt hoặc trả lại kèm lý do.") % {"who": who}
        return _t("Đã ghi. Mới có %(given)s/%(count)s, nộp thêm cho đủ.") % {
            "given": task.evidence_given,
            "count": task.evidence_count,
        }


class AskExtension(TaskStep):
    right = "plans.work"
    form_class = ExtensionForm
    action = actions.ask_extension
    title = _("Xin gia hạn")
    submit_label = _("Gửi xin gia hạn")
    sentence = _("Đã gửi. Hạn chỉ đổi khi lãnh đạo đồng ý.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task, most = self.task, limits().most_extensions
        told = [
            _t("Hạn đang có: %(day)s.") % {"day": vn_day(task.due_date)},
            _t("Đã gia hạn %(count)s lần, nhiều nhất %(most)s lần.")
            % {"count": task.extension_count, "most": most}
            if task.extension_count
            else _t("Được gia hạn nhiều nhất %(most)s lần.") % {"most": most},
            _t("Lãnh đạo đồng ý trước khi quá hạn thì việc vẫn tính đúng hạn."),
        ]
        return {**super().get_context_data(**kwargs), "lead": " ".join(told)}
