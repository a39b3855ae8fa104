"""A period is opened, its items are given out, and it goes up to the council step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.modules.indicators.models import Round, RoundItem
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.packs import entries

from .following import follow

State = Round.State


@transaction.atomic
def open_round(
    *, actor: Actor, pack_code: str, period: Period, at: datetime, due: date | None = None
) -> Round:
    """The pack is held in its edition of this day for the whole period."""
    actor.must("indicators.manage")
    book = book_of(actor.commune, period)
    pack = book.named(pack_code)
    if pack is None:
        raise ObjectDoesNotExist(pack_code)
    same = Round.objects.of(actor.commune).filter(
        pack_code=pack_code, first=period.first, last=period.last
    )
    if same.exists():
        raise ValidationError(_("Kỳ này của bộ chỉ số đã mở. Kỳ đã khóa thì mở lại, ghi lý do."))
    if entries(actor.commune, [pack_code], period)[pack_code].in_use is None:
        follow(actor, pack_code, period, at)
    made = Round.objects.create(
        commune=actor.commune,
        pack_code=pack_code,
        pack_version=book.fingerprint(pack_code),
        title=pack.title,
        first=period.first,
        last=period.last,
        due=due,
        opened_at=at,
    )
    RoundItem.objects.bulk_create(
        RoundItem(commune=actor.commune, round=made, code=item.code, order=order, due=due)
        for order, item in enumerate(pack.items)
    )
    record(
        "indicators.round.opened",
        actor=actor,
        subject_id=made.pk,
        pack=pack_code,
        version=made.pack_version,
        first=str(period.first),
        last=str(period.last),
    )
    return made


@transaction.atomic
def assign_items(
    *,
    actor: Actor,
    round_id: UUID,
    codes: Sequence[str],
    officer: Account | None,
    due: date | None = None,
) -> Round:
    """Until the items are all handed in, whose they are may change."""
    actor.must("indicators.manage")
    found = held(actor, round_id, State.MO, State.DANG_NHAP, State.BO_SUNG)
    if officer is not None and (officer.commune_id != actor.commune.pk or not officer.is_active):
        raise ObjectDoesNotExist
    if not codes:
        raise ValidationError({"codes": _("Chọn ít nhất một mục.")})
    changed = {"officer": officer, **({"due": due} if due else {})}
    count = RoundItem.objects.filter(round=found, code__in=codes).update(**changed)
    if count != len(set(codes)):
        raise ValidationError({"codes": _("Có mã không thuộc bộ chỉ số này.")})
    record(
        "indicators.round.assigned",
        actor=actor,
        subject_id=found.pk,
        items=sorted(codes),
        officer=str(officer.pk) if officer else None,
        due=str(due) if due else None,
    )
    return found


@transaction.atomic
def start_round(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    actor.must("indicators.manage")
    found = move(held(actor, round_id, State.MO), State.DANG_NHAP)
    record("indicators.round.started", actor=actor, subject_id=found.pk, at=str(at))
    return found


@transaction.atomic
def finish_entry(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """Every item has a number, does not apply, or says why it has none."""
    actor.must("indicators.manage")
    found = held(actor, round_id, State.DANG_NHAP)
    left = RoundItem.objects.filter(round=found, state=RoundItem.State.CHO)
    if codes := list(left.order_by("order").values_list("code", flat=True)):
        shown = ", ".join(codes[:12]) + (" …" if len(codes) > 12 else "")
        raise ValidationError(
            _("Còn %(count)d mục chưa nộp: %(codes)s.") % {"count": len(codes), "codes": shown}
        )
    move(found, State.DA_TU_CHAM)
    record("indicators.round.entered", actor=actor, subject_id=found.pk, at=str(at))
    return found


@transaction.atomic
def return_round(*, actor: Actor, round_id: UUID, reason: str, at: datetime) -> Round:
    """The chairman does not sign yet; officers may hand items in again."""
    actor.must("indicators.approve")
    found = held(actor, round_id, State.DA_TU_CHAM)
    said = told(reason)
    move(found, State.DANG_NHAP)
    record("indicators.round.returned", actor=actor, subject_id=found.pk, reason=said, at=str(at))
    return found


@transaction.atomic
def approve_round(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """The chairman stands for the commune's own score."""
    actor.must("indicators.approve")
    found = held(actor, round_id, State.DA_TU_CHAM)
    found.approved_by_id, found.approved_at = actor.account_id, at
    move(found, State.TRINH)
    record("indicators.round.approved", actor=actor, subject_id=found.pk)
    return found


@transaction.atomic
def send_to_council(
    *,
    actor: Actor,
    round_id: UUID,
    at: datetime,
    rule: str = Round.Rule.TRUNG_BINH,
    chair: Account | None = None,
    council: Sequence[Account] = (),
) -> Round:
    """Without named reviewers everybody with the council's role reviews."""
    actor.must("indicators.manage")
    found = held(actor, round_id, State.TRINH)
    people = [*council, *([chair] if chair else [])]
    if any(each.commune_id != actor.commune.pk for each in people):
        raise ObjectDoesNotExist
    if rule == Round.Rule.CHU_TICH and chair is None:
        raise ValidationError({"chair": _("Chọn chủ tịch hội đồng.")})
    found.rule, found.chair = rule, chair
    found.council = (
        [str(each.pk) for each in {each.pk: each for each in people}.values()] if council else []
    )
    move(found, State.THAM_DINH)
    record(
        "indicators.round.sent",
        actor=actor,
        subject_id=found.pk,
        rule=rule,
        chair=str(chair.pk) if chair else None,
        council=found.council,
        at=str(at),
    )
    return found


def held(actor: Actor, round_id: UUID, *states: str) -> Round:
    """The round, locked against others, in one of these states; else a sentence says where it is."""
    found = Round.objects.of(actor.commune).select_for_update().get(pk=round_id)
    if found.state not in states:
        raise ValidationError(
            _("Kỳ đánh giá đang ở bước “%(state)s”, chưa làm được việc này.")
            % {"state": found.get_state_display()}
        )
    return found


def move(found: Round, state: str) -> Round:
    found.state = state
    found.save()
    return found


def told(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise ValidationError({"reason": _("Ghi lý do.")})
    return said
