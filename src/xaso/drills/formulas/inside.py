"""Every workbook of the planted sample, as each person of it may fetch it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from xaso.drills.planting import plant
from xaso.drills.site import PEOPLE, Site, client_of, load, name_of

XLSX = "spreadsheetml.sheet"
ALWAYS = [
    (PEOPLE["quan_tri"], "/don-vi/nhap/mau/"),
    (PEOPLE["chanh_van_phong"], "/ke-hoach/phu-luc-mau/phu-luc-mau-80-viec.xlsx"),
]


def main(folder: str, site_file: str) -> dict[str, Any]:
    from . import PAYLOADS

    target = Path(folder)
    target.mkdir()
    site = load(site_file)
    fields = plant(PAYLOADS)
    names, faults, seen = dict[str, str](), list[str](), set[bytes]()
    for person, path in _places(site):
        answer = client_of(person).get(path)
        if answer.status_code >= 500:
            faults.append(f"{path} as {person}: answer {answer.status_code}")
        if XLSX not in answer.get("Content-Type", ""):
            continue
        content = b"".join(answer) if answer.streaming else answer.content
        if content not in seen:
            seen.add(content)
            name = f"{len(names):03}.xlsx"
            (target / name).write_bytes(content)
            names[name] = f"{path} as {person}"
    return {
        "fields": fields,
        "lists": len(_lists(site)),
        "names": names,
        "faults": faults,
        "planted": _planted(target),
    }


def _places(site: Site) -> list[tuple[str, str]]:
    """Each list asked for its workbook, and each file that is one already."""
    lists = _lists(site)
    found = [(person, path.partition("?")[0]) for person, path in site.pages if person]
    places = [(person, f"{path}?tai=xlsx") for person, path in found if name_of(path) in lists]
    files = [(person, re.sub(r"/(docx|pdf)/$", "/xlsx/", path)) for person, path in found]
    return list(
        dict.fromkeys([*places, *(each for each in files if each[1].endswith("/xlsx/")), *ALWAYS])
    )


def _lists(site: Site) -> set[str]:
    """Addresses whose pages offer themselves as a workbook."""
    return {address.name for address in site.addresses if "tai" in address.fields}


def _planted(folder: Path) -> int:
    """Cells that really hold one of the payloads: a drill that reaches none proves nothing."""
    from . import PAYLOADS
    from .reading import sheets_of

    wanted = {payload.strip() for payload in PAYLOADS}
    books = folder.glob("*.xlsx")
    return sum(
        len({each.strip() for each in words} & wanted)
        for book in books
        for words in sheets_of(book)
    )
