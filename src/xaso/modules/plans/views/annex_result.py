"""What an accepted import did, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.modules.plans import actions
from xaso.modules.plans.five_clear import Unclear, unclear
from xaso.modules.plans.models import AnnexImport, ImportedRow, Task, TaskState
from xaso.modules.plans.queries.imports import left_out

Effect = ImportedRow.Effect


@dataclass(frozen=True)
class DraftLine:
    task: Task
    missing: Sequence[Unclear]


class OneImport:
    actor: Any
    kwargs: dict[str, Any]

    @cached_property
    def annex_import(self) -> AnnexImport:
        rows = AnnexImport.objects.of(self.actor.commune).select_related("plan", "file", "by")
        return rows.get(pk=self.kwargs["import_id"])

    def result_url(self) -> str:
        return reverse("plans:import-result", args=[self.kwargs["import_id"]])


class AnnexResult(OneImport, TextPage):
    right = "plans.import"
    template_name = "plans/annex/result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.annex_import.state == AnnexImport.State.XEM_TRUOC:
            return redirect("plans:import-review", self.annex_import.pk)
        response = super().get(request, *args, **kwargs)
        # Put in place of the review, this page begins at its top, not where the review was left.
        response["HX-Reswap"] = "outerHTML show:window:top"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(
            self.annex_import.imported_rows.select_related("task", "target").order_by("row", "pk")
        )
        tasks = {effect: _tasks(rows, effect) for effect in Effect}
        drafts = [task for task in tasks[Effect.MOI] if task.state == TaskState.NHAP]
        lines = [DraftLine(task, unclear(task)) for task in drafts]
        return super().get_context_data(
            title=_t("Kết quả nhập “%(file)s”") % {"file": self.annex_import.file.name},
            annex_import=self.annex_import,
            plan=self.annex_import.plan,
            new=tasks[Effect.MOI],
            given=len(tasks[Effect.MOI]) - len(drafts),
            lacking=[line for line in lines if line.missing],
            waiting=[line.task for line in lines if not line.missing],
            changed=tasks[Effect.SUA],
            same=len(tasks[Effect.GIU]),
            cancelled=tasks[Effect.BO],
            targets=[row.target for row in rows if row.target and row.effect != Effect.GIU],
            left_out=left_out(self.annex_import, rows),
            may_submit=self.actor.may("plans.write") and self.annex_import.plan.is_open_to_edits,
            is_undone=self.annex_import.state == AnnexImport.State.DA_HOAN_TAC,
            **kwargs,
        )


class UndoImport(OneImport, ActionPage):
    right = "plans.import"
    template_name = "plans/annex/undo.html"
    action = actions.undo_import
    title = _("Hoàn tác cả lần nhập")
    done_message = _("Đã hoàn tác: kế hoạch trở lại như trước lần nhập.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.annex_import.state != AnnexImport.State.DA_NHAN:
            return redirect(self.result_url())
        return super().get(request, *args, **kwargs)

    def given(self) -> dict[str, Any]:
        return {"import_id": self.annex_import.pk, "at": timezone.now()}

    def next_url(self, result: AnnexImport) -> str:
        return self.result_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = self.annex_import.imported_rows.exclude(effect=Effect.GIU)
        return super().get_context_data(
            annex_import=self.annex_import,
            count=counted.count(),
            cancel_url=self.result_url(),
            **kwargs,
        )


def _tasks(rows: Sequence[ImportedRow], effect: str) -> list[Task]:
    return [row.task for row in rows if row.effect == effect and row.task]
