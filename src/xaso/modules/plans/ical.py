"""A list of tasks as an iCalendar file (RFC 5545): whole days, lines of at most 75 bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from .models import Task

LONGEST_LINE = 75


def calendar_file(name: str, tasks: Iterable[Task]) -> bytes:
    """The same tasks give the same bytes, so that a phone need not read them twice."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Xa So//Ke hoach//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "X-PUBLISHED-TTL:PT6H",
        *(line for task in tasks for line in _event(task)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(task: Task) -> Iterator[str]:
    if task.due_date is None:
        return
    yield "BEGIN:VEVENT"
    # Not the id of the row: what leaves the program names nothing inside it.
    yield f"UID:{sha256(task.pk.bytes).hexdigest()[:32]}@xaso"
    yield f"DTSTAMP:{_moment(task.assigned_at)}"
    yield f"DTSTART;VALUE=DATE:{task.due_date:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{task.due_date + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(_('Hạn: %(title)s') % {'title': task.title})}"
    yield f"DESCRIPTION:{_escaped(task.code)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(moment: datetime | None) -> str:
    return f"{(moment or datetime(2026, 1, 1, tzinfo=UTC)).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """A long line goes on behind a space; a letter of several bytes is never cut."""
    part, room = "", LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield part
            part, room = " ", LONGEST_LINE - 1
        part += sign
        room -= size
    yield part
