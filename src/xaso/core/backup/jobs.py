"""What happens by itself: every five minutes, at two and at three in the night."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.enqueue import put_in_queue
from xaso.core.jobs.kinds import KINDS, Running, job
from xaso.core.postgres.context import every_commune
from xaso.lib.numbers import write_number

from .actions import FULL_JOB, TRIAL_JOB
from .book import change, read_book
from .changes import heads_now
from .health import dated_ahead
from .manifest import FULL, QUICK
from .places import copy_to_second, second_of
from .prune import prune, room_for_next
from .records import Snapshot
from .refusals import BackupRefused
from .snapshot import make
from .trial import try_restore

COPY_JOB = "backup.copy"
OTHERS_TAKE_S = 600.0
"""At two in the night the quick backup and the full one are due at the same moment."""


@job(
    "backup.snapshot",
    label=gettext_lazy("Sao lưu nhanh"),
    cron="*/5 * * * *",
    right="backup.manage",
    most_attempts=2,
    urgent=True,
    by_any_clock=True,
)
def snapshot_when_changed(running: Running) -> str:
    with every_commune():
        heads = heads_now()
    book = read_book()
    if book.last_full and dated_ahead(book.last_full.made_at, running.at):
        return _backed_up(running, FULL)
    if book.last_good and heads == book.heads:
        change(checked_at=running.at, trouble="")
        _ask_for_copy(running)
        return _("Không có gì mới từ bản trước.")
    return _backed_up(running, QUICK)


@job(COPY_JOB, label=gettext_lazy("Chép sang nơi thứ hai"), right="backup.manage")
def copy_over(running: Running) -> str:
    """Apart from the backup itself: a slow stick takes minutes, and the next backup comes in five."""
    second = copy_to_second(running.at)
    return second.trouble or _("Đã xem nơi cất thứ hai.")


@job(
    FULL_JOB,
    label=gettext_lazy("Sao lưu đầy đủ"),
    cron="0 2 * * *",
    right="backup.manage",
    by_any_clock=True,
)
def full_backup(running: Running) -> str:
    return _backed_up(running, FULL)


@job(
    TRIAL_JOB,
    label=gettext_lazy("Khôi phục thử"),
    cron="0 3 * * *",
    right="backup.manage",
    by_any_clock=True,
)
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
        wait_s = OTHERS_TAKE_S if kind == FULL else 0
        made = make(at=running.at, kind=kind, progress=running.progress, wait_s=wait_s)
    except BackupRefused as error:
        if error.code == "busy" and kind == QUICK:  # what the other one writes is as good
            return error.message
        raise ValidationError(error.message) from error
    prune()
    _ask_for_copy(running)
    return _said(made)


def _ask_for_copy(running: Running) -> None:
    if second_of(read_book()).folder:
        with every_commune():
            put_in_queue(
                KINDS[COPY_JOB],
                commune=None,
                unique_key=COPY_JOB,
                at=running.at,
                run_after=running.at,
            )


def _said(made: Snapshot) -> str:
    words = {
        "rows": write_number(made.rows),
        "files": write_number(made.files),
        "size": write_number(max(1, made.bytes // 1_000_000)),
    }
    return _("Đã sao lưu %(rows)s dòng, %(files)s tệp (%(size)s MB).") % words
