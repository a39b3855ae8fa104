"""The phone at the bottom of the chain, over HTTP: it measures a place, writes down households that must
never be seen above, and hears what has reached the province."""

from __future__ import annotations

import http.client
from datetime import datetime
from typing import Any
from uuid import UUID

from xaso.drills.phone import Phone, read_answer
from xaso.lib import p256
from xaso.lib.base64url import as_text

KEPT_BELOW = "Giàng Thị Kín"
"""In the name of every household and the note of every survey: may stand in the commune's files alone."""


class PhoneBelow:
    def __init__(self, said: dict[str, str], port: int) -> None:
        self.account, self.village, self.port = said["account"], said["village"], port
        keys = {self.account: bytes.fromhex(said["person_key"])}
        key, server = bytes.fromhex(said["key"]), bytes.fromhex(said["server_key"])
        self.phone = Phone(UUID(said["device"]), key, keys, server)
        self.surveys: dict[str, str] = {}
        """By the place that was measured."""

    def measure(self, mark: int) -> str:
        """A place and what was measured there, and one household. Returns the place."""
        where = {"village": self.village, "kind": "cum", "name": f"Cụm {mark}"}
        place = self._save("coverage.add_place", {**where, "has_power": "yes", "is_hard": "no"})
        body = {"place": place, "way": "do_tai_cho", "level_viettel": "0", "note": KEPT_BELOW}
        self.surveys[place] = self._save("coverage.add_survey", body, needs=[place])
        home = {"head_name": f"{KEPT_BELOW} {mark}", "village": self.village, "members_count": 4}
        self._save("residents.add_household", home)
        return place

    def push(self) -> bool:
        body = self.phone.batch(now=_now())
        answer = self._ask("POST", "/dong-bo/day", body, {"Content-Type": "application/gzip"})
        return self.phone.take(answer)

    def heard(self) -> set[str]:
        """What the commune says has reached the province, to a phone that asks for everything."""
        now = round(_now().timestamp() * 1000)
        message = b"xaso-vao" + self.phone.device.bytes + now.to_bytes(8, "big")
        signature = as_text(p256.sign(self.phone.people[self.account], message))
        said = f'{{"actor":"{self.account}","now":{now},"sig":"{signature}"}}'.encode()
        entered = self._ask("POST", "/dong-bo/vao", said, {"Content-Type": "application/json"})
        page = self._ask("GET", "/dong-bo/keo?max=64000", b"", {"Xaso-Nguoi": entered["token"]})
        return {line[0] for line in page["st"] if line[2] == "tinh_nhan"}

    def _save(self, kind: str, body: dict[str, Any], **more: Any) -> str:
        scope = f"thon:{self.village}"
        return self.phone.save(self.account, kind, body, at=_now(), scope=scope, **more)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            signed = self.phone.headers(method, path, body)
            line.request(method, path, body or None, {**headers, **signed})
            return read_answer(line.getresponse().read())
        finally:
            line.close()


def _now() -> datetime:
    return datetime.now().astimezone()
