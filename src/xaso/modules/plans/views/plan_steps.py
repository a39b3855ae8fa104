"""The way of a plan: made, edited, opinions, submitted, approved, signed, adjusted, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.files.actions import keep_file
from xaso.core.rights.actor import Actor
from xaso.modules.plans import actions
from xaso.modules.plans.actions import Upload
from xaso.modules.plans.forms.plan import (
    EditPlanForm,
    NoteForm,
    PlanForm,
    ReasonForm,
    SignedPlanForm,
)
from xaso.modules.plans.models import Plan

from .steps import ChangeStep, PlanStep, Step


class MakePlan(Step):
    right = "plans.write"
    form_class = PlanForm
    action = actions.make_plan
    title = _("Lập kế hoạch")
    submit_label = _("Lập kế hoạch")
    sentence = _("Đã lập dự thảo kế hoạch. Tiếp theo: thêm chỉ tiêu và việc, hoặc nhập phụ lục.")
    template_name = "plans/plan_form.html"

    def home_url(self) -> str:
        return reverse("plans:plans")

    def next_url(self, result: Plan) -> str:
        return result.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "commune": self.actor.commune}

    def get_initial(self) -> dict[str, Any]:
        year = timezone.localdate().year + 1
        title = _t("Kế hoạch chuyển đổi số năm %(year)s") % {"year": year}
        return {"kind": Plan.Kind.NAM, "year": year, "title": title}


class EditPlan(PlanStep, ChangeStep):
    right = "plans.write"
    form_class = EditPlanForm
    title = _("Sửa kế hoạch")
    sentence = _("Đã lưu kế hoạch.")
    template_name = "plans/plan_form.html"
    action = actions.edit_plan

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "commune": self.actor.commune}

    def get_initial(self) -> dict[str, Any]:
        names = ("title", "kind", "year", "period_from", "period_to", "parent", "basis")
        return {name: getattr(self.plan, name) for name in names}


class AskOpinions(PlanStep):
    right = "plans.write"
    form_class = NoteForm
    action = actions.ask_opinions
    title = _("Lấy ý kiến")
    submit_label = _("Gửi lấy ý kiến")
    sentence = _("Kế hoạch đang lấy ý kiến. Vẫn sửa được.")


class SubmitPlan(PlanStep):
    right = "plans.write"
    action = actions.submit_plan
    title = _("Trình duyệt kế hoạch")
    submit_label = _("Trình duyệt")
    lead = _("Trong lúc chờ duyệt, kế hoạch và chỉ tiêu không sửa được.")
    sentence = _("Đã trình. Chủ tịch sẽ duyệt hoặc trả lại kèm lý do.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class ApprovePlan(PlanStep):
    right = "plans.approve"
    action = actions.approve_plan
    title = _("Phê duyệt kế hoạch")
    submit_label = _("Phê duyệt")
    sentence = _("Đã phê duyệt. Khi có bản đã ký, ghi số và ngày ban hành.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class ReturnPlan(PlanStep):
    right = "plans.approve"
    form_class = ReasonForm
    action = actions.return_plan
    title = _("Trả lại kế hoạch")
    submit_label = _("Trả lại")
    sentence = _("Đã trả lại kế hoạch kèm lý do.")


class AdjustPlan(PlanStep):
    right = "plans.write"
    form_class = ReasonForm
    action = actions.adjust_plan
    title = _("Điều chỉnh kế hoạch")
    submit_label = _("Bắt đầu điều chỉnh")
    lead = _(
        "Kế hoạch mở lại để sửa chỉ tiêu; sửa xong phải trình duyệt lại. Việc đã giao vẫn chạy."
    )
    sentence = _("Kế hoạch đang điều chỉnh. Sửa xong thì trình duyệt lại.")


class ClosePlan(PlanStep):
    right = "plans.approve"
    form_class = ReasonForm
    action = actions.close_plan
    submit_label = _("Kết thúc kế hoạch này")
    lead = _("Kế hoạch không nhận thêm việc và không mở lại được. Việc còn mở vẫn làm tiếp.")
    sentence = _("Đã kết thúc kế hoạch.")
    is_danger = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Kết thúc “%(title)s”?") % {"title": self.plan.title}
        return {**super().get_context_data(**kwargs), "title": title}


class SignPlan(PlanStep):
    right = "plans.write"
    form_class = SignedPlanForm
    title = _("Ghi bản đã ký")
    submit_label = _("Ghi bản đã ký")
    lead = _("Chép đúng như trên giấy: số, ngày, người ký.")
    sentence = _("Đã ghi số và ngày của bản đã ký.")

    @staticmethod
    @transaction.atomic
    def action(
        *, actor: Actor, plan_id: UUID, at: datetime, scan: list[Upload], **facts: Any
    ) -> Plan:
        kept = [
            keep_file(actor=actor, name=each.name, content=each.content, at=at) for each in scan
        ]
        return actions.record_signed_plan(
            actor=actor, plan_id=plan_id, signed_file=kept[0] if kept else None, **facts
        )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_initial(self) -> dict[str, Any]:
        names = (
            "document_number", "document_date", "signer_name", "signer_title", "published_url",
        )  # fmt: skip
        return {name: getattr(self.plan, name) for name in names}
