"""A saved event is never changed: it is replaced by another, or its author gives it up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor

from .models import Code, Item, State, Waiting
from .outcomes import Outcome

GIVE_UP = "sync.give_up"
CORRECT_ALL = "sync.manage"
"""Whoever holds it may put right what somebody else wrote down."""
MOST_IDS = 1_000
MOST_STEPS = 20


def old_of(item: Item, actor: Actor, *, is_approved: bool = False) -> Item | Outcome | None:
    """The event this one replaces, which is there; or why it cannot be replaced now. Of two
    corrections of one event the second waits for an officer, and then corrects the first."""
    if item.replaces is None:
        return None
    old = Item.objects.get(commune=item.commune_id, pk=item.replaces)
    if old.actor_id != item.actor_id and not actor.may(CORRECT_ALL):
        return Outcome(State.REFUSED, Code.NO_RIGHT, _("Chỉ người đã ghi mới sửa được mục này."))
    if old.kind != item.kind:
        return Outcome(State.REFUSED, Code.WRONG, _("Mục sửa không cùng loại với mục cũ."))
    standing = standing_of(old)
    others = Item.objects.filter(
        commune=item.commune_id, replaces=(standing or old).pk, state=State.APPLIED
    )
    other = others.exclude(pk=item.pk).first()
    if other is None or is_approved:
        return other or old
    return Outcome(State.HELD, Code.APPROVAL, _("Mục này đã có một bản sửa khác."))


def standing_of(old: Item) -> Item | None:
    """What of its line was carried out and is to be corrected: a correction that was sent back may
    stand between."""
    each: Item | None = old
    for _step in range(MOST_STEPS):
        if each is None or each.state == State.APPLIED or each.replaces is None:
            break
        each = Item.objects.filter(
            commune=old.commune_id, pk=each.replaces, actor=old.actor_id
        ).first()
    return each if each is not None and each.state == State.APPLIED else None


def line_of(item: Item) -> list[UUID]:
    """Its own id and those it stands for: what it replaces, what its author replaced by that before."""
    found, replaced = [item.pk], item.replaces
    while replaced and replaced not in found and len(found) < MOST_STEPS:
        found.append(replaced)
        earlier = Item.objects.filter(commune=item.commune_id, pk=replaced, actor=item.actor_id)
        replaced = earlier.values_list("replaces", flat=True).first()
    return found


def as_meant(item: Item) -> dict[str, Any]:
    """Its body, with the id of a correction it needs read as that of the record the correction made."""
    if not item.needs:
        return dict(item.body)
    rows = Item.objects.filter(commune=item.commune_id, pk__in=item.needs)
    made = {str(pk): str(made_as) for pk, made_as in rows.values_list("pk", "made_as") if made_as}
    return {
        key: made.get(value, value) if isinstance(value, str) else value
        for key, value in item.body.items()
    }


def carried_out_for(commune_id: str, wanted: Collection[UUID]) -> set[UUID]:
    """Of these the ones that a correction, or a correction of one, has carried out."""
    found: set[UUID] = set()
    line = {each: each for each in wanted}
    for _step in range(MOST_STEPS):
        rows = Item.objects.filter(commune=commune_id, replaces__in=line).exclude(pk__in=line)
        later = [(each, line[each.replaces]) for each in rows if each.replaces]
        done = [(each, root) for each, root in later if each.state == State.APPLIED]
        found |= {root for each, root in done if root in line_of(each)}
        line = {each.pk: root for each, root in later if each.state != State.APPLIED}
        if not line:
            break
    return found


def put_aside(old: Item) -> None:
    """It was never carried out, and its correction has been."""
    old.state, old.code = State.REFUSED, Code.GIVEN_UP
    old.text = _("Đã có bản sửa thay cho mục này.")
    old.version += 1
    old.save(update_fields=["state", "code", "text", "version"])
    Waiting.objects.filter(item=old).delete()


def withdraw(item: Item) -> Outcome:
    """Only what was not carried out can be given up; the rest is undone by a verb of its own."""
    said = item.body.get("ids")
    try:
        ids = [UUID(each) for each in said] if isinstance(said, list) else []
    except (AttributeError, TypeError, ValueError):
        ids = []
    if not 0 < len(ids) <= MOST_IDS:
        return Outcome(State.REFUSED, Code.WRONG, _("Máy gửi thiếu mã của mục cần bỏ."))
    mine = Item.objects.filter(commune=item.commune_id, pk__in=ids, actor=item.actor_id)
    for old in mine.exclude(state=State.APPLIED):
        put_aside(old)
        old.text = _("Người ghi đã bỏ mục này.")
        old.save(update_fields=["text"])
    return Outcome(State.APPLIED, Code.OK)
