"""What happens by itself: every five minutes, at two and at three in the night."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job
from xaso.core.postgres.context import every_commune

from .actions import FULL_JOB, TRIAL_JOB
from .book import Snapshot, change, read_book
from .changes import heads_now
from .manifest import FULL, QUICK
from .places import copy_to_second
from .prune import prune, room_for_next
from .refusals import BackupRefused
from .snapshot import make
from .trial import try_restore


@job(
    "backup.snapshot",
    label=gettext_lazy("Sao lưu nhanh"),
    cron="*/5 * * * *",
    right="backup.manage",
    most_attempts=1,
)
def snapshot_when_changed(running: Running) -> str:
    with every_commune():
        heads = heads_now()
    book = read_book()
    if book.last_good and heads == book.heads:
        change(checked_at=running.at, trouble="")
        copy_to_second(running.at)
        return _("Không có gì mới từ bản trước.")
    return _backed_up(running, QUICK)


@job(FULL_JOB, label=gettext_lazy("Sao lưu đầy đủ"), cron="0 2 * * *", right="backup.manage")
def full_backup(running: Running) -> str:
    return _backed_up(running, FULL)


@job(TRIAL_JOB, label=gettext_lazy("Khôi phục thử"), cron="0 3 * * *", right="backup.manage")
def trial_restore(running: Running) -> str:
    try:
        trial = try_restore(running.at)
    except BackupRefused as error:
        raise ValidationError(error.message) from error
    if not trial.equal:
        raise ValidationError(trial.said)
    return trial.said


def _backed_up(running: Running, kind: str) -> str:
    try:
        prune(room_for_next())
        made = make(at=running.at, kind=kind, progress=running.progress)
    except BackupRefused as error:
        raise ValidationError(error.message) from error
    prune()
    copy_to_second(running.at)
    return _said(made)


def _said(made: Snapshot) -> str:
    words = {"rows": made.rows, "files": made.files, "size": max(1, made.bytes // 1_000_000)}
    return _("Đã sao lưu %(rows)d dòng, %(files)d tệp (%(size)d MB).") % words
