"""Two phones of the villages: one got an item back, one has been where there is no signal for days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from xaso.core.residents.models import Household
from xaso.core.sample.story import Story
from xaso.core.sync.actions import invite
from xaso.core.sync.joining import enrol
from xaso.core.sync.models import Device
from xaso.core.sync.receiving import receive
from xaso.lib import envelope, p256
from xaso.lib.ids import new_id
from xaso.lib.outbox import Kept, Standing, batch, placed

APP = "0.1.0"
VISIT = {
    "part": "chieu", "place": "NHA", "female": 1, "male": 1, "service_1": "KNANG",
    "outcome_1": "XONG", "typed_by": "cung_lam", "language": "hmn", "minutes": 20,
}  # fmt: skip
LISTED_TWICE = 8
"""The household of the list, by its place in it, which the head of the village writes down again; in a
shorter list its last."""


@dataclass
class Phone:
    device: UUID
    person: str
    key: bytes
    village: str
    sent: list[Kept] = field(default_factory=list)

    def save(self, kind: str, body: Mapping[str, Any], at: datetime) -> None:
        before = self.sent[-1].chain_hash if self.sent else envelope.BEFORE_THE_FIRST
        content = {
            "id": str(new_id()),
            "actor": self.person,
            "kind": kind,
            "v": 1,
            "scope": f"thon:{self.village}",
            "at": [_ms(at), 0],
            "body": {**body, "village": self.village},
        }
        number = len(self.sent) + 1
        self.sent.append(
            placed(content, device=self.device, number=number, before=before, person_key=self.key)
        )

    def send(self, at: datetime, unsent: int, oldest: datetime) -> None:
        """All it has saved here; `unsent` more it speaks of are on the phone alone."""
        standing = Standing(
            device=self.device,
            got=None,
            now_ms=_ms(at),
            highest=len(self.sent) + unsent,
            unsent=unsent,
            oldest_ms=_ms(oldest),
            app=APP,
        )
        body = batch(standing, 1, envelope.BEFORE_THE_FIRST, self.sent)
        receive(device=Device.objects.get(pk=self.device), body=body, at=at)


def phones_of(story: Story) -> None:
    here: dict[str, Phone] = {}
    for key, label in (("mau-son", "Máy của tổ Mẫu Sơn"), ("khe-mau", "Máy của tổ Khe Mẫu")):
        story.at(-21, "08:15", _enrol(story, here, key, label))
    story.at(-2, "17:20", lambda at: write(story, here["mau-son"], at))
    story.at(-1, "18:30", lambda at: here["mau-son"].send(at, 2, at - timedelta(hours=2)))
    story.at(-6, "07:10", lambda at: _visit(here["khe-mau"], at))
    story.at(-6, "07:40", lambda at: here["khe-mau"].send(at, 4, at - timedelta(hours=1)))


def _enrol(story: Story, here: dict[str, Phone], key: str, label: str) -> Any:
    def step(at: datetime) -> None:
        account_id = story.people[key].account_id
        if account_id is None:
            raise LookupError(key)
        _invitation, code = invite(actor=story.people["trung"], account_id=account_id, at=at)
        own, person = p256.new_private(), p256.new_private()
        joined = enrol(
            code=code,
            key=p256.public_of(own),
            person_key=p256.public_of(person),
            label=label,
            at=at,
        )
        village = str(story.villages[key].pk)
        here[key] = Phone(joined.device_id, str(account_id), person, village)

    return step


def write(story: Story, phone: Phone, at: datetime) -> None:
    """A household that stands in the list already; a visit; and one a wrong clock dates three days
    on, which is the tomorrow of whoever looks at the sample: it comes back however late it is sent."""
    rows = Household.objects.of(story.commune).filter(village_id=phone.village).order_by("code")
    names = list(rows.values_list("head_name", flat=True)[: LISTED_TWICE + 1])
    if names:
        said = {"head_name": f"Ông {names[-1]}", "members_count": 5}
        phone.save("residents.add_household", said, at)
    _visit(phone, at)
    _visit(phone, at, days_off=3)


def _visit(phone: Phone, at: datetime, days_off: int = 0) -> None:
    day = at.date() + timedelta(days=days_off)
    phone.save("teams.add_visit", {**VISIT, "day": day.isoformat()}, at)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
