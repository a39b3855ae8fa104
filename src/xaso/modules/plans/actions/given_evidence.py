"""Evidence as it comes in, checked and kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.files.actions import keep_file
from xaso.core.rights.actor import Actor
from xaso.modules.plans.given import GivenEvidence
from xaso.modules.plans.models import Evidence, EvidenceKind, Submission, Task

from .rows import must_be_a_person


def put_evidence(
    actor: Actor, submission: Submission, given: Iterable[GivenEvidence], at: datetime
) -> list[Evidence]:
    return [_put(actor, submission, each, at) for each in given]


def count_of(kind: str, evidence: Iterable[Evidence]) -> int:
    return sum(each.kind == kind for each in evidence)


def too_little(task: Task, have: int) -> ValidationError:
    return ValidationError(
        _("Việc này cần ít nhất %(count)s %(kind)s, mới có %(have)s.")
        % {
            "count": task.evidence_count,
            "kind": EvidenceKind(task.evidence_kind).label,
            "have": have,
        }
    )


def _put(actor: Actor, submission: Submission, given: GivenEvidence, at: datetime) -> Evidence:
    evidence = Evidence(
        commune=actor.commune,
        submission=submission,
        kind=given.kind,
        text=" ".join(given.text.split()),
        url=given.url.strip(),
        number=given.number,
        unit=given.unit.strip(),
        by_id=must_be_a_person(actor),
        at=at,
    )
    if given.upload:
        evidence.file = keep_file(
            actor=actor, name=given.upload.name, content=given.upload.content, at=at
        )
    _must_hold(evidence)
    evidence.full_clean(exclude=["commune", "submission"])
    evidence.save()
    return evidence


def _must_hold(evidence: Evidence) -> None:
    kind, file = evidence.kind, evidence.file
    if kind == EvidenceKind.ANH and (file is None or not file.is_image):
        raise ValidationError(_("Chọn một ảnh (JPG hoặc PNG)."))
    if kind == EvidenceKind.TEP and file is None:
        raise ValidationError(_("Chọn một tệp."))
    if kind == EvidenceKind.SO_LIEU and evidence.number is None:
        raise ValidationError(_("Ghi số liệu. Chưa có số thì để trống việc này, không ghi 0."))
    if kind == EvidenceKind.SO_LIEU and evidence.number is not None and evidence.number < 0:
        raise ValidationError(_("Số liệu không âm."))
    if kind == EvidenceKind.SO_VAN_BAN and not evidence.text:
        raise ValidationError(_("Ghi số, ký hiệu văn bản."))
    if kind == EvidenceKind.DUONG_DAN and not evidence.url:
        raise ValidationError(_("Ghi đường dẫn bắt đầu bằng https://."))
