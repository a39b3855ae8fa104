"""One turn of the line upward: ask how far the province has come, say what is new, believe signed receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from xaso.core.sync.entering import MARK as ENTER_MARK
from xaso.core.sync.models import State
from xaso.core.units.models import Commune
from xaso.lib import outbox, p256
from xaso.lib.base64url import as_text
from xaso.lib.outbox import Receipt, Standing, receipt_in

from .door import Door, NoLine, Reply, door_to, posted, signing
from .joining import renew
from .making import say_what_changed
from .models import Outgoing, Uplink
from .places import head_at, kept_from
from .taking import note_answer

PUSH, ENTER = "/dong-bo/day", "/dong-bo/vao"
NOT_LET_IN, FORBIDDEN, TOO_LARGE = 401, 403, 413
AT_FIRST, MOST, LEAST, FEW = 40, 400, 1, 8
MOST_BYTES = 24_000
ROUNDS = 2_000
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
APP = "1"


@dataclass
class Turn:
    """What became of one turn."""

    is_through: bool = False
    """Everything that was to be said is received."""
    text: str = ""
    renewed: bool = False
    faults: list[str] = field(default_factory=list)


def send(commune: Commune, at: datetime, door: Door | None = None) -> Turn:
    """Raises ValidationError where there is no line to send over."""
    link = Uplink.objects.of(commune).select_related("commune").first()
    if link is None:
        raise ValidationError(_("Xã chưa nối lên tỉnh."))
    try:
        return _turn(link, door or door_to(link.address), at)
    except NoLine as error:
        return _failed(link, str(error), at)


def is_due(link: Uplink, at: datetime) -> bool:
    return link.next_try_at is None or link.next_try_at <= at


def _turn(link: Uplink, door: Door, at: datetime) -> Turn:
    turn = Turn()
    if not _is_in_use(link, door, turn, at) or not _begin(link, door, turn, at):
        return turn
    Uplink.objects.filter(pk=link.pk).update(state=Uplink.State.JOINED)
    turn.faults = say_what_changed(link.pk, at)
    link.refresh_from_db()
    most = AT_FIRST
    for _round in range(ROUNDS):
        first = _first_unheard(link)
        if first is None:
            break
        most = _push(link, door, first, most, at)
        if link.state != Uplink.State.JOINED:
            return Turn(text=link.reason)
        if most < LEAST or link.received < first:
            raise NoLine(_("Tỉnh chưa nhận được, máy sẽ tự gửi lại."))
    _look_again(link, door, at)
    turn.is_through = _first_unheard(link) is None
    _went_well(link, at)
    return turn


def _first_unheard(link: Uplink) -> int | None:
    """Of which the province has not said what became of it: not received, or the answer was lost."""
    rows = Outgoing.objects.of(link.commune).filter(device=link.device, state="")
    return rows.order_by("number").values_list("number", flat=True).first()


def _look_again(link: Uplink, door: Door, at: datetime) -> None:
    """What the province holds back for now, until its program is newer or an officer has looked: asked by
    sending it once more, a few at a time."""
    rows = Outgoing.objects.of(link.commune).filter(device=link.device, state=State.HELD)
    first = rows.order_by("number").values_list("number", flat=True).first()
    if first is not None:
        _push(link, door, first, FEW, at)


def _is_in_use(link: Uplink, door: Door, turn: Turn, at: datetime) -> bool:
    """Another machine of ours may have taken this one's place: this database is of before that. It takes
    the place back when the other is silent; while both speak, or forked, a person must look."""
    if _is_shut(link, door, at):
        turn.renewed = renew(link, door)
        return turn.renewed or _stop(link, turn, Uplink.State.COPIED, at)
    turn.text = link.reason if link.state == Uplink.State.COPIED else ""
    return not turn.text


def _is_shut(link: Uplink, door: Door, at: datetime) -> bool:
    now = round(at.timestamp() * 1000)
    message = ENTER_MARK + link.device.bytes + now.to_bytes(8, "big")
    proof = as_text(p256.sign(bytes(link.person_key), message))
    signed = signing(door, link.device, bytes(link.key))
    said = {"actor": str(link.account), "now": now, "sig": proof}
    reply = posted(signed, ENTER, said, {})
    return reply.status == NOT_LET_IN and reply.said.get("code") == "khong_con_quyen"


def _begin(link: Uplink, door: Door, turn: Turn, at: datetime) -> bool:
    """How far the province has come, before anything gets a number: an empty batch, by which it also hears
    of us and finds out whether its own database is older than our receipt. Whether to go on."""
    reply = _posted(link, door, _batch(link, link.received + 1, [], at))
    if reply.status == FORBIDDEN:
        turn.renewed = renew(link, door, by_previous=True)
        return turn.renewed or _stop(link, turn, Uplink.State.UNKNOWN, at)
    receipt = _receipt(link, reply)
    if receipt.number > link.highest:
        turn.renewed = renew(link, door)
        return turn.renewed or _stop(link, turn, Uplink.State.COPIED, at)
    return _believe(link, receipt, door, at) or _stop(link, turn, Uplink.State.COPIED, at)


def _push(link: Uplink, door: Door, first: int, most: int, at: datetime) -> int:
    """One batch from number `first` on. Returns how many to try next; less than one: it leads nowhere."""
    some = kept_from(link, first, most)
    body = _batch(link, first, some, at)
    while len(body) > MOST_BYTES and len(some) > 1:
        some = some[: len(some) // 2]
        body = _batch(link, first, some, at)
    reply = _posted(link, door, body)
    if reply.status == TOO_LARGE:
        return len(some) // 2
    if not _believe(
        link, _receipt(link, reply), door, at, reply.said.get("st"), some
    ) or _is_set_apart(link, some):
        _stop(link, Turn(), Uplink.State.COPIED, at)
    return min(len(some) * 2, MOST)


def _is_set_apart(link: Uplink, some: list[outbox.Kept]) -> bool:
    rows = Outgoing.objects.of(link.commune).filter(pk__in=[each.content["id"] for each in some])
    return rows.filter(state=State.QUARANTINED).exists()


def _batch(link: Uplink, first: int, some: list[outbox.Kept], at: datetime) -> bytes:
    oldest = kept_from(link, link.received + 1, 1)
    standing = Standing(
        device=link.device,
        got=link.got,
        now_ms=round(at.timestamp() * 1000),
        highest=link.highest,
        unsent=link.highest - link.received,
        oldest_ms=oldest[0].content["at"][0] if oldest else None,
        app=APP,
    )
    return outbox.batch(standing, first, head_at(link, first - 1), some)


def _believe(
    link: Uplink,
    receipt: Receipt,
    door: Door,
    at: datetime,
    told: Any = (),
    some: Sequence[outbox.Kept] = (),
) -> bool:
    """False: another chain stands at the province under our name; it is told so once."""
    if receipt.number > link.highest:
        return False
    if head_at(link, receipt.number) != receipt.head:
        _posted(link, door, _batch(link, receipt.number + 1, [], at))
        return False
    note_answer(link, receipt, told, some, at)
    return True


def _receipt(link: Uplink, reply: Reply) -> Receipt:
    receipt = None
    if reply.status == 200:
        receipt = receipt_in(reply.said, link.device, bytes(link.server_key))
    if receipt is None:
        text = _("Tỉnh đang bận hoặc chưa nhận được, máy sẽ tự gửi lại.")
        raise NoLine(text if reply.status != 200 else _("Trả lời không mang chữ ký của tỉnh."))
    return receipt


def _posted(link: Uplink, door: Door, body: bytes) -> Reply:
    signed = signing(door, link.device, bytes(link.key))
    return signed("POST", PUSH, {"Content-Type": "application/gzip"}, body)


WHY = {
    Uplink.State.COPIED: _lazy(
        "Có hai máy cùng gửi bằng tên của xã. Tắt máy không dùng, xin tỉnh mã mới."
    ),
    Uplink.State.UNKNOWN: _lazy("Tỉnh không nhận ra máy này. Gọi tỉnh xin mã nối mới."),
}


def _stop(link: Uplink, turn: Turn, state: Any, at: datetime) -> bool:
    link.state, link.reason, link.tried_at = state, str(WHY[state]), at
    link.save(update_fields=["state", "reason", "tried_at"])
    turn.text = link.reason
    return False


@transaction.atomic
def _failed(link: Uplink, why: str, at: datetime) -> Turn:
    """The next try is later each time, so that a province that comes back is not run down."""
    held = Uplink.objects.select_for_update().get(pk=link.pk)
    held.failures = min(held.failures + 1, 1000)
    wait = min(FIRST_WAIT * 2 ** min(held.failures, 10), LONGEST_WAIT)
    held.reason, held.tried_at, held.next_try_at = why[:300], at, at + wait
    held.save(update_fields=["failures", "reason", "tried_at", "next_try_at"])
    return Turn(text=why)


@transaction.atomic
def _went_well(link: Uplink, at: datetime) -> None:
    held = Uplink.objects.select_for_update().get(pk=link.pk)
    held.failures, held.reason, held.next_try_at = 0, "", None
    held.state, held.tried_at = Uplink.State.JOINED, at
    held.save(update_fields=["failures", "reason", "next_try_at", "state", "tried_at"])
