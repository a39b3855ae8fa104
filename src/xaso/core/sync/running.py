"""One stored event is run: the same form, the same action, and what became of it is written on it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.edits import Change, Clash
from xaso.core.rights.actor import Actor
from xaso.core.rights.signed_in import actor_on

from . import attachments
from .clashes import open_cases
from .commands import Command, Edit, ForTheOffice, command_for, is_too_old
from .corrections import (
    GIVE_UP,
    as_meant,
    carried_out_for,
    line_of,
    old_of,
    put_aside,
    standing_of,
    withdraw,
)
from .models import Code, Item, State, Waiting
from .outcomes import Outcome, is_doubled
from .seeing import Seen

LATEST_AFTER_ROLE_DAYS = 30
log = logging.getLogger(__name__)


class Turn:
    """What holds for all that is run together: the day, who may what on it, what is waited for."""

    def __init__(self, today: date, approved: UUID | None = None) -> None:
        self.today = today
        self.approved = approved
        """The item an officer has decided on: it runs with what its author might on its day."""
        self.seen = Seen()
        self._actors: dict[UUID, Actor] = {}
        self._waited: set[UUID] | None = None

    def actor_of(self, item: Item) -> Actor:
        if item.actor_id not in self._actors:
            self._actors[item.actor_id] = _as_of(item, self.today)
        self.seen.note(item, self._actors[item.actor_id])
        if item.pk == self.approved:
            return actor_on(item.actor, timezone.localdate(item.effective_at))
        return self._actors[item.actor_id]

    def waited_for(self, item: Item, ids: Iterable[UUID]) -> set[UUID]:
        if self._waited is None:
            rows = Waiting.objects.filter(commune=item.commune_id)
            self._waited = set(rows.values_list("needed", flat=True))
        return self._waited & {*ids}

    def wait(self, item: Item, needed: Collection[UUID]) -> None:
        """For these and nothing else any more."""
        Waiting.objects.filter(item=item).delete()
        rows = [Waiting(commune_id=item.commune_id, item=item, needed=each) for each in needed]
        Waiting.objects.bulk_create(rows)
        if self._waited is not None:
            self._waited.update(needed)


def run(item: Item, turn: Turn) -> None:
    """And then what waited for it, and so on. Inside a transaction."""
    line = [item]
    while line:
        each = line.pop(0)
        outcome = _outcome(each, turn)
        each.state, each.code = outcome.state, outcome.code
        each.field, each.text = outcome.field[:60], outcome.text[:300]
        each.version += 1
        each.save(update_fields=["state", "code", "field", "text", "made_as", "version"])
        if each.state == State.APPLIED:
            line += _freed_by(each, turn)
        elif each is item:
            line += _corrections_of(each, turn)


def _freed_by(item: Item, turn: Turn) -> list[Item]:
    """Those that wait for nothing else: however many each needs, it is tried once."""
    freed = turn.waited_for(item, line_of(item))
    if not freed:
        return []
    waits = Waiting.objects.filter(commune=item.commune_id, needed__in=freed)
    others = Waiting.objects.filter(item=OuterRef("pk")).exclude(needed__in=freed)
    rows = Item.objects.of(item.commune).filter(pk__in=waits.values("item"), state=State.HELD)
    found = list(rows.exclude(Exists(others)).order_by("received_at", "device", "number"))
    waits.delete()
    return found


def _corrections_of(item: Item, turn: Turn) -> list[Item]:
    """They came before it and need it only to be there."""
    if not turn.waited_for(item, [item.pk]):
        return []
    rows = Item.objects.of(item.commune).filter(replaces=item.pk, state=State.HELD)
    return list(rows.filter(code=Code.NEEDS).exclude(pk=item.pk))


def _outcome(item: Item, turn: Turn) -> Outcome:
    if item.kind == GIVE_UP:
        return withdraw(item)
    command = command_for(item.kind, item.kind_version)
    if command is None:
        return Outcome(State.HELD, Code.UNKNOWN)
    if is_too_old(command, turn.today):
        return Outcome(State.REFUSED, Code.TOO_OLD)
    if _must_wait(item, turn):
        return Outcome(State.HELD, Code.NEEDS)
    old = old_of(item, turn.actor_of(item), is_approved=item.pk == turn.approved)
    return old if isinstance(old, Outcome) else _tried(item, command, old, turn)


def _tried(item: Item, command: Command | Edit, old: Item | None, turn: Turn) -> Outcome:
    """A fault of ours stops nothing behind it; a database that is busy, full or gone stops all."""
    try:
        return _judged(item, command, old, turn)
    except (OperationalError, InterfaceError):
        raise
    except DataError:
        return Outcome(State.REFUSED, Code.WRONG)
    except Exception as error:
        if isinstance(error, IntegrityError) and is_doubled(error):
            return Outcome(State.REFUSED, Code.WRONG, _("Xã đã có mục mang mã này."))
        log.exception("event %s of kind %s", item.pk, item.kind)
        return Outcome(State.HELD, Code.FAULT)


def _judged(item: Item, command: Command | Edit, old: Item | None, turn: Turn) -> Outcome:
    """Whatever it wrote before it failed is taken back."""
    try:
        with transaction.atomic():
            return _carried_out(item, command, old, turn.actor_of(item))
    except ForTheOffice as error:
        if item.pk == turn.approved:
            return _refused(error)
        return Outcome(State.HELD, Code.APPROVAL, text=" ".join(error.messages))
    except ValidationError as error:
        return _refused(error)
    except (PermissionDenied, ObjectDoesNotExist):
        return _without_right(item, command, old)


def _must_wait(item: Item, turn: Turn) -> bool:
    """Until each of those it needs, or a correction of it, has been applied."""
    if not item.needs and not item.replaces:
        return False
    needed = {UUID(each) for each in item.needs}
    rows = Item.objects.of(item.commune)
    there = rows.filter(state=State.APPLIED, pk__in=needed)
    missing = needed - set(there.values_list("pk", flat=True))
    missing -= carried_out_for(item.commune_id, missing)
    if item.replaces and not rows.filter(pk=item.replaces).exists():
        missing.add(item.replaces)
    if missing:
        turn.wait(item, missing)
    return bool(missing)


def _carried_out(item: Item, command: Command | Edit, old: Item | None, actor: Actor) -> Outcome:
    outcome = _run_as(actor, item, command, old)
    if old is not None and old.state != State.APPLIED:
        put_aside(old)
    return outcome


def _as_of(item: Item, today: date) -> Actor:
    actor = actor_on(item.actor, today)
    return actor if item.actor.is_active else replace(actor, rights=frozenset(), roles=())


def _run_as(actor: Actor, item: Item, command: Command | Edit, old: Item | None) -> Outcome:
    _must_reach(actor, item.scope)
    if isinstance(command, Edit):
        return _edited(actor, item, command)
    attachments.note(item)
    form = command.form(actor, as_meant(item))
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    given: dict[str, Any] = {"actor": actor, "at": item.effective_at}
    run, standing = command.run, standing_of(old) if old else None
    if standing:
        if command.correct is None:
            raise ValidationError(_("Mục này đã nhận, không sửa từ máy được. Báo văn phòng xã."))
        if command.follows:
            command.follows(standing.body, item.body)
        run, given["replaces"] = command.correct, standing.made_as or standing.pk
    # Others may have written on about what was sent back: its correction makes the same record.
    item.made_as = item.pk if standing else line_of(item)[-1]
    run(**given, made_as=item.made_as, **form.cleaned_data)
    lacks = attachments.NAMED in item.body and attachments.missing_of(item)
    return Outcome(State.APPLIED, Code.FILES_MISSING if lacks else Code.OK)


def _must_reach(actor: Actor, scope: str) -> None:
    """Where the phone said it was written for: `thon:<village>` or `xa:<commune>`."""
    where, _colon, which = scope.partition(":")
    is_here = where == "xa" and which == actor.commune.pk
    try:
        is_here = is_here or (where == "thon" and actor.reaches_village(UUID(which)))
    except ValueError:
        is_here = False
    if not (is_here and actor.rights):
        raise PermissionDenied(scope)


def _edited(actor: Actor, item: Item, command: Edit) -> Outcome:
    """What nobody crossed is set; for the rest a person is asked."""
    record_id, changes = _changes(actor, item, command)
    try:
        with transaction.atomic():
            command.run(actor=actor, record_id=record_id, changes=changes)
        return Outcome(State.APPLIED, Code.OK)
    except Clash as clash:
        crossed = {each.field for each in clash.clashes}
    rest = {name: change for name, change in changes.items() if name not in crossed}
    if rest:
        command.run(actor=actor, record_id=record_id, changes=rest)
    open_cases(item, command.record, record_id, crossed)
    return Outcome(State.APPLIED, Code.CLASH)


def _changes(actor: Actor, item: Item, command: Edit) -> tuple[UUID, dict[str, Change]]:
    """The page's form with the fields that were changed alone, each with what was seen."""
    body = as_meant(item)
    try:
        record_id, pairs = UUID(body[command.record]), body["set"]
        sides = {name: _pair(each) for name, each in pairs.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(_("Máy gửi thiếu mã hồ sơ hoặc mục cần sửa.")) from error
    data = {f"initial-{name}": saw for name, (saw, _new) in sides.items()}
    data |= {name: new for name, (_saw, new) in sides.items()}
    form = command.form(actor, data)
    if unknown := pairs.keys() - form.fields.keys():
        raise ValidationError(_("Không có mục này: %(name)s") % {"name": min(unknown)})
    for name in form.fields.keys() - pairs.keys():
        del form.fields[name]
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return record_id, form.changes()


def _pair(said: Any) -> tuple[Any, Any]:
    if not isinstance(said, list) or len(said) != 2:
        raise ValueError("not [saw, new]")
    return said[0], said[1]


def _refused(error: ValidationError) -> Outcome:
    field = ""
    if hasattr(error, "error_dict"):
        field = next(iter(error.error_dict))
        field = "" if field == "__all__" else field
    return Outcome(State.REFUSED, Code.WRONG, " ".join(error.messages), field)


def _without_right(item: Item, command: Command | Edit, old: Item | None) -> Outcome:
    """Somebody whose role has ended since may have written it down in time: an officer decides."""
    day = timezone.localdate(item.effective_at)
    late = (timezone.localdate(item.received_at) - day).days
    if late <= LATEST_AFTER_ROLE_DAYS and _had_right(item, command, old, day):
        return Outcome(State.HELD, Code.APPROVAL)
    return Outcome(State.REFUSED, Code.NO_RIGHT, text=_("Không có quyền làm việc này ở nơi này."))


def _had_right(item: Item, command: Command | Edit, old: Item | None, day: date) -> bool:
    """Tried as the person of that day, and taken back."""
    closed = item.actor.closed_at
    if not item.actor.is_active and (closed is None or closed <= item.effective_at):
        return False
    try:
        with transaction.atomic():
            _run_as(actor_on(item.actor, day), item, command, old)
            transaction.set_rollback(True)
    except (PermissionDenied, ObjectDoesNotExist, ValidationError):
        return False
    return True
