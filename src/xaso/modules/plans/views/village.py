"""The pages of a village head: what the village owes, one report, what was sent. No script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from xaso.core.pages.pages import TextPage
from xaso.core.ui.templatetags.xaso import vn_moment
from xaso.core.units.models import Village
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans import actions
from xaso.modules.plans.chips import SUBMISSION_WORDS, SUBMISSIONS, village_chip
from xaso.modules.plans.due_words import due_in_words
from xaso.modules.plans.forms.village import VillageReportForm
from xaso.modules.plans.lists import outcomes, reason_label
from xaso.modules.plans.models import Submission, SubmissionState, TaskVillage
from xaso.modules.plans.queries.villages import (
    owed_counts,
    reached_villages,
    village_reports,
    village_row,
    village_work,
)

from .steps import Step

SHOWN_REPORTS = SHOWN_WORK = 12


@dataclass(frozen=True)
class OwedWork:
    row: TaskVillage
    due: str
    chip: str
    word: str
    is_late: bool


@dataclass(frozen=True)
class VillageChoice:
    village: Village
    owed: int
    url: str


@dataclass(frozen=True)
class SentReport:
    report: Submission
    chip: str
    word: str
    outcome: str
    number: Any
    unit: str
    photos: list[Any]


class VillageHome(TextPage):
    """A head of several villages chooses one first."""

    right = "plans.village"
    template_name = "plans/village.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        villages = list(reached_villages(self.actor))
        village = self._chosen(villages)
        owed = owed_counts(self.actor)
        found = self._work(village) if village else {"choices": _choices(villages, owed)}
        owed_here = owed.get(village.pk, 0) if village else 0
        return super().get_context_data(
            village=village,
            several=len(villages) > 1,
            more_due=owed_here - len(found.get("due", ())),
            **found,
            **kwargs,
        )

    def _work(self, village: Village) -> dict[str, Any]:
        """The first of what is owed and of what was sent: the earliest due date stands first."""
        rows, commune = village_work(self.actor).filter(village=village), self.actor.commune
        return {
            "due": _owed(rows.exclude(state__in=_SENT)[:SHOWN_WORK], commune),
            "waiting": _owed(rows.filter(state__in=_SENT)[:SHOWN_WORK], commune),
        }

    def _chosen(self, villages: list[Village]) -> Village | None:
        if len(villages) == 1:
            return villages[0]
        asked = self.request.GET.get("thon", "")
        return next((village for village in villages if str(village.pk) == asked), None)


class VillageReport(Step):
    right = "plans.village"
    form_class = VillageReportForm
    template_name = "plans/village_report.html"

    @staticmethod
    def action(**given: Any) -> Submission:
        return actions.send_village_report(**given)

    @cached_property
    def row(self) -> TaskVillage:
        return village_row(self.actor, self.kwargs["task_id"], self.kwargs["village_id"])

    def home_url(self) -> str:
        return f"{reverse('plans:village')}?thon={self.row.village_id}"

    def given(self) -> dict[str, Any]:
        return {
            "task_id": self.row.task_id,
            "village_id": self.row.village_id,
            "at": timezone.now(),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": self.row}

    def said(self, result: Submission) -> str:
        return _t("Đã gửi lúc %(at)s. Xã sẽ duyệt.") % {"at": vn_moment(result.at)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, today = self.row, timezone.localdate()
        reports = village_reports(self.actor).filter(task=row.task_id, village=row.village_id)
        return super().get_context_data(
            row=row,
            due=due_in_words(row.task.due_date, today, calendar_of(self.actor.commune)),
            is_late=bool(row.task.due_date and row.task.due_date < today),
            reports=[_sent(report) for report in reports[:SHOWN_REPORTS]],
            **kwargs,
        )


class VillageSent(TextPage):
    """The own earlier reports and what the commune said to them."""

    right = "plans.village"
    template_name = "plans/village_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reports = village_reports(self.actor).select_related("task__target")[:SHOWN_REPORTS]
        return super().get_context_data(reports=[_sent(report) for report in reports], **kwargs)


_SENT = {"da_gui"}


def _owed(rows: Iterable[TaskVillage], commune: Any) -> list[OwedWork]:
    today, calendar = timezone.localdate(), calendar_of(commune)
    return [
        OwedWork(
            row=row,
            due=due_in_words(row.task.due_date, today, calendar),
            chip=village_chip(row.state, row.task.due_date, today),
            word=_owed_word(row, today),
            is_late=_is_late(row, today),
        )
        for row in rows
    ]


def _owed_word(row: TaskVillage, today: date) -> str:
    if row.state == "chua_bao":
        return _t("Quá hạn") if _is_late(row, today) else _t("Chưa báo")
    return str(row.get_state_display()).capitalize()


def _is_late(row: TaskVillage, today: date) -> bool:
    return bool(row.task.due_date and row.task.due_date < today and row.state not in _SENT)


def _choices(villages: list[Village], owed: dict[UUID, int]) -> list[VillageChoice]:
    home = reverse("plans:village")
    return [
        VillageChoice(village, owed.get(village.pk, 0), f"{home}?thon={village.pk}")
        for village in villages
    ]


def _sent(report: Submission) -> SentReport:
    pieces = list(report.evidence.all())
    figure = next((piece for piece in pieces if piece.number is not None), None)
    outcome = outcomes()[report.outcome].label
    if report.reason_code:
        outcome = f"{outcome}: {reason_label(report.reason_code)}"
    return SentReport(
        report=report,
        chip=SUBMISSIONS[SubmissionState(report.state)],
        word=str(SUBMISSION_WORDS[SubmissionState(report.state)]),
        outcome=outcome,
        number=figure.number if figure else None,
        unit=figure.unit if figure else "",
        photos=[piece for piece in pieces if piece.file and piece.file.is_image],
    )
