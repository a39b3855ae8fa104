"""A province's pack from a file, for commands: what stands in it, and taken in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from xaso.core.rights.actor import Actor
from xaso.modules.indicators import actions
from xaso.modules.indicators.models import PackEdition
from xaso.modules.indicators.packs.sheet.read import pack_of, read_workbook
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.scoring.pack import Pack

T = TypeVar("T")


class PackUnreadable(Exception):
    """`message` says what to do with the file."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class PackReading:
    title: str
    items: int
    groups: int
    problems: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class PackTaken:
    code: str
    edition: int


def read_pack_file(content: bytes) -> PackReading:
    reading = _asked(lambda: read_workbook(content))
    return PackReading(
        title=reading.title,
        items=len(reading.rows),
        groups=len(reading.groups),
        problems=tuple(
            {"sheet": each.sheet, "cell": each.cell, "message": each.message}
            for each in reading.problems
        ),
    )


def take_pack_file(
    actor: Actor,
    *,
    name: str,
    content: bytes,
    at: datetime,
    title: str = "",
    code: str = "",
    effective_from: date | None = None,
    effective_to: date | None = None,
    shared: bool = False,
) -> PackTaken:
    """PackUnreadable when the file, the code or the days do not hold; nothing is written then."""

    def take() -> PackEdition:
        with transaction.atomic():
            begun = actions.start_pack_import(actor=actor, file=Upload(name, content), at=at)
            return actions.take_pack(
                actor=actor,
                edition_id=begun.pk,
                title=title or begun.title,
                code=code or _same_title(actor, title or begun.title),
                effective_from=effective_from,
                effective_to=effective_to,
                shared=shared,
                at=at,
            )

    edition = _asked(take)
    return PackTaken(edition.code, edition.edition or 0)


def pack_of_workbook(content: bytes, code: str) -> Pack:
    """To score by: lines with a problem are left out, and then there is no total."""
    return _asked(lambda: pack_of(read_workbook(content), code, {}))


def _same_title(actor: Actor, title: str) -> str:
    """The code of the newest edition that is called so; a file sent again is its next edition."""
    rows = PackEdition.objects.of(actor.commune).filter(state=PackEdition.State.DA_NHAN)
    named = rows.filter(title=title).order_by("-taken_at", "-pk").values_list("code", flat=True)
    return named.first() or ""


def _asked(work: Callable[[], T]) -> T:
    try:
        return work()
    except ValidationError as error:
        raise PackUnreadable(" ".join(error.messages)) from error
