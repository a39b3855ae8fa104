"""The form of the review as sent, in the shape the import keeps it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict

from .settle import SKIPPED
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
        left = _numbers(post.getlist("c"))
        choices["left_targets"] = sorted(left & {each.row.row for each in sheet.review.targets})
    if "bang-khong-con" in post:
        choices["gone"] = [text for text in post.getlist("g") if _is_id(text)]
    return choices


def _rows(post: QueryDict, sheet: Sheet) -> dict[str, dict[str, str]]:
    before = sheet.choices.get("rows", {})
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
        if typed or (index in left) != (row.state == SKIPPED):
            skip = {"skip": "1" if index in left else "0"}
            said[row.row.key] = {**before.get(row.row.key, {}), **typed, **skip}
    return said


def _numbers(texts: Sequence[str]) -> set[int]:
    return {int(text) for text in texts if text.isdecimal() and len(text) < 8}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
