"""One task: five "rõ" first, what must be decided, what was sent, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.events.queries import history
from xaso.core.pages.pages import TextPage
from xaso.core.rights.actor import Actor
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans.cards import card_of
from xaso.modules.plans.chips import SUBMISSION_WORDS, SUBMISSIONS, chip_of, village_chip
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.happenings import tell_all
from xaso.modules.plans.lateness import was_sent_late
from xaso.modules.plans.lists import outcomes, reason_label
from xaso.modules.plans.models import (
    Evidence,
    EvidenceKind,
    Extension,
    ExtensionResult,
    Submission,
    SubmissionState,
    Task,
    TaskState,
    TaskVillage,
    VillageState,
)
from xaso.modules.plans.queries.money import budget_of_task
from xaso.modules.plans.queries.one_task import (
    extensions_of,
    submissions_of,
    task_with_people,
    villages_of,
)

from .plan_links import Link
from .task_facts import five_facts, place_facts
from .task_steps import TaskSteps, steps_for

UNDONE = {VillageState.KHONG_XONG, VillageState.TRA_LAI}
VILLAGE_TONES = {"late": "bad", "returned": "warn"}
WITH_FILE = {EvidenceKind.ANH, EvidenceKind.TEP}


@dataclass(frozen=True)
class Sent:
    """One handing-in with its pieces."""

    submission: Submission
    chip: str
    word: str
    photos: list[Evidence]
    files: list[Evidence]
    words: list[Evidence]
    """Numbers, document numbers and links."""
    outcome: str
    reason: str
    sent_late: bool
    may_decide: bool


@dataclass(frozen=True)
class VillageLine:
    row: TaskVillage
    name: str
    chip: str
    word: str
    tone: str
    number: Decimal | None
    """Accepted, or else what waits for a decision."""
    reason: str
    sent: Sent | None


@dataclass(frozen=True)
class ExtensionLine:
    extension: Extension
    number: int
    may_decide: bool


@dataclass(frozen=True)
class Received:
    of_lead: list[Sent] = field(default_factory=list)
    of_villages: list[Sent] = field(default_factory=list)

    @property
    def waiting(self) -> list[Sent]:
        return [sent for sent in self.of_lead if sent.may_decide]

    @property
    def decided(self) -> list[Sent]:
        return [sent for sent in self.of_lead if not sent.may_decide]


class TaskPage(TextPage):
    right = "plans.read"
    template_name = "plans/task.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, today = self.actor, timezone.localdate()
        task = task_with_people(actor).get(pk=self.kwargs["task_id"])
        card = card_of(task, today)
        received = _received(actor, task)
        lines = _village_lines(task, received.of_villages, today)
        told = _told(actor, task, lines)
        return super().get_context_data(
            task=task,
            title=task.title,
            card=card,
            chip=chip_of(card),
            five=five_facts(task, today, calendar_of(actor.commune)),
            place=place_facts(task),
            unclear=unclear(task) if task.state == TaskState.NHAP else [],
            steps=_steps(actor, task, len(received.waiting), lines),
            waiting=received.waiting,
            sent=received.decided,
            lines=lines,
            earlier=_earlier(received.of_villages, lines),
            may_decide_some=any(line.sent and line.sent.may_decide for line in lines),
            extensions=_extensions(actor, task),
            pauses=list(task.pauses.select_related("approved_by").order_by("from_date", "pk")),
            told=told,
            money=budget_of_task(task),
            explanations=list(
                task.explanations.select_related("of", "asked_by").order_by("-asked_at")
            ),
            unit=task.target.unit if task.target else "",
            **kwargs,
        )


def _steps(actor: Actor, task: Task, waiting: int, lines: Sequence[VillageLine]) -> TaskSteps:
    """For who decides, the main button leads to what waits."""
    steps = steps_for(actor, task)
    villages = sum(bool(line.sent and line.sent.may_decide) for line in lines)
    if steps.main or not waiting + villages:
        return steps
    place = "#duyet" if waiting else "#cac-thon"
    label = _("Duyệt (%(count)s)") % {"count": waiting + villages} if villages else _("Duyệt")
    return replace(steps, main=Link(label, place, "check"))


def _received(actor: Actor, task: Task) -> Received:
    received = Received()
    for submission in submissions_of(task):
        sent = _sent(actor, task, submission)
        (received.of_villages if submission.village_id else received.of_lead).append(sent)
    return received


def _sent(actor: Actor, task: Task, submission: Submission) -> Sent:
    pieces = list(submission.evidence.all())
    outcome = outcomes().get(submission.outcome)
    return Sent(
        submission=submission,
        chip=SUBMISSIONS[SubmissionState(submission.state)],
        word=str(SUBMISSION_WORDS[SubmissionState(submission.state)]),
        photos=[piece for piece in pieces if piece.file and piece.file.is_image],
        files=[piece for piece in pieces if piece.file and not piece.file.is_image],
        words=[piece for piece in pieces if piece.kind not in WITH_FILE],
        outcome=outcome.label if outcome else submission.outcome,
        reason=reason_label(submission.reason_code) if submission.reason_code else "",
        sent_late=was_sent_late(submission.at, submission.stamped_at),
        may_decide=_may_decide(actor, task, submission),
    )


def _may_decide(actor: Actor, task: Task, submission: Submission) -> bool:
    """As accept_submission refuses it: never one's own, and a result only when it is complete."""
    if not actor.may("plans.accept") or submission.state != SubmissionState.DA_GUI:
        return False
    if actor.account_id in {submission.by_id, task.lead_id}:
        return False
    if submission.village_id is None:
        return task.state == TaskState.CHO_MINH_CHUNG
    return task.state in {TaskState.CHUA_BAT_DAU, TaskState.DANG_LAM, TaskState.CHO_MINH_CHUNG}


def _village_lines(task: Task, sent: Sequence[Sent], today: date) -> list[VillageLine]:
    newest: dict[Any, Sent] = {}
    for each in sent:
        newest.setdefault(each.submission.village_id, each)
    lines = [_line(task, row, newest.get(row.village_id), today) for row in villages_of(task)]
    return sorted(lines, key=_urgency)


def _urgency(line: VillageLine) -> int:
    """What waits for a decision first, then what is missing, what is done last."""
    if line.sent and line.sent.may_decide:
        return 0
    return 1 if line.row.state in {VillageState.CHUA_BAO, *UNDONE} else 2


def _line(task: Task, row: TaskVillage, sent: Sent | None, today: date) -> VillageLine:
    reported = _waiting_number(sent)
    chip = village_chip(row.state, task.due_date, today)
    return VillageLine(
        row=row,
        name=capfirst(str(row.village)),
        chip=chip,
        word=capfirst(str(row.get_state_display())),
        tone=VILLAGE_TONES.get(chip, ""),
        number=row.number if row.number is not None else reported,
        reason=reason_label(row.reason_code) if row.reason_code else "",
        sent=sent,
    )


def _waiting_number(sent: Sent | None) -> Decimal | None:
    """What was returned or replaced is no number of the village."""
    if sent is None or sent.submission.state != SubmissionState.DA_GUI:
        return None
    return next((piece.number for piece in sent.words if piece.number is not None), None)


def _earlier(sent: Iterable[Sent], lines: Iterable[VillageLine]) -> list[Sent]:
    """Reports that are not the newest of their village: history, folded away."""
    shown = {id(line.sent) for line in lines}
    return [each for each in sent if id(each) not in shown]


def _extensions(actor: Actor, task: Task) -> list[ExtensionLine]:
    rows = list(extensions_of(task))
    return [
        ExtensionLine(row, number, _may_extend(actor, task, row))
        for number, row in enumerate(rows, 1)
    ]


def _may_extend(actor: Actor, task: Task, extension: Extension) -> bool:
    if extension.result != ExtensionResult.CHO or not actor.may("plans.accept"):
        return False
    if actor.account_id in {extension.asked_by_id, task.lead_id}:
        return False
    return actor.account_id == task.follower_id or actor.may("plans.approve")


def _told(actor: Actor, task: Task, lines: Iterable[VillageLine]) -> list[Any]:
    names = {str(line.row.village_id): str(line.row.village) for line in lines}
    return tell_all(history(actor.commune, [task.pk], 40), names)
