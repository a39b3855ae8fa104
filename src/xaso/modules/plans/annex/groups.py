"""Which group and pillar a row stands in, and the heading it belongs under."""

from dataclasses import dataclass, field

from .lines import Line, is_capital, is_roman
from .word_lists import pillar_of


@dataclass
class Place:
    caption: str = ""
    groups: list[tuple[str, str, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)

    def enter_group(self, line: Line) -> None:
        """A group of the same numbering ends the one before; another numbering nests inside it."""
        kind = _kind(line.stt)
        kinds = [group[0] for group in self.groups]
        if kind in kinds:
            del self.groups[kinds.index(kind) :]
        self.groups.append((kind, line.stt, line.text))
        self.headings.clear()

    def enter_row(self, line: Line) -> str:
        """The title of the row above this one in level; "" at the top."""
        while self.headings and self.headings[-1][0] >= line.level:
            self.headings.pop()
        parent = self.headings[-1][1] if self.headings else ""
        self.headings.append((line.level, line.text))
        return parent

    @property
    def group(self) -> str:
        return self.groups[-1][2] if self.groups else (self.caption if self.pillar else "")

    @property
    def pillar(self) -> str:
        texts = [text for _kind, _stt, text in reversed(self.groups)] or [self.caption]
        return next(filter(None, map(pillar_of, texts)), "")


def _kind(stt: str) -> str:
    if is_roman(stt):
        return "roman"
    if is_capital(stt):
        return "letter"
    return "number" if any(sign.isdigit() for sign in stt) else "band"
