"""The disk of the server is full: a page that says so, says what to do, and gives back what was typed.

Nothing is half there: the action's transaction was undone before this page is made.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from xaso.core.events.kept import is_kept

NO_ROOM = 507
NO_ROOM_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
NO_ROOM_WORDS = ("database or disk is full", "no space left on device", "could not extend file")
"""As SQLite and PostgreSQL put it; their errors carry no number."""
ROW_ID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")


def is_no_room(error: BaseException | None) -> bool:
    return any(_says_no_room(each) for each in with_causes(error))


def no_room_page(request: HttpRequest) -> HttpResponse:
    """Reads go on while nothing can be written; if even they fail, the bare page says the same."""
    done = request.method == "POST" and is_kept()
    given = {
        "is_kept": done,
        "typed": [] if done else _typed(request),
        "has_files": _has_files(request),
        "path": request.get_full_path(),
    }
    try:
        return render(request, "507.html", given, status=NO_ROOM)
    except Exception:  # whatever else a full disk breaks, the person is told
        return HttpResponse(render_to_string("507_bare.html", {"is_kept": done}), status=NO_ROOM)


def with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _says_no_room(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in NO_ROOM_NUMBERS:
        return True
    return any(words in str(error).lower() for words in NO_ROOM_WORDS)


def _typed(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Each field with its value, and whether it is something a person wrote. Passwords are not
    written into a page, so a form that holds one is given back empty."""
    given = _posted(request, "POST")
    if given is None or any("password" in name for name in given):
        return []
    return [
        (name, value, _is_written(value))
        for name, values in given.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def _has_files(request: HttpRequest) -> bool:
    is_with_files = (request.content_type or "").startswith("multipart/")
    files = _posted(request, "FILES")
    return is_with_files and (files is None or bool(files))


def _posted(request: HttpRequest, part: str) -> Any:
    """None when the disk was full before the form had arrived whole."""
    if request.method != "POST":
        return None
    try:
        return getattr(request, part)
    except Exception:  # half a form cannot be read again
        return None


def _is_written(value: str) -> bool:
    return " " in value.strip() and not ROW_ID.fullmatch(value)
