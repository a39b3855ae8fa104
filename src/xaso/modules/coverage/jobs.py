"""What happens to petitions and files in the background."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import forget_files, mark_overdue, take_file
from .actions.files import JOB
from .intake.rows import read_rows
from .intake.way import ReadingWay
from .models import SignalFile
from .rulebook import rules_of


@job(
    "coverage.mark_overdue",
    label=gettext_lazy("Đánh dấu kiến nghị phủ sóng quá hẹn"),
    cron="10 5 * * *",
    per_commune=True,
    right="coverage.write",
)
def late_promises(running: Running) -> str:
    count = mark_overdue(actor=running.actor, today=timezone.localdate(running.at))
    return _("%(count)d kiến nghị vừa quá hẹn.") % {"count": count}


@job(JOB, label=gettext_lazy("Nhập tệp đo sóng"), right="coverage.import")
def take(running: Running) -> str:
    """Reading takes most of the time and tells how far it is; writing is one transaction. A second
    run finds the file taken in already and says so."""
    actor, file_id = running.actor, UUID(running.arguments["file_id"])
    file = SignalFile.objects.of(actor.commune).get(pk=file_id)
    note = _("đang đọc các dòng")
    rules = rules_of(actor.commune, timezone.localdate(running.at))
    rows = read_rows(
        file.grid,
        ReadingWay.of(file.way),
        running.at,
        rules.all_operators,
        lambda done, total: running.progress(done, total, note),
    )
    with running.finishing():
        file = take_file(actor=actor, file_id=file_id, at=running.at, rows=rows)
    return _("Đã nhận %(count)d lần đo, %(same)d dòng đã có, bỏ %(bad)d dòng.") % {
        "count": file.added,
        "same": file.same_count,
        "bad": file.bad_count,
    }


@job(
    "coverage.forget_files",
    label=gettext_lazy("Xóa nội dung tệp đo sóng không ai nhận"),
    cron="50 1 * * *",
    per_commune=True,
    also_when_off=True,
    right="coverage.import",
)
def forget(running: Running) -> str:
    count = forget_files(actor=running.actor, at=running.at)
    return _("Đã dọn %(count)d tệp chưa nhận.") % {"count": count}
