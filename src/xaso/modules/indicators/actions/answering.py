from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.indicators.models import PackEntry
from xaso.modules.indicators.proofs import Proof
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.scoring.pack import Item

from .proofs import keep_proofs


@transaction.atomic
def answer_item(
    *,
    actor: Actor,
    pack_code: str,
    item_code: str,
    period: Period,
    at: datetime,
    level: str = "",
    yes: bool | None = None,
    number: Decimal | None = None,
    parts: Sequence[bool | None] = (),
    not_applicable: bool = False,
    explanation: str = "",
    proofs: Sequence[Proof] = (),
) -> PackEntry:
    """What the pack asks in words, or why it does not apply. A later answer takes its place."""
    actor.must("indicators.write")
    item = item_named(actor.commune, pack_code, item_code, period)
    answer = PackEntry(
        commune=actor.commune,
        kind=PackEntry.Kind.TRA_LOI,
        pack_code=pack_code,
        item_code=item_code,
        first=period.first,
        last=period.last,
        level=level.strip(),
        yes=yes,
        number=number,
        parts=list(parts),
        not_applicable=not_applicable,
        explanation=" ".join(explanation.split()),
        entered_by_id=actor.account_id,
        entered_at=at,
    )
    _check(item, answer)
    answer.full_clean(exclude=["commune"])
    answer.save()
    keep_proofs(actor, proofs, at, entry=answer)
    record(
        "indicators.item.answered",
        actor=actor,
        subject_id=answer.pk,
        pack=pack_code,
        item=item_code,
        first=str(period.first),
        last=str(period.last),
    )
    return answer


def item_named(commune: Commune, pack_code: str, item_code: str, period: Period) -> Item:
    pack = book_of(commune, period).named(pack_code)
    item = next((item for item in pack.items if item.code == item_code), None) if pack else None
    if item is None:
        raise ObjectDoesNotExist(f"{pack_code} {item_code}")
    return item


def _check(item: Item, answer: PackEntry) -> None:
    if answer.not_applicable and not answer.explanation:
        raise ValidationError({"explanation": _("Chọn “không áp dụng” thì phải ghi giải trình.")})
    if item.formula_type == "manual_level" and answer.level and not answer.explanation:
        raise ValidationError({"explanation": _("Mức tự đề nghị phải có giải trình.")})
    if answer.level and answer.level not in {level.name for level in item.params.levels}:
        raise ValidationError({"level": _("Chọn một mức trong danh sách.")})
    if answer.number is not None and answer.number < 0:
        raise ValidationError({"number": _("Số liệu không được âm.")})
    if answer.parts and len(answer.parts) != len(item.params.parts):
        raise ValidationError(
            {
                "parts": _("Chỉ số có %(expected)d phần nhưng nhận được %(found)d.")
                % {"expected": len(item.params.parts), "found": len(answer.parts)}
            }
        )
    _must_say_something(answer)


def _must_say_something(answer: PackEntry) -> None:
    said = (
        answer.level,
        answer.yes is not None,
        answer.number is not None,
        any(part is not None for part in answer.parts),
        answer.explanation,
    )
    if not any(said):
        raise ValidationError(_("Chọn câu trả lời, hoặc ghi giải trình vì sao chưa có."))
