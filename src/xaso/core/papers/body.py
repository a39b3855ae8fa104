"""The words of a paper as JSON: blocks made from data, beside the officer's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from . import document
from .document import Annex, Block, Heading, Paragraph

TYPES: dict[str, Any] = {
    name: shape for name, shape in vars(document).items() if is_dataclass(shape)
}


@dataclass(frozen=True, kw_only=True)
class Section:
    """`blocks` are written anew from data; `own_words` are never touched by the program."""

    code: str
    heading: str
    blocks: tuple[Block, ...] = ()
    own_words: str = ""

    def printed(self) -> tuple[Block, ...]:
        """Nothing at all while a section has neither data nor words."""
        own = tuple(Paragraph(text=line) for line in self.own_words.splitlines() if line.strip())
        said = (*self.blocks, *own)
        return (Heading(text=self.heading), *said) if said and self.heading else said


@dataclass(frozen=True, kw_only=True)
class Body:
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    recipients: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()

    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.printed())


TYPES |= {"Section": Section, "Body": Body}


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


def with_own_words(body: Body, words: dict[str, str]) -> Body:
    return _with_sections(
        body,
        (
            Section(
                code=section.code,
                heading=section.heading,
                blocks=section.blocks,
                own_words=words.get(section.code, section.own_words),
            )
            for section in body.sections
        ),
    )


def refreshed(old: Body, new: Body) -> Body:
    """New data, old own words."""
    return with_own_words(new, {section.code: section.own_words for section in old.sections})


def _with_sections(body: Body, sections: Iterable[Section]) -> Body:
    return Body(
        sections=tuple(sections),
        annexes=body.annexes,
        recipients=body.recipients,
        receivers=body.receivers,
    )
