"""A leader decides: accept, return, more time or not. Made for one thumb."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.plans import actions
from xaso.modules.plans.forms.deciding import DecisionForm, ReturnForm
from xaso.modules.plans.models import Extension, ExtensionResult, Submission, TaskState

from .steps import Step


class SubmissionStep(Step):
    @cached_property
    def submission(self) -> Submission:
        rows = Submission.objects.of(self.actor.commune).select_related("task", "village", "by")
        return rows.get(pk=self.kwargs["submission_id"])

    def home_url(self) -> str:
        return self.submission.task.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"submission_id": self.submission.pk, "at": timezone.now()}

    def whose(self) -> str:
        village = self.submission.village
        return str(village) if village else self.submission.by.full_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = self.submission.task
        return super().get_context_data(task=task, thing=task, **kwargs)


class AcceptSubmission(SubmissionStep):
    right = "plans.accept"
    action = actions.accept_submission
    submit_label = _("Duyệt")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Duyệt minh chứng của %(whose)s") % {"whose": self.whose()}
        return {**super().get_context_data(**kwargs), "title": title}

    def said(self, result: Submission) -> str:
        task = result.task
        task.refresh_from_db()
        words = {"whose": self.whose(), "code": task.code}
        if task.state == TaskState.HOAN_THANH:
            return _t("Đã duyệt. %(code)s xong.") % words
        return _t("Đã duyệt minh chứng của %(whose)s, việc %(code)s.") % words

    def undo_url(self, result: Submission) -> str:
        if result.village_id:
            return ""
        back = urlencode({"next": self.asked_next()}) if self.asked_next() else ""
        return reverse("plans:take-back-acceptance", args=[result.pk]) + (
            f"?{back}" if back else ""
        )


class TakeBackAcceptance(SubmissionStep):
    """What "Hoàn tác" leads to after a result was accepted."""

    right = "plans.accept"
    action = actions.take_back_acceptance
    title = _("Lấy lại lượt duyệt")
    submit_label = _("Lấy lại")
    lead = _("Kết quả lại chờ duyệt như chưa bấm gì. Chỉ làm được trong 30 phút.")
    sentence = _("Đã lấy lại, kết quả đang chờ duyệt.")


class ReturnSubmission(SubmissionStep):
    right = "plans.accept"
    form_class = ReturnForm
    action = actions.return_submission
    submit_label = _("Trả lại")
    lead = _("Người nộp thấy lý do này. Hạn của việc vẫn chạy.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Trả lại minh chứng của %(whose)s") % {"whose": self.whose()}
        return {**super().get_context_data(**kwargs), "title": title}

    def said(self, result: Submission) -> str:
        return _t("Đã trả lại minh chứng của %(whose)s: %(reason)s.") % {
            "whose": self.whose(),
            "reason": result.reason,
        }


class DecideExtension(Step):
    right = "plans.accept"
    form_class = DecisionForm
    action = actions.decide_extension
    template_name = "plans/decide_extension.html"
    title = _("Quyết gia hạn")

    @cached_property
    def extension(self) -> Extension:
        rows = Extension.objects.of(self.actor.commune).select_related("task", "asked_by")
        return rows.get(pk=self.kwargs["extension_id"])

    def home_url(self) -> str:
        return self.extension.task.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"extension_id": self.extension.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = self.extension.task
        return super().get_context_data(task=task, thing=task, extension=self.extension, **kwargs)

    def said(self, result: Extension) -> str:
        words = {"code": self.extension.task.code, "day": vn_day(result.to_date)}
        if result.result == ExtensionResult.DONG_Y:
            return _t("Đã đồng ý: %(code)s có hạn mới %(day)s.") % words
        return _t("Đã trả lời không đồng ý gia hạn %(code)s.") % words
