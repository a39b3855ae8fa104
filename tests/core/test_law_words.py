"""Decree numbers live in data; screens use the words of today's two levels."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "xaso"
DECREE = re.compile(r"NĐ-CP|QĐ-TTg|QĐ-B[A-Z]+|QH1[0-9]")
DISTRICT = re.compile(r"\bhuyện\b", re.IGNORECASE)
SCREENS = (".html", ".js", ".typ", ".txt")


def _files(*endings: str) -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in endings and not {"data", "tests", "static_root"} & set(path.parts)
    ]


def test_no_decree_number_stands_in_code_or_templates():
    found = [
        f"{path.relative_to(SOURCE)}: {match.group()}"
        for path in _files(".py", *SCREENS)
        for match in DECREE.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_no_screen_speaks_of_the_level_that_ended():
    found = [
        str(path.relative_to(SOURCE))
        for path in _files(*SCREENS)
        if DISTRICT.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("name", ["NĐ-CP", "QĐ-TTg", "QĐ-BKHCN", "QH15"])
def test_the_scan_knows_the_numbers_it_looks_for(name):
    assert DECREE.search(f"Số 1/2026/{name}")
