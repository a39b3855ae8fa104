"""The kit of the teams: a thing comes, is described anew, goes out with somebody and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.teams.models import Condition, KitLoan, KitThing, ThingKind

from .rows import held_member, not_after, not_before, not_far_ahead

PREFIXES = {
    ThingKind.PHONE: "DT", ThingKind.SIM: "SIM", ThingKind.ROUTER: "BP", ThingKind.POWER: "SAC",
    ThingKind.HANDOUT: "TL", ThingKind.OTHER: "DO",
}  # fmt: skip
DESCRIBED = ("kind", "name", "condition", "note")


@transaction.atomic
def add_thing(
    *,
    actor: Actor,
    kind: str,
    name: str,
    at: datetime,
    code: str = "",
    condition: str = Condition.GOOD,
    note: str = "",
) -> KitThing:
    """Without a code of its own it gets the next one of its kind: DT-07."""
    actor.must("teams.write")
    code = code.strip().upper()
    if code and KitThing.objects.of(actor.commune).filter(code=code).exists():
        raise ValidationError({"code": _("Mã này đã có đồ khác mang.")})
    thing = KitThing.objects.create(
        commune=actor.commune,
        kind=kind,
        code=code or _next_code(actor, ThingKind(kind)),
        name=name.strip(),
        condition=condition,
        note=note.strip(),
        made_at=at,
    )
    record("teams.thing.added", actor=actor, subject_id=thing.pk, code=thing.code)
    return thing


@transaction.atomic
def edit_thing(*, actor: Actor, thing_id: UUID, changes: Mapping[str, Change]) -> KitThing:
    """Also broken, lost, found again or mended while it is at the office."""
    actor.must("teams.write")
    thing = KitThing.objects.of(actor.commune).select_for_update().get(pk=thing_id)
    before = thing.condition
    apply_changes(thing, changes, DESCRIBED)
    thing.name, thing.note = thing.name.strip(), thing.note.strip()
    if thing.condition != before and _open_loan(thing):
        said = _("Đồ đang cho mượn. Ghi nhận lại trước, tình trạng ghi lúc ấy.")
        raise ValidationError({"condition": said})
    thing.version += 1
    thing.save()
    record("teams.thing.edited", actor=actor, subject_id=thing.pk, code=thing.code)
    return thing


@transaction.atomic
def lend_thing(
    *,
    actor: Actor,
    thing_id: UUID,
    member_id: UUID,
    lent_date: date,
    due_date: date,
    at: datetime,
    is_shared: bool = False,
    note: str = "",
) -> KitLoan:
    actor.must("teams.write")
    thing = KitThing.objects.of(actor.commune).select_for_update().get(pk=thing_id)
    _must_be_free(thing)
    member = held_member(actor, member_id)
    if member.to_date is not None:
        raise ValidationError({"member": _("Người này đã thôi tham gia tổ.")})
    not_after(lent_date, at, "lent_date")
    _not_during_another(thing, lent_date)
    not_before(due_date, lent_date, "due_date")
    not_far_ahead(due_date, at, "due_date")
    loan = KitLoan.objects.create(
        commune=actor.commune,
        thing=thing,
        team=member.team,
        member=member,
        is_shared=is_shared,
        lent_date=lent_date,
        due_date=due_date,
        condition_out=thing.condition,
        note=note.strip(),
        by_id=actor.account_id,
        at=at,
    )
    record(
        "teams.thing.lent",
        actor=actor,
        subject_id=thing.pk,
        code=thing.code,
        name=member.team.village.name,
        loan=str(loan.pk),
    )
    return loan


@transaction.atomic
def move_due_date(
    *, actor: Actor, thing_id: UUID, changes: Mapping[str, Change], reason: str, at: datetime
) -> KitThing:
    """Later or earlier, from today on; the diary keeps each date with its reason."""
    actor.must("teams.write")
    thing, loan = _lent(actor, thing_id)
    before, loan.due_reason = loan.due_date, reason.strip()
    if not loan.due_reason:
        raise ValidationError({"reason": _("Ghi vì sao đổi hẹn.")})
    if not apply_changes(loan, changes, ("due_date",)):
        raise ValidationError({"due_date": _("Hẹn trả vẫn là ngày cũ. Ghi ngày hẹn mới.")})
    not_before(loan.due_date, max(loan.lent_date, timezone.localdate(at)), "due_date")
    not_far_ahead(loan.due_date, at, "due_date")
    loan.version += 1
    loan.save()
    record(
        "teams.thing.due_moved",
        actor=actor,
        subject_id=thing.pk,
        code=thing.code,
        day=str(loan.due_date),
        was=str(before),
        reason=loan.due_reason,
        loan=str(loan.pk),
    )
    return thing


@transaction.atomic
def return_thing(
    *,
    actor: Actor,
    thing_id: UUID,
    back_date: date,
    condition: str,
    at: datetime,
    back_note: str = "",
) -> KitThing:
    """`condition` may say that it was lost on the way: the loan ends all the same."""
    actor.must("teams.write")
    thing, loan = _lent(actor, thing_id)
    not_after(back_date, at, "back_date")
    not_before(back_date, loan.lent_date, "back_date")
    if condition in (Condition.BROKEN, Condition.LOST) and not back_note.strip():
        raise ValidationError({"back_note": _("Ghi hỏng hay mất thế nào.")})
    loan.back_date, loan.condition_back = back_date, condition
    loan.back_note, loan.back_by_id = back_note.strip(), actor.account_id
    thing.condition = condition
    for row in (loan, thing):
        row.version += 1
        row.save()
    record(
        "teams.thing.returned",
        actor=actor,
        subject_id=thing.pk,
        code=thing.code,
        condition=condition,
        loan=str(loan.pk),
    )
    return thing


def _lent(actor: Actor, thing_id: UUID) -> tuple[KitThing, KitLoan]:
    thing = KitThing.objects.of(actor.commune).select_for_update().get(pk=thing_id)
    loan = _open_loan(thing)
    if loan is None:
        raise ValidationError(_("Đồ này không có ai đang mượn."))
    return thing, loan


def _open_loan(thing: KitThing) -> KitLoan | None:
    rows = KitLoan.objects.filter(thing=thing, back_date=None)
    return rows.select_related("member", "team__village").first()


def _must_be_free(thing: KitThing) -> None:
    if loan := _open_loan(thing):
        said = _("%(who)s, tổ %(place)s đang mượn đồ này từ %(day)s. Ghi nhận lại trước.")
        raise ValidationError(
            said
            % {
                "who": loan.member.full_name,
                "place": loan.team.village,
                "day": write_date(loan.lent_date),
            }
        )
    if not thing.is_usable:
        said = _("Đồ này ghi là “%(word)s”, chưa cho mượn được.")
        raise ValidationError(said % {"word": thing.get_condition_display()})


def _not_during_another(thing: KitThing, lent_date: date) -> None:
    last = thing.loans.order_by("-back_date").values_list("back_date", flat=True).first()
    if last:
        not_before(lent_date, last, "lent_date")


def _next_code(actor: Actor, kind: ThingKind) -> str:
    prefix = f"{PREFIXES[kind]}-"
    rows = KitThing.objects.of(actor.commune).filter(code__startswith=prefix)
    given = [code.removeprefix(prefix) for code in rows.values_list("code", flat=True)]
    numbers = [int(each) for each in given if each.isascii() and each.isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:02}"
