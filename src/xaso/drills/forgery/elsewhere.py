"""Nobody is led away: by `next` and its like, by the host a browser names, by a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

from xaso.drills.ground import PASSWORD, Ground
from xaso.drills.line import Reply
from xaso.drills.site import Site

from .tokens import Forger, place_of

AWAY = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    " https://evil.example",
    "https://127.0.0.1@evil.example/",
    "javascript:alert(1)//evil.example",
    "/%2f%2fevil.example/..;/..",
    "//evil.example/%2f..",
]
NAMES = ("next", "tiep", "den", "back", "url", "to")
OWN = re.compile(r"(/(?![/\\\t])|\?|#|$)")
ADDRESS = re.compile(r"""(?:href|action|formaction|hx-get|hx-post)="([^"]*)\"""")
HOSTS = ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "evil.example@127.0.0.1"]


def led_away(place: Ground, forger: Forger, site: Site) -> int:
    tried = 0
    for number, address in enumerate(site.addresses):
        for turn, path in enumerate(address.examples[:1]):
            away = AWAY[(number + turn) % len(AWAY)]
            asked = urlencode(dict.fromkeys(NAMES, away))
            reply = forger.ask("GET", f"{path.partition('?')[0]}?{asked}", address.person)
            forger.faults += [f"{address.name}: {fault}" for fault in _leads(reply, away)]
            tried += 1
    for about, reply, away in _forms(place, forger):
        forger.faults += [f"{about}: {fault}" for fault in _leads(reply, away)]
        tried += 1
    return tried


def strange_hosts(forger: Forger, site: Site) -> int:
    """A host of the sender's choice is refused, or stands nowhere in the answer."""
    paths = [
        ("", "/"),
        ("", "/dang-nhap/"),
        ("", "/ke-hoach/"),
        *site.pages[:: len(site.pages) // 12],
    ]
    for host in HOSTS:
        for headers in ({"Host": host}, {"X-Forwarded-Host": host, "X-Forwarded-Server": host}):
            for person, path in paths:
                reply = forger.ask("GET", path, person, headers)
                if b"evil.example" in reply.head + reply.body:
                    forger.faults.append(f"{path}: the host {host} stands in the answer")
    return len(HOSTS) * 2 * len(paths)


def _forms(place: Ground, forger: Forger) -> Iterator[tuple[str, Reply, str]]:
    """Every form that goes where a person wished to go."""
    visitor = forger.people[""]
    token = visitor.cookies["xaso_csrf"]
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = {
        "/hien-thi/": {"text": "+"},
        "/ngon-ngu/": {"language": "vi"},
        "/dang-xuat/": {},
        "/vao-vai/": {},
    }
    for away in AWAY:
        for path, fields in sent.items():
            given = {
                **fields,
                "next": away,
                "csrfmiddlewaretoken": token,
                "vai": f"lan.giaphu:{away}",
            }
            reply = forger.ask("POST", path, "", kind, urlencode(given).encode())
            yield path, reply, away
    for away in AWAY[:4]:
        browser = place.browser()
        browser.get(f"/dang-nhap/?{urlencode({'next': away})}")
        answer = browser.post(
            "/dang-nhap/", {"login": "lan.giaphu", "password": PASSWORD, "next": away}
        )
        head = f"HTTP/1.1 {answer.status}\r\nLocation: {answer.headers.get('location', '')}"
        yield "/dang-nhap/", Reply(answer.status, head.encode(), answer.body), away


def _leads(reply: Reply, away: str) -> Iterator[str]:
    there = place_of(reply)
    if not OWN.match(there):
        yield f"{away!r} leads to {there[:60]!r}"
    for address in ADDRESS.findall(reply.body.decode("utf-8", "replace")):
        link = unescape(address).strip()
        if not OWN.match(link) and "evil.example" in link:
            yield f"{away!r} stands in a link"
