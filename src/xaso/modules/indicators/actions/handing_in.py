"""An officer hands in items: their score of this moment is held, with how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.rights.actor import Actor
from xaso.modules.indicators.models import Round, RoundItem, RoundNote
from xaso.modules.indicators.queries.assessment import ItemRow
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.queries.proofs import proofs_of_rows
from xaso.modules.indicators.queries.words import lacking

from .rounds import held, move

State = Round.State
SHOWN = 6


@transaction.atomic
def hand_in_items(
    *, actor: Actor, round_id: UUID, codes: Sequence[str], at: datetime, reason: str = ""
) -> list[RoundItem]:
    """All of them or none. `reason` says why a number or a proof is lacking."""
    actor.must("indicators.write")
    found = held(actor, round_id, State.DANG_NHAP, State.BO_SUNG)
    items = _own_items(actor, found, codes)
    rows, proofs = rows_of_round(found, timezone.localdate(at))
    said = " ".join(reason.split())
    troubles = [
        f"{item.code}: {trouble}"
        for item in items
        if (trouble := trouble_of(rows[item.code], proofs.get(item.code, ()), said))
    ]
    if troubles:
        raise ValidationError(troubles[:SHOWN])
    before = {item.code: _written(item) for item in items}
    for item in items:
        _hold(item, rows[item.code], proofs.get(item.code, ()), said)
    RoundNote.objects.bulk_create(_note(actor, item, at) for item in items)
    record(
        "indicators.round.handed_in",
        actor=actor,
        subject_id=found.pk,
        items={item.code: [before[item.code], _written(item)] for item in items},
    )
    return items


@transaction.atomic
def resubmit_round(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """Back to the council once everything it asked for is handed in."""
    actor.must("indicators.manage")
    found = held(actor, round_id, State.BO_SUNG)
    left = RoundItem.objects.filter(round=found, state=RoundItem.State.HOI_LAI)
    if codes := list(left.order_by("order").values_list("code", flat=True)):
        raise ValidationError(
            _("Chưa bổ sung xong các mục: %(codes)s.") % {"codes": ", ".join(codes)}
        )
    move(found, State.THAM_DINH)
    record("indicators.round.resubmitted", actor=actor, subject_id=found.pk, at=str(at))
    return found


def rows_of_round(
    found: Round, today: date
) -> tuple[dict[str, ItemRow], dict[str, tuple[str, ...]]]:
    """Every item scored from the numbers of this moment, and what proves it."""
    period = Period(found.first, found.last)
    pack = book_of(found.commune, period).named(found.pack_code)
    if pack is None:
        raise ValidationError(_("Bản phần mềm này không còn bộ chỉ số của kỳ."))
    rows = assess_packs(found.commune, [pack], period, today)[pack.code].rows
    return {row.item.code: row for row in rows}, proofs_of_rows(found.commune, rows)


def trouble_of(row: ItemRow, proofs: Sequence[str], reason: str) -> str:
    """Why the item cannot be handed in yet; empty when it can."""
    explained = reason or (row.answer.explanation if row.answer else "")
    if row.score.state in ("missing", "missing_target") and not explained:
        return _("%(lacking)s. Nhập số, hoặc ghi lý do còn thiếu.") % {"lacking": lacking(row)}
    if any(each.code == "numerator_larger" for each in row.score.warnings) and not explained:
        return _("Tử số lớn hơn mẫu số, phải giải trình.")
    counts_itself = any(value.origin == "counted" for value in row.values)
    needs_proof = row.item.evidence_kinds and row.score.state == "scored" and not counts_itself
    if needs_proof and not proofs and not explained:
        return _("Thiếu minh chứng (%(kinds)s). Đính kèm, hoặc giải trình vì sao chưa có.") % {
            "kinds": "; ".join(row.item.evidence_kinds)
        }
    return ""


def _own_items(actor: Actor, found: Round, codes: Sequence[str]) -> list[RoundItem]:
    items = list(RoundItem.objects.filter(round=found, code__in=codes).order_by("order"))
    if not items or len(items) != len(set(codes)):
        raise ValidationError(_("Chọn ít nhất một mục của kỳ này."))
    if not actor.may("indicators.manage") and any(
        item.officer_id and item.officer_id != actor.account_id for item in items
    ):
        raise PermissionDenied
    if found.state == State.BO_SUNG and any(
        item.state != RoundItem.State.HOI_LAI for item in items
    ):
        raise ValidationError(_("Chỉ nộp lại các mục hội đồng yêu cầu bổ sung."))
    return items


def _hold(item: RoundItem, row: ItemRow, proofs: Sequence[str], reason: str) -> None:
    told = row.answer.explanation if row.answer else ""
    item.state = RoundItem.State.DA_NOP
    item.self_state, item.self_score = row.score.state, row.score.score
    item.how = row.score.explanation[:1000]
    item.explanation = " ".join(part for part in (told, reason) if part)[:2000]
    item.proofs = list(proofs)
    item.council_score = None
    item.save()


def _note(actor: Actor, item: RoundItem, at: datetime) -> RoundNote:
    return RoundNote(
        commune=actor.commune,
        item=item,
        kind=RoundNote.Kind.NOP,
        score=item.self_score,
        text=" · ".join(part for part in (item.how, item.explanation) if part)[:2000],
        entered_by_id=actor.account_id,
        entered_at=at,
    )


def _written(item: RoundItem) -> str | None:
    return None if item.self_score is None else f"{item.self_score:f}"
