"""Every form of the product that takes a file, with what else it wants typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xaso.drills.ground import Ground
from xaso.drills.site import Address, Site

TYPED = "Chữ đã gõ, không được mất"
TEXTS = ("note", "caption", "reason", "title", "document_number", "product")
"""Fields of one line or several that a person may have filled before the file was refused."""


@dataclass(frozen=True)
class Way:
    person: str
    keeps: bool = True
    """What is taken is kept as a file. A form that only reads shows what it has read."""
    more: Mapping[str, str] = field(default_factory=dict)
    rows: str = ""
    """SQL for more pages of the same form, where one is used up by each file that is taken."""


LEADS = """select t.id from plans_task t join people_account a on a.id = t.lead_id
           where a.username = 'lan.giaphu' and t.state in ('da_giao', 'dang_lam', 'tra_lai')"""
WAYS = {
    "plans:submit-evidence": Way("lan.giaphu", rows=LEADS),
    "plans:village-report": Way("pao.mau-son", more={"outcome": "XONG", "number": "3"}),
    "plans:import": Way("minh.giaphu", keeps=False),
    "plans:draft-task": Way("minh.giaphu"),
    "plans:draft-from-document": Way("minh.giaphu"),
    "plans:edit-task": Way("minh.giaphu"),
    "plans:sign-plan": Way("minh.giaphu", more={"document_number": "15/KH-UBND"}),
    "desk:villages_file": Way("trung.giaphu", keeps=False),
    "desk:attach-signed": Way("mai.giaphu", more={"reason": TYPED}),
    "desk:log_verify": Way("thao.giaphu", keeps=False),
    "desk:households_file": Way("minh.giaphu", keeps=False),
    "campaigns:add-recording": Way("minh.giaphu", more={"language": "vi"}),
    "indicators:pack-import": Way("minh.giaphu", keeps=False),
    "coverage:files": Way("lan.giaphu", keeps=False),
    "systems:send-file": Way("minh.giaphu", keeps=False),
    "desk:phone-note-write": Way("lan.giaphu", more={"language": "vi"}),
    "desk:phone-outbox": Way("lan.giaphu", keeps=False),
    "indicators:enter": Way("minh.giaphu"),
    "indicators:correct": Way("minh.giaphu"),
    "indicators:answer": Way("minh.giaphu"),
}


@dataclass(frozen=True)
class Door:
    address: Address
    field: str
    way: Way
    pages: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.address.name} {self.field}"


def doors(place: Ground, site: Site) -> Iterator[Door]:
    for address in site.addresses:
        way = WAYS.get(address.name)
        if way is None:
            continue
        for name in address.files:
            yield Door(address, name, way, tuple(_pages(place, address, way)))


def unknown_forms(site: Site) -> list[str]:
    """Forms with a file that this drill has not been told of."""
    return [each.name for each in site.addresses if each.files and each.name not in WAYS]


def _pages(place: Ground, address: Address, way: Way) -> Iterator[str]:
    if way.rows:
        first = address.examples[0].partition("?")[0]
        old = next((part for part in first.split("/") if len(part) == 36), "")
        for (key,) in place.query(way.rows):
            yield first.replace(old, dashed(str(key)))
    yield from address.examples


def dashed(key: str) -> str:
    """SQLite keeps a UUID without dashes."""
    plain = key.replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))
