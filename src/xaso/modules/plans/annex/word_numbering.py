"""The numbers Word draws itself. A TT column numbered as a list holds no text in its cells."""

import re
from xml.etree.ElementTree import Element

from xaso.lib.numbers import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbering:
    def __init__(self, part: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for kind in part if part is not None else ():
            if kind.tag == f"{W}abstractNum":
                self._levels[kind.get(f"{W}abstractNumId", "")] = {
                    _int(level.get(f"{W}ilvl")): level for level in kind.findall(f"{W}lvl")
                }
            elif kind.tag == f"{W}num":
                self._lists[kind.get(f"{W}numId", "")] = _attribute(kind, "abstractNumId")

    def label(self, paragraph: Element) -> str:
        """ "3.", "II", "-" as drawn before this paragraph; call once each, in reading order."""
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None:
            return ""
        kind = self._lists.get(_attribute(place, "numId"), "")
        depth = _int(_attribute(place, "ilvl"))
        levels = self._levels.get(kind, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        counts[depth] = counts.get(depth, _int(_attribute(levels[depth], "start"), 1) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return self._draw(levels, depth, counts)

    def _draw(self, levels: dict[int, Element], depth: int, counts: dict[int, int]) -> str:
        if _attribute(levels[depth], "numFmt") == "bullet":
            return "-"

        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            style = _attribute(levels[level], "numFmt") if level in levels else "decimal"
            return numeral(counts.get(level, 1), style)

        return re.sub("%([1-9])", number, _attribute(levels[depth], "lvlText"))


def numeral(number: int, style: str) -> str:
    match style:
        case "upperRoman":
            return roman(number)
        case "lowerRoman":
            return roman(number).lower()
        case "upperLetter":
            return chr(65 + (number - 1) % 26)
        case "lowerLetter":
            return chr(97 + (number - 1) % 26)
        case "none":
            return ""
    return str(number)


def _attribute(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _int(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise
