"""The province as a party of a schedule: another office's rows in the same database, reached by the same
receiving, entering and renewing as over the wire."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from xaso.core.postgres.context import commune_context
from xaso.core.rights.actor import system_actor
from xaso.core.sync.entering import NotLetIn, enter
from xaso.core.sync.joining import enrol
from xaso.core.sync.models import Device
from xaso.core.sync.receiving import as_json, receive
from xaso.core.units.models import Commune
from xaso.core.upstream.actions import invite_node
from xaso.core.upstream.door import NoLine, Reply
from xaso.core.upstream.joining import join
from xaso.core.upstream.models import Reported
from xaso.core.upstream.sending import send
from xaso.drills.chain.changes import plan
from xaso.field.wire import welcome
from xaso.lib.base64url import from_text

HUB = "03037"
FATES = ("request_lost", "reply_lost", "sent_twice")
ROUNDS = 4


class Province:
    def __init__(self, commune: Commune, chance: random.Random, at: datetime) -> None:
        self.chance, self.at, self.fate = chance, at, ""
        self.commune, self.hub = commune, Commune.objects.get(pk=HUB)
        self.said: dict[str, tuple[str, str]] = {}
        """By key: field and value, as the commune said it last."""
        self.said_then: dict[str, tuple[str, str]] = {}
        self.number = 0
        with commune_context(self.hub):
            office = system_actor(self.hub)
            code = invite_node(actor=office, unit_code=commune.pk, at=at)[2]
        join(
            actor=system_actor(commune), address="https://tinh.example", code=code, at=at,
            door=self._door,
        )  # fmt: skip

    def change(self, at: datetime) -> None:
        self.at, self.number = at, self.number + 1
        _kind, key, field, value = plan(system_actor(self.commune), self.number)
        self.said[key] = (field, value)

    def send(self, at: datetime, *, is_bad: bool = False) -> bool:
        self.at, self.fate = at, self.chance.choice(FATES) if is_bad else ""
        return send(self.commune, at, self._door).is_through

    def keep(self) -> None:
        self.said_then = dict(self.said)

    def go_back(self) -> None:
        self.said = dict(self.said_then)

    def quiet(self, at: datetime) -> bool:
        return any(self.send(at + timedelta(minutes=15 * turn)) for turn in range(ROUNDS))

    def missed(self) -> tuple[list[str], list[str]]:
        """What is not there, and what stands there though something else was said last."""
        rows = Reported.objects.filter(commune=self.hub)
        stands = {row.key: row.body for row in rows}
        lost = [key for key in self.said if key not in stands]
        known = self.said.items()
        stale = [key for key, (name, value) in known
                 if key in stands and stands[key].get(name) != value]  # fmt: skip
        return lost, stale

    def _door(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        del method
        with commune_context(self.hub):
            if path.endswith("/ghi-danh"):
                return self._enrolled(json.loads(body))
            device = Device.objects.select_related("commune").filter(
                pk=headers["Xaso-May"]).first()  # fmt: skip
            if device is None:
                return Reply(403)
            if path.endswith("/vao"):
                return self._entered(device, json.loads(body))
            return self._pushed(device, body)

    def _pushed(self, device: Device, body: bytes) -> Reply:
        fate, self.fate = self.fate, ""
        if fate == "request_lost":
            raise NoLine(fate)
        for _time in range(2 if fate == "sent_twice" else 1):
            answer = as_json(receive(device=device, body=body, at=self.at), self.at)
        if fate == "reply_lost":
            raise NoLine(fate)
        return Reply(200, json.dumps(answer).encode())

    def _entered(self, device: Device, said: Any) -> Reply:
        try:
            enter(
                device=device, account_id=UUID(said["actor"]), now_ms=said["now"],
                signature=from_text(said["sig"]), at=self.at,
            )  # fmt: skip
        except NotLetIn as error:
            return Reply(401, json.dumps({"code": error.code}).encode())
        return Reply(200, b"{}")

    def _enrolled(self, said: Any) -> Reply:
        joined = enrol(
            code=said["code"], key=from_text(said["key"]), at=self.at,
            person_key=from_text(said["person_key"]), label=said["label"],
        )  # fmt: skip
        return Reply(200, json.dumps(welcome(joined, 0)).encode())
