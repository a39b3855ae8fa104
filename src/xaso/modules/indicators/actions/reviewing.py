"""The council: agrees, scores otherwise with a reason, asks for more; then the result and the lock."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.people.models import Account
from xaso.core.people.second_factor.queries import has_factor
from xaso.core.rights.actor import Actor
from xaso.lib.numbers import write_number
from xaso.modules.indicators.models import Round, RoundItem, RoundNote
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.locked import kept_text
from xaso.modules.indicators.scoring.numbers import round_half_up
from xaso.modules.indicators.scoring.pack import Item

from .rounds import held, move, told

State, Kind = Round.State, RoundNote.Kind
VERDICTS = (Kind.DONG_Y, Kind.CHO_DIEM, Kind.HOI_LAI)


@transaction.atomic
def review_item(
    *,
    actor: Actor,
    round_id: UUID,
    code: str,
    verdict: str,
    at: datetime,
    score: Decimal | None = None,
    text: str = "",
) -> RoundItem:
    """A later word of the same reviewer takes the place of an earlier one; both are kept."""
    actor.must("indicators.review")
    found = held(actor, round_id, State.THAM_DINH)
    item = RoundItem.objects.select_related("officer").get(round=found, code=code)
    _must_sit_on(actor, found)
    _must_not_judge_own(actor, item)
    said = " ".join(text.split())
    given = _checked(_item_of(found, code), item, verdict, score, said)
    before = item.council_score
    RoundNote.objects.create(
        commune=actor.commune,
        item=item,
        kind=verdict,
        score=given,
        text=said,
        entered_by_id=actor.account_id,
        entered_at=at,
    )
    item.state = RoundItem.State.HOI_LAI if verdict == Kind.HOI_LAI else RoundItem.State.DA_XET
    item.council_score = None if verdict == Kind.HOI_LAI else final_of(found, item)
    item.save()
    record(
        "indicators.round.reviewed",
        actor=actor,
        subject_id=found.pk,
        item=code,
        verdict=verdict,
        was=_written(before),
        score=_written(given),
        now=_written(item.council_score),
    )
    return item


@transaction.atomic
def ask_for_more(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """The items asked back go to their officers; the others stay as they are."""
    actor.must("indicators.review")
    found = held(actor, round_id, State.THAM_DINH)
    _must_sit_on(actor, found)
    asked = RoundItem.objects.filter(round=found, state=RoundItem.State.HOI_LAI)
    codes = list(asked.order_by("order").values_list("code", flat=True))
    if not codes:
        raise ValidationError(_("Chưa mục nào được yêu cầu bổ sung."))
    move(found, State.BO_SUNG)
    record(
        "indicators.round.asked_back", actor=actor, subject_id=found.pk, items=codes, at=str(at)
    )
    return found


@transaction.atomic
def conclude_round(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """Every item has been judged; the final score is the average or the chair's word."""
    actor.must("indicators.review")
    found = held(actor, round_id, State.THAM_DINH)
    _must_sit_on(actor, found)
    if found.chair_id and found.chair_id != actor.account_id:
        raise ValidationError(_("Chủ tịch hội đồng kết luận."))
    left = RoundItem.objects.filter(round=found).exclude(state=RoundItem.State.DA_XET)
    if codes := list(left.order_by("order").values_list("code", flat=True)):
        raise ValidationError(
            _("Còn %(count)d mục hội đồng chưa xét xong: %(codes)s.")
            % {"count": len(codes), "codes": ", ".join(codes[:12])}
        )
    move(found, State.KET_QUA)
    record("indicators.round.concluded", actor=actor, subject_id=found.pk, at=str(at))
    return found


@transaction.atomic
def ask_for_lock(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """Who runs the plan asks, the chairman locks."""
    actor.must("indicators.manage")
    found = held(actor, round_id, State.KET_QUA)
    if found.lock_asked_at:
        raise ValidationError(_("Đã đề nghị khóa, chờ chủ tịch khóa."))
    found.lock_asked_at = at
    found.save()
    record("indicators.round.lock_asked", actor=actor, subject_id=found.pk)
    return found


@transaction.atomic
def lock_round(*, actor: Actor, round_id: UUID, at: datetime) -> Round:
    """What stands there is kept letter by letter; no number typed later and no upgrade moves it."""
    actor.must("indicators.approve")
    found = held(actor, round_id, State.KET_QUA)
    if not found.lock_asked_at:
        raise ValidationError(_("Người chủ trì chưa đề nghị khóa kỳ này."))
    found.kept, found.locked_at = kept_text(found, at), at
    move(found, State.KHOA)
    record("indicators.round.locked", actor=actor, subject_id=found.pk, sha256=found.kept_sha256)
    return found


@transaction.atomic
def reopen_round(*, actor: Actor, round_id: UUID, reason: str, at: datetime) -> Round:
    """A new revision with what was handed in; the locked one stays beside it."""
    actor.must("indicators.approve")
    old = held(actor, round_id, State.KHOA)
    said = told(reason)
    same = Round.objects.of(actor.commune).filter(
        pack_code=old.pack_code, first=old.first, last=old.last
    )
    if same.filter(revision__gt=old.revision).exists():
        raise ValidationError(_("Kỳ này đã được mở lại. Làm ở lần mở mới nhất."))
    made = Round.objects.create(
        commune=actor.commune,
        pack_code=old.pack_code,
        pack_version=old.pack_version,
        title=old.title,
        first=old.first,
        last=old.last,
        revision=old.revision + 1,
        reason=said,
        state=State.DANG_NHAP,
        opened_at=at,
    )
    RoundItem.objects.bulk_create(_again(made, item) for item in old.items.order_by("order"))
    record(
        "indicators.round.reopened",
        actor=actor,
        subject_id=made.pk,
        locked=str(old.pk),
        revision=made.revision,
        reason=said,
    )
    return made


def final_of(found: Round, item: RoundItem) -> Decimal | None:
    """Of the newest word of each reviewer since the item was last handed in."""
    last = item.notes.filter(kind=Kind.NOP).order_by("-entered_at", "-pk").first()
    words = item.notes.filter(kind__in=(Kind.DONG_Y, Kind.CHO_DIEM)).order_by("entered_at", "pk")
    if last is not None:
        words = words.filter(entered_at__gte=last.entered_at)
    newest = {note.entered_by_id: note.score for note in words}
    if found.rule == Round.Rule.CHU_TICH:
        return newest.get(found.chair_id)
    scores = [Fraction(score) for score in newest.values() if score is not None]
    return round_half_up(sum(scores, Fraction(0)) / len(scores)) if scores else None


def _must_sit_on(actor: Actor, found: Round) -> None:
    """The council signs in with a second factor, except in the sample that everybody may try."""
    if found.council and str(actor.account_id) not in found.council:
        raise PermissionDenied
    if actor.commune.is_sample or actor.account_id is None:
        return
    if not has_factor(actor.account_id):
        raise ValidationError(
            _("Hội đồng phải đăng nhập bằng hai lớp. Bật lớp thứ hai ở trang Tài khoản của tôi.")
        )


def _must_not_judge_own(actor: Actor, item: RoundItem) -> None:
    """Neither the own item nor one of the own unit."""
    if item.officer is None:
        return
    own = Account.objects.filter(pk=actor.account_id).values_list("unit_name", flat=True).first()
    same_unit = bool(own) and own == item.officer.unit_name
    if item.officer_id == actor.account_id or same_unit:
        raise ValidationError(_("Mục này của đơn vị anh/chị; thành viên khác thẩm định."))


def _item_of(found: Round, code: str) -> Item:
    pack = book_of(found.commune, Period(found.first, found.last)).named(found.pack_code)
    if pack is None:
        raise ValidationError(_("Bản phần mềm này không còn bộ chỉ số của kỳ."))
    return pack.item(code)


def _checked(
    item: Item, row: RoundItem, verdict: str, score: Decimal | None, said: str
) -> Decimal | None:
    if verdict not in VERDICTS:
        raise ValidationError({"verdict": _("Chọn một ý kiến.")})
    if verdict == Kind.DONG_Y:
        return row.self_score
    if not said:
        raise ValidationError({"text": _("Ghi lý do, hoặc nêu rõ cần bổ sung gì.")})
    if verdict == Kind.HOI_LAI:
        return None
    if score is None:
        raise ValidationError({"score": _("Ghi điểm thẩm định.")})
    if score < 0 or (item.max is not None and score > item.max) or score != round(score, 2):
        most = write_number(item.max) if item.max is not None else "…"
        raise ValidationError(
            {"score": _("Điểm từ 0 đến %(max)s, nhiều nhất hai chữ số lẻ.") % {"max": most}}
        )
    return score


def _again(made: Round, item: RoundItem) -> RoundItem:
    return RoundItem(
        commune=made.commune,
        round=made,
        code=item.code,
        order=item.order,
        officer_id=item.officer_id,
        state=RoundItem.State.DA_NOP,
        self_state=item.self_state,
        self_score=item.self_score,
        how=item.how,
        explanation=item.explanation,
        proofs=item.proofs,
    )


def _written(score: Decimal | None) -> str | None:
    return None if score is None else f"{score:f}"
