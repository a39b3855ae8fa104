"""The words of a paper as JSON: blocks made from data, beside the officer's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from . import document
from .document import Annex, Block, Column, Heading, Paragraph, Row, Signature, Table

TYPES: dict[str, Any] = {
    name: shape for name, shape in vars(document).items() if is_dataclass(shape)
}


LEFT_TO_WRITE = " ".join("…" * 14)
"""In parts, so that a justified line is not torn apart."""
BETWEEN_CELLS = ";"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a person fills in: a place, an hour, a list of names.

    `offered` is written anew from data; `own` holds what was typed over it and stays. With `columns`
    each line is a row, its cells parted by semicolons.
    """

    code: str
    label: str
    offered: str = ""
    own: str | None = None
    lead: str = ""
    help: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def text(self) -> str:
        return self.offered if self.own is None else self.own

    def with_text(self, text: str) -> Typed:
        """What is only the offer again follows the data as before."""
        said = "\n".join(line.rstrip() for line in text.strip().splitlines())
        return replace(self, own=None if said == self.offered else said)

    def printed(self) -> tuple[Block, ...]:
        """What nobody has filled in leaves room for a pen."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        if self.columns:
            return (self._table(lines),)
        first, *more = lines or [LEFT_TO_WRITE]
        return (Paragraph(lead=self.lead, text=first), *(Paragraph(text=line) for line in more))

    def _table(self, lines: list[str]) -> Table:
        number = Column(title="TT", width=6, align="center")
        rows = tuple(
            Row(cells=(at, *_cells(line, len(self.columns)))) for at, line in enumerate(lines, 1)
        )
        return Table(columns=(number, *self.columns), rows=rows)


def _cells(line: str, count: int) -> list[str]:
    cells = [cell.strip() for cell in line.split(BETWEEN_CELLS, count - 1)]
    return cells + [""] * (count - len(cells))


@dataclass(frozen=True, kw_only=True)
class Section:
    """`blocks` are written anew from data; `own_words` are never touched by the program. With
    `is_annex` it prints behind the paper, its heading as title."""

    code: str
    heading: str
    blocks: tuple[Block, ...] = ()
    typed: tuple[Typed, ...] = ()
    own_words: str = ""
    is_annex: bool = False

    @property
    def name(self) -> str:
        """For the screen, where a heading may be missing: "Điều 2"; empty where nothing tells."""
        first = next(iter(self.blocks), None)
        lead = first.lead if isinstance(first, Paragraph) else ""
        label = self.typed[0].label if self.typed and not self.blocks else ""
        return self.heading or lead.strip(" .:") or label

    @property
    def content(self) -> tuple[Block, ...]:
        return (*self.blocks, *(block for each in self.typed for block in each.printed()))

    def said(self) -> tuple[Block, ...]:
        own = tuple(Paragraph(text=line) for line in self.own_words.splitlines() if line.strip())
        return (*self.content, *own)

    def printed(self) -> tuple[Block, ...]:
        """Nothing at all while a section has neither data nor words."""
        said = self.said()
        return (Heading(text=self.heading), *said) if said and self.heading else said


@dataclass(frozen=True, kw_only=True)
class Body:
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    recipients: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    """Lines behind the legal texts: "Xét đề nghị của …"."""
    issuer: str = ""
    """A body of the commune that writes by itself, as a council; empty for the committee."""
    signature: Signature | None = None
    """None: the chairman signs."""
    also_signs: Signature | None = None

    def blocks(self) -> tuple[Block, ...]:
        inside = (section for section in self.sections if not section.is_annex)
        return tuple(block for section in inside for block in section.printed())

    def all_annexes(self) -> tuple[Annex, ...]:
        behind = (section for section in self.sections if section.is_annex and section.said())
        own = tuple(Annex(title=section.heading, blocks=section.said()) for section in behind)
        return (*own, *self.annexes)


TYPES |= {"Typed": Typed, "Section": Section, "Body": Body}


def to_json(value: Any) -> Any:
    """Dataclasses become objects with their name under "is"; days and decimals keep their kind."""
    if is_dataclass(value):
        parts = {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **parts}
    if isinstance(value, tuple | list):
        return [to_json(part) for part in value]
    if isinstance(value, Decimal):
        return {"is": "decimal", "value": str(value)}
    if isinstance(value, date):
        return {"is": "date", "value": value.isoformat()}
    return value


def from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(from_json(part) for part in value)
    if not isinstance(value, dict):
        return value
    parts = dict(value)
    name = parts.pop("is")
    if name == "decimal":
        return Decimal(parts["value"])
    if name == "date":
        return date.fromisoformat(parts["value"])
    return TYPES[name](**{key: from_json(part) for key, part in parts.items()})


def with_own_words(
    body: Body, words: Mapping[str, str], typed: Mapping[str, str] | None = None
) -> Body:
    """`words` by section, `typed` by `typed_key`; what is not named stays as it is."""
    return replace(
        body,
        sections=tuple(
            replace(
                section,
                own_words=words.get(section.code, section.own_words),
                typed=tuple(_typed(section, each, typed or {}) for each in section.typed),
            )
            for section in body.sections
        ),
    )


def typed_key(section: Section, typed: Typed) -> str:
    return f"{section.code}-{typed.code}"


def _typed(section: Section, typed: Typed, said: Mapping[str, str]) -> Typed:
    text = said.get(typed_key(section, typed))
    return typed if text is None else typed.with_text(text)


def refreshed(old: Body, new: Body) -> Body:
    """New data, old own words; what was typed over an offer stays too."""
    return with_own_words(
        new,
        {section.code: section.own_words for section in old.sections},
        {
            typed_key(section, each): each.own
            for section in old.sections
            for each in section.typed
            if each.own is not None
        },
    )
