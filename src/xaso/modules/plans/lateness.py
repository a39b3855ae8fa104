"""Is a task late, by how much, and was it on time: pure functions over dates, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from xaso.lib.dates import TZ

NEVER_LATE = frozenset({"nhap", "tam_dung", "huy"})
HANDED_IN = frozenset({"cho_minh_chung", "hoan_thanh"})


class Colour(StrEnum):
    """Always shown together with words."""

    RED = "red"
    ORANGE = "orange"
    GREEN = "green"
    GREY = "grey"


class OnTime(StrEnum):
    ON_TIME = "dung_han"
    ON_TIME_EXTENDED = "dung_han_sau_gia_han"
    LATE_BY_ORIGINAL = "qua_han_theo_han_goc"
    """Within an extension that was granted only after the due date had passed: counts as late."""
    LATE = "qua_han"

    @property
    def counts_as_on_time(self) -> bool:
        return self in {OnTime.ON_TIME, OnTime.ON_TIME_EXTENDED}


@dataclass(frozen=True)
class Granted:
    """One extension that was agreed to."""

    to_date: date
    decided_on: date


@dataclass(frozen=True)
class DueDates:
    original: date
    current: date
    """What the person works towards: the original date, all extensions and pauses."""
    counted: date
    """What on-time figures count against."""


def local_day(moment: datetime) -> date:
    return moment.astimezone(TZ).date()


def is_late(*, state: str, due: date | None, submitted_on: date | None, today: date) -> bool:
    return days_late(state=state, due=due, submitted_on=submitted_on, today=today) > 0


def days_late(*, state: str, due: date | None, submitted_on: date | None, today: date) -> int:
    """0 when not late. What was handed in stands still: a slow acceptance makes nothing late."""
    if due is None or state in NEVER_LATE:
        return 0
    reached = submitted_on if state in HANDED_IN and submitted_on else today
    return max((reached - due).days, 0)


def counts_from(received_at: datetime, stamped_at: datetime | None) -> datetime:
    """The moment that counts: the phone's own, when its clock is trusted, else the server's."""
    return min(stamped_at, received_at) if stamped_at else received_at


def was_sent_late(received_at: datetime, stamped_at: datetime | None) -> bool:
    """Shown as "gửi trễ do mất mạng"."""
    return stamped_at is not None and local_day(stamped_at) < local_day(received_at)


def on_time(*, submitted_on: date, dues: DueDates) -> OnTime:
    if submitted_on <= dues.original:
        return OnTime.ON_TIME
    if submitted_on <= dues.counted:
        return OnTime.ON_TIME_EXTENDED
    if submitted_on <= dues.current:
        return OnTime.LATE_BY_ORIGINAL
    return OnTime.LATE


def extended(dues: DueDates, granted: Granted) -> DueDates:
    """An extension moves the counted date only when it was decided before that date passed."""
    in_time = granted.decided_on <= dues.counted
    return DueDates(
        original=dues.original,
        current=granted.to_date,
        counted=granted.to_date if in_time else dues.counted,
    )


def after_extensions(original: date, extensions: Iterable[Granted]) -> DueDates:
    dues = DueDates(original, original, original)
    for granted in sorted(extensions, key=lambda each: each.decided_on):
        dues = extended(dues, granted)
    return dues


def after_pause(dues: DueDates, *, paused_on: date, resumed_on: date) -> DueDates:
    """The clock stood still from the approved pause to the day work goes on."""
    still = max(resumed_on - paused_on, timedelta(0))
    return DueDates(dues.original, dues.current + still, dues.counted + still)


def colour(
    *,
    state: str,
    due: date | None,
    submitted_on: date | None,
    progress: int,
    today: date,
    days_soon: int = 7,
    days_at_risk: int = 3,
    progress_at_risk: int = 50,
) -> Colour:
    if due is None or state in NEVER_LATE:
        return Colour.GREY
    late = is_late(state=state, due=due, submitted_on=submitted_on, today=today)
    if state in HANDED_IN:
        # Handed in late is no longer the lead's to mend: a leader decides, so it is not red.
        return Colour.ORANGE if late else Colour.GREEN
    if late:
        return Colour.RED
    days_left = (due - today).days
    if days_left <= days_at_risk and progress < progress_at_risk:
        return Colour.RED
    return Colour.ORANGE if days_left <= days_soon else Colour.GREEN
