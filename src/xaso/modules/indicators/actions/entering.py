from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.indicators.proofs import Proof
from xaso.modules.indicators.queries.counted_elsewhere import counted_elsewhere
from xaso.modules.indicators.queries.definitions import definition_for

from .checks import (
    asks_why,
    must_be_a_number_of,
    must_be_zero_only,
    must_fit_the_rule,
    must_not_exceed,
)
from .proofs import keep_proofs


@transaction.atomic
def enter_value(
    *,
    actor: Actor,
    code: str,
    first: date,
    last: date,
    as_of: date,
    number: Decimal | None,
    at: datetime,
    village: Village | None = None,
    confirmed_zero: bool = False,
    percent_is_right: bool = False,
    reason: str = "",
    note: str = "",
    proofs: Sequence[Proof] = (),
    method: str = Value.Method.NHAP_TAY,
) -> Value:
    """One number. `number` None says that there is none yet, and `reason` says why."""
    actor.must("indicators.write")
    today = timezone.localdate(at)
    definition = definition_for(actor.commune, code, today)
    _must_reach(actor, definition, village)
    must_fit_the_rule(definition, first, last, as_of, today)
    value = Value(
        commune=actor.commune,
        code=code,
        village=village,
        first=first,
        last=last,
        as_of=as_of,
        number=number,
        confirmed_zero=confirmed_zero,
        reason=" ".join(reason.split()),
        note=" ".join(note.split()),
        method=method,
    )
    _check(actor, definition, value, percent_is_right=percent_is_right)
    _must_say_why_not_counted(actor, definition, value, today)
    _keep(actor, value, proofs, at)
    record("indicators.value.entered", actor=actor, subject_id=value.pk, **_told(value))
    return value


@transaction.atomic
def correct_value(
    *,
    actor: Actor,
    value_id: UUID,
    number: Decimal | None,
    reason: str,
    at: datetime,
    confirmed_zero: bool = False,
    percent_is_right: bool = False,
    note: str = "",
    proofs: Sequence[Proof] = (),
    method: str = Value.Method.NHAP_TAY,
) -> Value:
    """A new row of the same day and place; the old one stays. `number` None takes it back."""
    actor.must("indicators.write")
    old = _newest_of(actor, value_id)
    definition = definition_for(actor.commune, old.code, timezone.localdate(at))
    _must_reach(actor, definition, old.village)
    value = _copy(old, number=number, confirmed_zero=confirmed_zero)
    value.method = method
    value.reason, value.note = " ".join(reason.split()), " ".join(note.split()) or old.note
    if not value.reason:
        raise ValidationError({"reason": _("Ghi lý do sửa số.")})
    if number == old.number and confirmed_zero == old.confirmed_zero:
        raise ValidationError({"number": _("Số chưa đổi.")})
    _check(actor, definition, value, percent_is_right=percent_is_right)
    _keep(actor, value, proofs, at)
    record(
        "indicators.value.corrected",
        actor=actor,
        subject_id=value.pk,
        corrects=str(old.pk),
        was=_written(old.number),
        **_told(value),
    )
    return value


@transaction.atomic
def confirm_zero(*, actor: Actor, value_id: UUID, at: datetime) -> Value:
    """ "Đúng là 0?" Yes: a person stands for it, and only now it counts as a number."""
    actor.must("indicators.write")
    old = _newest_of(actor, value_id)
    _must_reach(
        actor, definition_for(actor.commune, old.code, timezone.localdate(at)), old.village
    )
    if old.number != 0:
        raise ValidationError(_("Số này không phải là 0."))
    if old.confirmed_zero:
        raise ValidationError(_("Số 0 này đã có người xác nhận."))
    value = _copy(old, number=old.number, confirmed_zero=True)
    value.reason, value.note = _("Xác nhận đúng là 0"), old.note
    _keep(actor, value, (), at)
    record("indicators.zero.confirmed", actor=actor, subject_id=value.pk, **_told(value))
    return value


def _newest_of(actor: Actor, value_id: UUID) -> Value:
    old = Value.objects.of(actor.commune).select_related("village").get(pk=value_id)
    if Value.objects.filter(corrects=old).exists():
        raise ValidationError(_("Dòng này đã được sửa rồi. Sửa dòng mới nhất."))
    return old


def _copy(old: Value, *, number: Decimal | None, confirmed_zero: bool) -> Value:
    return Value(
        commune=old.commune,
        code=old.code,
        village=old.village,
        first=old.first,
        last=old.last,
        as_of=old.as_of,
        number=number,
        confirmed_zero=confirmed_zero,
        corrects=old,
    )


def _must_reach(actor: Actor, definition: ValueDef, village: Village | None) -> None:
    if village is None:
        return
    if village.commune_id != actor.commune.pk:
        raise ObjectDoesNotExist
    if not actor.reaches_village(village.pk):
        raise PermissionDenied
    if not definition.is_of_villages:
        raise ValidationError(
            {"village": _("“%(name)s” là số của cả xã.") % {"name": definition.name}}
        )


def _check(actor: Actor, definition: ValueDef, value: Value, *, percent_is_right: bool) -> None:
    must_be_zero_only(value.number, confirmed_zero=value.confirmed_zero)
    if value.number is not None:
        must_be_a_number_of(definition, value.number, percent_is_right=percent_is_right)
        must_not_exceed(actor.commune, definition, value.number, value.village_id)
    elif not value.reason:
        raise ValidationError({"reason": _("Để trống số thì ghi lý do chưa có số liệu.")})
    value.state = Value.State.CO_SO if value.number is not None else Value.State.THIEU


def _must_say_why_not_counted(
    actor: Actor, definition: ValueDef, value: Value, today: date
) -> None:
    """What the program counts from rows is not typed over without a word."""
    if value.reason or value.number is None:
        return
    known = counted_elsewhere(actor.commune, [definition], value.last, today)
    counted = known.of(definition.code, value.village_id)
    if counted is not None and counted[0] != value.number:
        raise ValidationError({"reason": asks_why(counted, value.as_of)})


def _keep(actor: Actor, value: Value, proofs: Sequence[Proof], at: datetime) -> None:
    value.entered_by_id, value.entered_at = actor.account_id, at
    value.full_clean(exclude=["commune"])
    value.save()
    keep_proofs(actor, proofs, at, value=value)


def _told(value: Value) -> dict[str, object]:
    return {
        "code": value.code,
        "number": _written(value.number),
        "as_of": str(value.as_of),
        "village": str(value.village_id) if value.village_id else None,
    }


def _written(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
