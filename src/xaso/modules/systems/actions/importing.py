"""A file taken out of a system: looked over, its numbers taken, taken back on the same day."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.law.queries import rule_number
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.lib.ids import new_id
from xaso.modules.indicators import public as indicators
from xaso.modules.systems.chosen import TakingChoices
from xaso.modules.systems.exports.keeping import kept, worth_keeping
from xaso.modules.systems.exports.table import find_table, sheets_of
from xaso.modules.systems.models import SystemFile
from xaso.modules.systems.queries.importing import FilePlan, plan_of
from xaso.modules.systems.queries.readings import fitting_reading, reading_for, readings_of

from .rows import system_in_use

KEPT_DAYS = "retention.system.file.days"
SHOWN_OF_HASH = 12


@transaction.atomic
def start_file(
    *, actor: Actor, system_id: UUID, name: str, content: bytes, at: datetime
) -> SystemFile:
    """Read and kept aside to be looked over; no number changes. The way to read it that fits is
    chosen, the one last used first."""
    actor.must("systems.import")
    system = system_in_use(actor, system_id)
    sheets = worth_keeping(sheets_of(content))
    find_table(sheets)
    file = SystemFile(
        commune=actor.commune,
        system=system,
        file_name=name[:120],
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=kept(sheets),
        by_id=actor.account_id,
        at=at,
    )
    file.reading = fitting_reading(file, readings_of(file))
    file.save()
    record(
        "systems.file.read",
        actor=actor,
        subject_id=system.pk,
        file=file.file_name,
        sha256=file.sha256,
    )
    return file


@transaction.atomic
def take_file(
    *,
    actor: Actor,
    file_id: UUID,
    choices: TakingChoices,
    at: datetime,
    export_id: UUID | None = None,
) -> SystemFile:
    """Every number chosen, through the door of typed numbers; what stands already is not written
    again. `export_id`: the export that was noted with it."""
    actor.must("systems.import")
    file = _waiting(actor, file_id)
    file.reading = reading_for(file)
    if file.reading is None:
        raise ValidationError(_("Chọn cách đọc tệp trước."))
    plan = plan_of(file, file.reading, choices.days, timezone.localdate(at))
    judged = _chosen(plan, choices)
    told = {"system": file.system.name, "file": file.file_name}
    file.taken = [
        [str(each.value_id), str(each.was_id) if each.was_id else None]
        for each in indicators.take_numbers(
            actor=actor,
            judged=judged,
            source=_("%(system)s, tệp %(file)s") % told,
            proof=_("Tệp %(file)s, mã băm %(hash)s")
            % {"file": file.file_name, "hash": file.sha256[:SHOWN_OF_HASH]},
            reason=choices.reason,
            at=at,
        )
    ]
    file.first, file.last = choices.days.first, choices.days.last
    file.state, file.done_at, file.export_id = SystemFile.State.TAKEN, at, export_id
    file.sheets = []
    file.save()
    file.reading.used_at = at
    file.reading.save(update_fields=["used_at"])
    record(
        "systems.file.taken",
        actor=actor,
        subject_id=file.system_id,
        file=file.file_name,
        sha256=file.sha256,
        numbers=len(file.taken),
    )
    return file


@transaction.atomic
def drop_file(*, actor: Actor, file_id: UUID) -> SystemFile:
    """What was read goes; the line that somebody sent a file stays."""
    actor.must("systems.import")
    file = _waiting(actor, file_id)
    file.state, file.sheets = SystemFile.State.DROPPED, []
    file.save()
    record("systems.file.dropped", actor=actor, subject_id=file.system_id, file=file.file_name)
    return file


@transaction.atomic
def take_back_file(*, actor: Actor, file_id: UUID, at: datetime) -> SystemFile:
    """Every number of the file becomes what it was before; on the day it was taken."""
    actor.must("systems.import")
    file = _held(actor, file_id)
    if file.state != SystemFile.State.TAKEN or file.done_at is None:
        raise ValidationError(_("Tệp này chưa nhận, hoặc đã rút lại rồi."))
    if timezone.localdate(file.done_at) != timezone.localdate(at):
        raise ValidationError(
            _("Chỉ rút lại được trong ngày đã nhận. Sau đó sửa từng số ở trang Số liệu.")
        )
    indicators.take_back_numbers(
        actor=actor,
        taken=[
            indicators.ValueTaken(UUID(value), UUID(was) if was else None)
            for value, was in file.taken
        ],
        reason=_("Rút lại tệp %(file)s đã nhận ngày %(day)s")
        % {"file": file.file_name, "day": write_date(timezone.localdate(file.done_at))},
        at=at,
    )
    file.state = SystemFile.State.TAKEN_BACK
    file.save()
    record(
        "systems.file.taken_back",
        actor=actor,
        subject_id=file.system_id,
        file=file.file_name,
        numbers=len(file.taken),
    )
    return file


@transaction.atomic
def forget_files(*, actor: Actor, at: datetime) -> int:
    """What was read of files nobody took or dropped; how many."""
    actor.must("systems.import")
    days = rule_number(KEPT_DAYS, on=timezone.localdate(at))
    old = SystemFile.objects.of(actor.commune).filter(
        state=SystemFile.State.REVIEW, at__lt=at - timedelta(days=days)
    )
    count: int = old.update(state=SystemFile.State.DROPPED, sheets=[])
    if count:
        record("systems.file.forgotten", actor=actor, subject_id=new_id(), files=count)
    return count


def _chosen(plan: FilePlan, choices: TakingChoices) -> list[indicators.NumberJudged]:
    if plan.missing:
        raise ValidationError(
            _("Tệp không còn cột “%(column)s”. Sửa cách đọc tệp trước.")
            % {"column": plan.missing[0].text}
        )
    if plan.unknown:
        raise ValidationError(_("Còn tên thôn chưa rõ. Chọn thôn cho từng tên trước."))
    lines = [line for line in plan.lines if line.kind.code in choices.take]
    fallen = [place for line in lines for place in line.places if place.has_fallen]
    if fallen and not choices.has_seen:
        raise ValidationError(
            {"has_seen": _("Có số giảm hơn 30 %. Xem lại rồi đánh dấu ô này, hoặc bỏ số ấy ra.")}
        )
    found = [
        place.judged
        for line in lines
        for place in line.places
        if place.may_be_taken(skips_unread=choices.skips_unread)
        if not place.judged.asks_zero or line.kind.code in choices.zeros
        if not place.judged.asks_percent or line.kind.code in choices.shares
    ]
    if not found:
        raise ValidationError(_("Không có số nào để nhận: số đang có đã giống trong tệp."))
    return found


def _waiting(actor: Actor, file_id: UUID) -> SystemFile:
    file = _held(actor, file_id)
    if file.state != SystemFile.State.REVIEW:
        raise ValidationError(_("Tệp này %(state)s rồi.") % {"state": file.get_state_display()})
    return file


def _held(actor: Actor, file_id: UUID) -> SystemFile:
    rows = SystemFile.objects.of(actor.commune).select_related("system", "reading")
    return rows.select_for_update(of=("self",)).get(pk=file_id)
