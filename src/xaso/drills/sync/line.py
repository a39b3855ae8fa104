"""The line between a phone and the commune, and everything that can happen on it."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from xaso.core.jobs.crowd import MOST, sending_now
from xaso.core.postgres.context import commune_context
from xaso.core.sync.batch import BadBatch
from xaso.core.sync.models import Device
from xaso.core.sync.receiving import as_json, receive, standing
from xaso.drills.phone import Phone

CAPTIVE = {"ep": "x", "n": 10**6, "h": "", "safe_n": 0, "st": [], "sig": ""}
"""What a captive portal answers with: 200, and nothing that proves itself."""


class Crash(Exception):
    """The machine of the commune dies before it has committed."""


@dataclass
class Line:
    chance: random.Random
    faults: Counter[str] = field(default_factory=Counter)
    late: list[tuple[Phone, bytes]] = field(default_factory=list)
    """Batches that are still under way and arrive when others have come."""

    def push(self, phone: Phone, at: datetime, fate: str = "") -> None:
        body = phone.batch(now=at, most=self.chance.choice((1, 2, 5, 50)))
        if fate:
            self.faults[fate] += 1
        answer: dict[str, Any] = getattr(self, f"_{fate or 'through'}")(phone, body, at)
        phone.take(answer)

    def ask(self, phone: Phone, at: datetime) -> None:
        device = Device.objects.filter(pk=phone.device).first()
        if device is not None:
            phone.take(as_json(standing(device=device, highest=len(phone.kept)), at))

    def deliver_late(self, at: datetime) -> None:
        """Nobody waits for the answers any more."""
        self.chance.shuffle(self.late)
        while self.late:
            phone, body = self.late.pop()
            self._arrive(phone, body, at)

    def _through(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        return self._arrive(phone, body, at)

    def _request_lost(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        del phone, body, at
        return {}

    def _reply_lost(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        self._arrive(phone, body, at)
        return {}

    def _sent_twice(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        self._arrive(phone, body, at)
        return self._arrive(phone, body, at)

    def _reordered(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        del at
        self.late.append((phone, body))
        return {}

    def _cut_off(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        return self._arrive(phone, body[: self.chance.randrange(len(body))], at)

    def _garbled(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        """The signature of the device would show it; the chain shows it too."""
        place = self.chance.randrange(10, len(body))
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        return self._arrive(phone, changed, at)

    def _captive(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        del phone, body, at
        return CAPTIVE

    def _crashed(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        """Whatever was answered before the commit would be believed."""
        said: list[dict[str, Any]] = []
        try:
            with transaction.atomic():
                answer = self._arrive(phone, body, at, said)
                raise Crash(answer)
        except Crash:
            return said[0] if said else {}

    def _crowded(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        """Many send at once: it is stored, and carried out by somebody else later."""
        with ExitStack() as others:
            others.callback(sending_now.disperse)
            for _other in range(MOST + 1):
                others.enter_context(sending_now.one_more())
            return self._arrive(phone, body, at)

    def _died_between(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        """The machine of the commune dies after storing, before it has carried anything out."""
        self._crowded(phone, body, at)
        return {}

    def _imported(self, phone: Phone, body: bytes, at: datetime) -> dict[str, Any]:
        """The outbox as a file, brought to the office on a stick, read in twice."""
        self._arrive(phone, body, at)
        self._arrive(phone, body, at)
        return {}

    def _arrive(
        self, phone: Phone, body: bytes, at: datetime, said: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        device = Device.objects.filter(pk=phone.device).first()
        if device is None:
            return {}
        try:
            with commune_context(device.commune_id):
                answer = as_json(receive(device=device, body=body, at=at), at)
        except BadBatch:
            return {}
        if said is not None and answers_before_commit():
            said.append(answer)
        return answer


def answers_before_commit() -> bool:
    """The commune answers when what it says is on the disk. The drill's own mutant says otherwise."""
    return False


FATES = (
    "request_lost", "reply_lost", "sent_twice", "reordered", "cut_off", "garbled", "captive",
    "crashed", "crowded", "died_between", "imported",
)  # fmt: skip
