"""The form of the review as sent, in the shape the import keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.http import QueryDict

from .meeting import SAW
from .sheet import Sheet

ROW_FIELDS = ("title", "lead", "follower", "kind", "count", "due", "recurrence")
LONGEST = 500


def choices_of(post: QueryDict, names: Collection[str], sheet: Sheet) -> dict[str, Any]:
    """Only what the sent page showed: a box that was not on it is not unticked."""
    choices: dict[str, Any] = {
        "confirmed": post.get("dong-y") == "1",
        "fields": {name: str(post[name])[:LONGEST] for name in names if name in post},
        "rows": _rows(post, sheet),
    }
    if "bang-chi-tieu" in post:
        left = _numbers(_ticked(post, "c", map(str, sheet.choices.get("left_targets", ()))))
        choices["left_targets"] = sorted(left & {each.row.row for each in sheet.review.targets})
    if "bang-khong-con" in post:
        gone = _ticked(post, "g", sheet.choices.get("gone", ()))
        choices["gone"] = sorted(text for text in gone if _is_id(text))
    return choices


def _ticked(post: QueryDict, name: str, now: Iterable[str]) -> set[str]:
    """What is ticked now, with the ticks this person set and without those this person took away."""
    saw, sent = set(post.get(f"{SAW}{name}", "").split(",")), set(post.getlist(name))
    return (set(now) - (saw - sent)) | (sent - saw)


def _rows(post: QueryDict, sheet: Sheet) -> dict[str, dict[str, str]]:
    before = sheet.choices.get("rows", {})
    shown_left = _numbers(post.get(f"{SAW}b", "").split(","))
    left, said = _numbers(post.getlist("b")), dict[str, dict[str, str]]()
    for index in sorted(_numbers(post.get("h", "").split(","))):
        if index >= len(sheet.rows):
            continue
        row = sheet.rows[index]
        typed = {
            name: str(post[f"r{index}-{name}"])[:LONGEST]
            for name in ROW_FIELDS
            if f"r{index}-{name}" in post
        }
        if (index in left) != (index in shown_left):
            typed["skip"] = "1" if index in left else "0"
        if typed:
            said[row.row.key] = {**before.get(row.row.key, {}), **typed}
    return said


def _numbers(texts: Iterable[str]) -> set[int]:
    return {int(text) for text in texts if text.isdecimal() and len(text) < 8}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
