"""Rows of a file on their way to measurements; each doubt names its cell, nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.files.grid import Grid, cell_address
from xaso.lib.numbers import read_count
from xaso.lib.text import header_key
from xaso.modules.coverage.answers import part_of
from xaso.modules.coverage.hexagons import EAST, NORTH, Point, is_here
from xaso.modules.coverage.models import DayPart, PlaceKind, Technology, Way
from xaso.modules.coverage.scales import LEAST_DBM, LEVELS, MOST_DBM, OperatorList

from .moments import read_moment
from .speeds import read_mbps, read_ms
from .table import words_of
from .way import ReadingWay

Tell = Callable[[int, int], None]

NO_SERVICE = "none"
TELL_EVERY = 500
DEGREES = re.compile(r"-?\d{1,3}(?:[.,]\d+)?")
DBM = re.compile(r"[-\u2212\u2013]?\d{1,3}(?:[.,]\d+)?")
SPEEDS = {"down": "down_mbps", "up": "up_mbps", "ping": "ping_ms", "jitter": "jitter_ms"}
YES, NO = {"co", "x", "1", "yes", "dung"}, {"khong", "0", "no", "sai"}


@dataclass(frozen=True)
class Problem:
    cell: str
    """As a spreadsheet calls it: "B7"; the number of the row where no cell is meant."""
    message: str


@dataclass
class FileRow:
    """What one line says; `problems` keep it from being taken."""

    row: int
    operator: str = ""
    technology: str = Technology.UNKNOWN
    level: int | None = None
    strength_dbm: int | None = None
    moment: datetime | None = None
    has_hour: bool = False
    point: Point | None = None
    village: str = ""
    place: str = ""
    kind: str = ""
    day_part: str = ""
    is_indoors: bool | None = None
    way: str = Way.IMPORTED
    has_power: bool | None = None
    is_hard: bool | None = None
    household_count: int | None = None
    network: str = ""
    down_mbps: Decimal | None = None
    up_mbps: Decimal | None = None
    ping_ms: int | None = None
    jitter_ms: int | None = None
    problems: list[Problem] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    """ "swapped", "positive": what the person is asked about the whole file."""

    @property
    def names_a_place(self) -> bool:
        return bool(self.place)


def read_rows(
    grid: Grid, way: ReadingWay, at: datetime, known: OperatorList, tell: Tell | None = None
) -> list[FileRow]:
    """`grid` begins with its headers; empty lines are skipped. `tell` hears how many are done."""
    reader, rows = _Reader(way, at, known), []
    for index, cells in enumerate(grid[1:], start=1):
        if any(cells):
            rows.append(reader.read(index, cells))
        if tell and index % TELL_EVERY == 0:
            tell(index, len(grid))
    return rows


class _Reader:
    def __init__(self, way: ReadingWay, at: datetime, known: OperatorList) -> None:
        """An operator that is gone since, or is called otherwise, is known by what it was."""
        self.way, self.at = way, at
        nets = [each for each in known.known(at.date()).values() if each.mnc]
        self.by_word = {header_key(name): code for name, code in known.called()}
        self.by_word |= {header_key(code): code for code in self.by_word.values()}
        self.by_word |= {header_key(each.mcc + each.mnc): each.code for each in nets}
        self.by_net = {(int(each.mcc), int(each.mnc)): each.code for each in nets}
        self.technologies, self.networks = words_of("technology"), words_of("network")
        self.kinds = _choices(PlaceKind.choices)
        self.parts = _choices(DayPart.choices)
        self.ways = _choices(Way.choices)

    def read(self, index: int, cells: Sequence[str]) -> FileRow:
        self.index, self.cells, self.row = index, cells, FileRow(index + 1)
        self._when()
        if self.way.is_of_speeds:
            self._speed()
            return self.row
        self._operator()
        self._where()
        self._how_strong()
        self._aside()
        return self.row

    def _text(self, name: str) -> str:
        place = self.way.columns.get(name)
        if place is None or place >= len(self.cells):
            return ""
        return self.cells[place]

    def _doubt(self, name: str, message: str, asks: str = "") -> None:
        place = self.way.columns.get(name)
        cell = str(self.index + 1) if place is None else cell_address(place, self.index)
        self.row.problems.append(Problem(cell, message))
        if asks:
            self.row.doubts.add(asks)

    def _when(self) -> None:
        text = self._text("time")
        found = read_moment(text) if text else None
        if found is None:
            told = _("“%(text)s” không phải ngày, giờ.") % {"text": text[:40]}
            self._doubt("time", told if text else _("Thiếu ngày, giờ đo."))
        elif found[0] > self.at:
            self._doubt("time", _("Ngày này chưa đến."))
        else:
            self.row.moment, self.row.has_hour = found

    def _operator(self) -> None:
        said = self._text("operator")
        net = (read_count(self._text("mcc")), read_count(self._text("mnc")))
        if said:
            self.row.operator = self.by_word.get(header_key(said), "")
        elif None not in net:
            self.row.operator = self.by_net.get(net, "")  # type: ignore[arg-type]
        else:
            self.row.operator = self.way.operator
        if not self.row.operator:
            word = said or " ".join(str(each) for each in net if each is not None)
            told = _("Không nhận ra nhà mạng “%(word)s”.") % {"word": word[:40]}
            self._doubt("operator", told if word else _("Thiếu nhà mạng."))

    def _speed(self) -> None:
        row = self.row
        row.village = self._text("village")
        row.operator = self.by_word.get(header_key(self._text("operator")), self.way.operator)
        word = header_key(self._text("network"))
        row.network = self.networks.get(word, "") if word else self.way.network
        if not row.village:
            self._doubt("village", _("Thiếu tên thôn."))
        if not row.network:
            self._doubt("network", _("Ghi loại mạng: di động hay cố định."))
        for name, read in (
            ("down", read_mbps),
            ("up", read_mbps),
            ("ping", read_ms),
            ("jitter", read_ms),
        ):
            try:
                value = read(self._text(name))
            except ValueError:
                self._doubt(
                    name, _("“%(text)s” không phải số đo.") % {"text": self._text(name)[:20]}
                )
            else:
                setattr(row, SPEEDS[name], value)
        if row.down_mbps is None and not row.problems:
            self._doubt("down", _("Thiếu tốc độ tải xuống."))

    def _where(self) -> None:
        row = self.row
        row.village, row.place = self._text("village"), self._text("place")
        if row.place:
            if not row.village:
                self._doubt("village", _("Thiếu tên thôn."))
            return
        said = [self._text(name) for name in ("latitude", "longitude")]
        degrees = [float(text.replace(",", ".")) for text in said if DEGREES.fullmatch(text)]
        if len(degrees) < len(said):
            self._doubt("latitude", _("Thiếu vĩ độ, kinh độ; cũng không ghi điểm đo."))
            return
        point = (degrees[1], degrees[0]) if self.way.is_swapped else (degrees[0], degrees[1])
        if is_here(point):
            row.point = point
        elif _between(point[0], EAST) and _between(point[1], NORTH):
            self._doubt("latitude", _("Vĩ độ, kinh độ đang đảo chỗ."), "swapped")
        else:
            self._doubt("latitude", _("Điểm này không ở Việt Nam."))

    def _how_strong(self) -> None:
        row = self.row
        word = header_key(self._text("technology"))
        code = self.technologies.get(word, "") if word else self.way.technology
        if word and not code:
            told = _("Không nhận ra công nghệ “%(word)s”.") % {"word": word[:20]}
            self._doubt("technology", told)
        nothing = code == NO_SERVICE
        row.technology = code if code in Technology.values else Technology.UNKNOWN
        self._level()
        if not nothing:
            self._strength()
        if row.level is None and nothing:
            row.level = 0
        if row.level is None and row.strength_dbm is None and not self._is_doubted("strength"):
            self._doubt("strength", _("Không có mức, cũng không có cường độ."))
        elif row.level is None and row.technology == Technology.UNKNOWN and not word:
            self._doubt(
                "strength", _("Không rõ công nghệ nên không xếp được cường độ. Chọn cho cả tệp.")
            )

    def _is_doubted(self, name: str) -> bool:
        place = self.way.columns.get(name)
        cell = None if place is None else cell_address(place, self.index)
        return any(each.cell == cell for each in self.row.problems)

    def _level(self) -> None:
        text = self._text("level").split("–")[0].strip()
        level = read_count(text) if text else None
        if text and level not in LEVELS:
            self._doubt("level", _("Mức là số từ 0 đến 4."))
        else:
            self.row.level = level

    def _strength(self) -> None:
        text = self._text("strength")
        if text in ("", "0", "-", "N/A", "NaN"):
            return
        if not DBM.fullmatch(text):
            self._doubt("strength", _("“%(text)s” không phải số dBm.") % {"text": text[:20]})
            return
        plain = text.replace(",", ".").replace("\u2212", "-").replace("\u2013", "-")
        dbm = round(float(plain))
        if -MOST_DBM <= dbm <= -LEAST_DBM:
            if not self.way.is_positive:
                told = _("Có phải -%(number)d không?") % {"number": dbm}
                self._doubt("strength", told, "positive")
                return
            dbm = -dbm
        if LEAST_DBM <= dbm <= MOST_DBM:
            self.row.strength_dbm = dbm
        else:
            self._doubt("strength", _("Ngoài khoảng -140 đến -30 dBm."))

    def _aside(self) -> None:
        """What only the commune's own lists say; an odd word is passed over."""
        row = self.row
        row.kind = self.kinds.get(header_key(self._text("kind")), "")
        row.way = self.ways.get(header_key(self._text("way")), Way.IMPORTED)
        row.is_indoors, row.has_power = self._flag("indoors"), self._flag("power")
        row.is_hard, row.household_count = self._flag("hard"), read_count(self._text("households"))
        own = self.parts.get(header_key(self._text("day_part")), "")
        row.day_part = own or (part_of(row.moment) if row.moment else "")

    def _flag(self, name: str) -> bool | None:
        word = header_key(self._text(name))
        return True if word in YES else False if word in NO else None


def _choices(choices: Sequence[tuple[str, object]]) -> Mapping[str, str]:
    """By the word people read and by the code."""
    return dict(_pairs(choices))


def _pairs(choices: Sequence[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    for code, word in choices:
        yield header_key(code), code
        yield header_key(str(word)), code


def _between(value: float, ends: tuple[int, int]) -> bool:
    return ends[0] <= value <= ends[1]
