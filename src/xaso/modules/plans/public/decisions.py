from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.pages.keyset import short_count
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.plans.lists import outcomes, reason_label
from xaso.modules.plans.models import Evidence, EvidenceKind, Extension, Plan, Submission
from xaso.modules.plans.queries.waiting import (
    extensions_waiting,
    plans_waiting,
    submissions_waiting,
)

MOST_ROWS = 20
COUNTED_UP_TO = 100
Row = TypeVar("Row", bound=Model)
RESULT, VILLAGE_REPORT, EXTENSION, PLAN = "ket_qua", "bao_cao_thon", "gia_han", "ke_hoach"


@dataclass(frozen=True)
class Decision:
    """One thing that waits for a leader. `id` is that of the submission, extension or plan."""

    kind: str
    id: UUID
    title: str
    what: str
    """In words: "Báo cáo của thôn Mẫu Sơn: 25 hộ", "Xin gia hạn đến 22/12/2026: …"."""
    from_name: str
    since: datetime
    due_date: date | None
    task_id: UUID | None
    code: str
    number: Decimal | None = None
    """The figure handed in, when the decision is asked with its proof."""
    unit: str = ""
    proof: str = ""
    """Document numbers, captions, addresses and file names handed in, in one line."""
    photo_ids: tuple[UUID, ...] = ()
    """Evidence ids; the picture is at `plans:evidence-file`."""
    is_failure: bool = False
    """A village says it could not do it."""

    @property
    def url(self) -> str:
        if self.kind == PLAN:
            return reverse("plans:plan", args=[self.id])
        return reverse("plans:task", args=[self.task_id])


@dataclass(frozen=True)
class Waiting:
    decisions: tuple[Decision, ...]
    """Oldest first in each kind: extensions, results, plans."""
    count: int
    """Of all that wait, also those not read; exact up to 100 of a kind."""


def decisions_waiting(actor: Actor, most: int = MOST_ROWS, *, with_proof: bool = False) -> Waiting:
    """What this person may decide, at most so many of each kind. Three queries, and one more for
    each kind with more than that. `with_proof` reads the figure and the pictures in another one."""
    submissions = submissions_waiting(actor)
    if with_proof:
        pieces = Prefetch(
            "evidence", Evidence.objects.select_related("file").order_by("pk"), to_attr="pieces"
        )
        submissions = submissions.prefetch_related(pieces)
    extensions, first = _some(extensions_waiting(actor), most)
    results, second = _some(submissions, most)
    plans, third = _some(plans_waiting(actor), most)
    found = [
        *map(_of_extension, extensions),
        *map(_of_submission, results),
        *map(_of_plan, plans),
    ]
    return Waiting(tuple(found), first + second + third)


def _some(rows: QuerySet[Row], most: int) -> tuple[list[Row], int]:
    """The first rows and the number of all."""
    found = list(rows[: most + 1])
    return found[:most], len(found) if len(found) <= most else short_count(rows, COUNTED_UP_TO)[0]


def _of_extension(row: Extension) -> Decision:
    return Decision(
        kind=EXTENSION,
        id=row.pk,
        title=row.task.title,
        what=_("Xin gia hạn đến %(day)s: %(reason)s")
        % {"day": write_date(row.to_date), "reason": row.reason},
        from_name=row.asked_by.full_name,
        since=row.asked_at,
        due_date=row.task.due_date,
        task_id=row.task_id,
        code=row.task.code,
    )


def _of_submission(row: Submission) -> Decision:
    pieces: list[Evidence] = getattr(row, "pieces", [])
    figure = next((each for each in pieces if each.number is not None), None)
    return Decision(
        kind=VILLAGE_REPORT if row.village_id else RESULT,
        id=row.pk,
        title=row.task.title,
        what=_words(row),
        from_name=row.by.full_name,
        since=row.at,
        due_date=row.task.due_date,
        task_id=row.task_id,
        code=row.task.code,
        number=figure.number if figure else None,
        unit=figure.unit if figure else "",
        proof=", ".join(text for each in pieces if (text := _proof(each))),
        photo_ids=tuple(each.pk for each in pieces if each.kind == EvidenceKind.ANH),
        is_failure=bool(row.village_id) and not outcomes()[row.outcome].is_done,
    )


def _proof(piece: Evidence) -> str:
    """A picture shows itself, a figure stands beside it."""
    named = piece.file.name if piece.file and piece.kind != EvidenceKind.ANH else ""
    return piece.text or piece.url or named


def _words(row: Submission) -> str:
    if row.village is None:
        return _("Kết quả của người chủ trì")
    if outcomes()[row.outcome].is_done:
        return _("Báo cáo của %(village)s") % {"village": row.village}
    why = reason_label(row.reason_code) if row.reason_code else outcomes()[row.outcome].label
    return _("%(village)s báo chưa làm được: %(why)s") % {"village": row.village, "why": why}


def _of_plan(row: Plan) -> Decision:
    if row.submitted_at is None:
        raise RuntimeError("a submitted plan has its moment")
    return Decision(
        kind=PLAN,
        id=row.pk,
        title=row.title,
        what=_("Kế hoạch trình duyệt"),
        from_name=row.submitted_by.full_name if row.submitted_by else "",
        since=row.submitted_at,
        due_date=None,
        task_id=None,
        code=row.document_number,
    )
