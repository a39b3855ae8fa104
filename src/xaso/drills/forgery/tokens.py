"""Forms sent without a token, with a wrong one, with somebody else's, or from another place."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from xaso.drills.browser import Browser
from xaso.drills.ground import Ground
from xaso.drills.line import Reply, request, send
from xaso.drills.site import PEOPLE, Address, Site

EVIL = "https://evil.example"
NO_TOKEN_ASKED = {"ui:display": "text size of this browser alone"}
REFUSED = {400, 403, 404, 405}
SIGN_IN = ("/dang-nhap/", "/xac-nhan-lai/")


class Forger:
    """Sends what a browser would not, with the cookies of a person who is signed in."""

    def __init__(self, place: Ground) -> None:
        self.place, self.port = place, place.server.port
        self.people: dict[str, Browser] = {"": place.browser()}
        self.people[""].get("/dang-nhap/")
        for person in PEOPLE.values():
            self.people[person] = place.sign_in(person)
        self.faults: list[str] = []

    def ask(
        self,
        method: str,
        path: str,
        person: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Reply:
        cookies = self.people[person].cookies
        known = {
            "Host": f"127.0.0.1:{self.port}",
            "Connection": "close",
            "Cookie": "; ".join(f"{name}={text}" for name, text in cookies.items()),
            "Content-Length": str(len(body)),
            **(headers or {}),
        }
        lines = [(name.encode(), text.encode()) for name, text in known.items()]
        return send(self.port, request(method, path.encode(), lines, body))

    def forged_forms(self, site: Site) -> int:
        tried = 0
        for address in site.addresses:
            if address.examples and address.name not in NO_TOKEN_ASKED:
                for about, headers, fields in self._forgeries(address.person):
                    tried += 1
                    self._judge(address, about, headers, fields)
        return tried

    def _forgeries(self, person: str) -> list[tuple[str, dict[str, str], dict[str, str]]]:
        own = self.people[person].cookies.get("xaso_csrf", "")
        other = self.people["mai.giaphu" if person != "mai.giaphu" else "lan.giaphu"].cookies
        return [
            ("without a token", {}, {}),
            ("with a wrong token", {}, {"csrfmiddlewaretoken": "a" * 64}),
            (
                "with another's token",
                {},
                {"csrfmiddlewaretoken": other.get("xaso_csrf", "b" * 32)},
            ),
            ("from elsewhere", {"Origin": EVIL}, {"csrfmiddlewaretoken": own}),
            ("from nowhere", {"Origin": "null"}, {"csrfmiddlewaretoken": own}),
            ("as plain text", {"Content-Type": "text/plain"}, {"csrfmiddlewaretoken": own}),
        ]

    def _judge(
        self, address: Address, about: str, headers: dict[str, str], fields: dict[str, str]
    ) -> None:
        path = address.examples[0].partition("?")[0]
        kind = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        reply = self.ask("POST", path, address.person, kind, urlencode(fields).encode())
        if reply.status not in REFUSED and not _asks_to_sign_in(reply):
            self.faults.append(f"{address.name}: a form {about} got {reply.status}")


def _asks_to_sign_in(reply: Reply) -> bool:
    return reply.status == 302 and place_of(reply).startswith(SIGN_IN)


def place_of(reply: Reply) -> str:
    for line in reply.head.decode("latin-1").split("\r\n"):
        name, _colon, text = line.partition(":")
        if name.lower() == "location":
            return text.strip()
    return ""
