"""Requests no browser sends: each a whole request in bytes, for an address of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, quote_from_bytes

from . import nasty
from .line import request
from .site import Address, Site

ODD_METHODS = [
    "HEAD",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "get",
    "XYZZY",
    "P" * 400,
]
ODD_TYPES = [
    "application/json", "text/xml", "text/plain; charset=utf-99", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 300, "a" * 300, "/",
    "application/x-www-form-urlencoded; charset=utf-16", "multipart/mixed; boundary=x",
    "application/x-www-form-urlencoded; charset=\u00e9",
]  # fmt: skip
ODD_HEADERS = [
    ("Range", "bytes=9-1,-0,99999999999999999999-"), ("If-Modified-Since", "yesterday"),
    ("If-None-Match", '"' * 200), ("Accept-Encoding", "br;q=9, gzip;q=-1, *;q=nan"),
    ("Accept-Language", "vi;q=" + "9" * 400), ("Accept", "*/*" * 500), ("HX-Request", "maybe"),
    ("HX-Current-URL", "http://[::1"), ("X-Forwarded-For", "::1, ' OR 1=1"), ("Expect", "200-ok"),
    ("X-Forwarded-Proto", "gopher"), ("X-HTTP-Method-Override", "DELETE"), ("Referer", "//[bad"),
    ("Origin", "null"), ("Authorization", "Basic ====="), ("Content-Encoding", "gzip"),
    ("Cookie", "xaso_session=" + "a" * 5_000), ("Cookie", "xaso_display=9.." + "9" * 900),
    ("Cookie", "xaso_language=../../vi; xaso_csrf=\x01; =;;=;"), ("Upgrade", "h2c"),
]  # fmt: skip
FILES = [
    "a.jpg",
    "../../etc/passwd",
    "a" * 400,
    "\x00",
    "CON",
    'x"; filename="y.html',
    "\u202egpj.exe",
    "",
]
HOLDS_PEOPLE = {"desk:person_close", "desk:person_password", "desk:role_end", "account_logout"}
"""A well aimed POST there would end the drill's own people; those addresses get nasty rows only."""
MOST_FIELDS = 14


@dataclass(frozen=True)
class Aimed:
    """A request and what it takes to tell it again."""

    address: str
    person: str
    content: bytes

    @property
    def told(self) -> str:
        head, _end, body = self.content.partition(b"\r\n\r\n")
        first = head.split(b"\r\n", 1)[0]
        return f"{self.person or 'visitor'} {first[:160]!r} {body[:120]!r}"


class Malformed:
    def __init__(self, site: Site, cookies: Mapping[str, Mapping[str, str]], seed: int) -> None:
        """`cookies` of each person, the visitor under ""."""
        self.site, self.cookies, self.chance = site, cookies, Random(seed)  # noqa: S311
        self.fields = sorted({name for each in site.addresses for name in each.fields})

    def next(self, number: int) -> Aimed:
        """Address after address, so that none is forgotten; everything else by chance."""
        address = self.site.addresses[number % len(self.site.addresses)]
        person = self._person(address)
        method = self._method()
        path = self._path(address, method)
        headers = self._headers(person)
        body = b""
        if method not in {"GET", "HEAD"}:
            kind, body = self._body(address, person)
            headers.append((b"Content-Type", _latin(kind)))
        headers.append((b"Content-Length", str(len(body)).encode()))
        return Aimed(address.name, person, request(method, path, headers, body))

    def _person(self, address: Address) -> str:
        """Mostly somebody who may open the page: a refusal at the door tries little."""
        if address.person and self.chance.random() < 0.6:
            return address.person
        return self.chance.choice(list(self.cookies))

    def _method(self) -> str:
        lot = self.chance.random()
        return "GET" if lot < 0.45 else "POST" if lot < 0.88 else self.chance.choice(ODD_METHODS)

    def _path(self, address: Address, method: str) -> bytes:
        chance = self.chance
        guarded = address.name in HOLDS_PEOPLE and method != "GET"
        if address.examples and chance.random() < 0.6 and not guarded:
            path = chance.choice(address.examples).partition("?")[0]
        else:
            path = "/" + re.sub(
                r"<(?:\w+:)?\w+>|\(\?P<\w+>.*?\)", lambda _: self._argument(), address.route
            )
        path = quote(path, safe="/%-._~:@!$&'()*+,;=", errors="surrogatepass")[:7_000]
        if chance.random() < 0.06:
            path += chance.choice(
                ["/", "//", "/..;/", "%00", "%c0%af", "?", "%", "#x", "/%2e%2e/"]
            )
        return path.encode() + (self._query(address) if chance.random() < 0.7 else b"")

    def _argument(self) -> str:
        chance = self.chance
        if chance.random() < 0.5:
            return chance.choice(nasty.UUIDS)
        return nasty.value(chance)[:600].replace("/", "")

    def _query(self, address: Address) -> bytes:
        return b"?" + self._pairs(address, most=5)[:7_500]

    def _pairs(self, address: Address, most: int) -> bytes:
        """Names doubled, half escaped, without values; "sau" is the cursor of every list."""
        chance = self.chance
        pairs = []
        for _turn in range(chance.randrange(1, most + 1)):
            name = self._name(address)
            text = nasty.cursor(chance) if name == "sau" else nasty.value(chance)
            raw = chance.random() < 0.1
            sent = nasty.junk(chance) if raw else text.encode("utf-8", "surrogatepass")
            key = quote(name, safe="", errors="surrogatepass").encode()
            pairs.append(key + b"=" + quote_from_bytes(sent).encode())
        if chance.random() < 0.15:
            pairs.append(pairs[0])
        return chance.choice([b"&", b"&", b"&", b";"]).join(pairs)

    def _name(self, address: Address) -> str:
        chance = self.chance
        if address.fields and chance.random() < 0.75:
            return chance.choice(address.fields)
        if chance.random() < 0.85:
            return chance.choice(["sau", "tai", "q", "next", "tiep", "den", *self.fields])
        return nasty.value(chance)[:200]

    def _headers(self, person: str) -> list[tuple[bytes, bytes]]:
        chance = self.chance
        kept = "; ".join(f"{name}={text}" for name, text in self.cookies[person].items())
        headers = [(b"Host", b"127.0.0.1"), (b"Connection", b"close"), (b"Cookie", kept.encode())]
        for _turn in range(chance.choice([0, 0, 1, 2])):
            name, content = chance.choice(ODD_HEADERS)
            headers.append((name.encode(), _latin(content)))
        if chance.random() < 0.03:
            headers.append((b"X-Long", b"x" * chance.choice([9_000, 70_000])))
        if chance.random() < 0.03:
            headers[0] = (
                b"Host",
                _latin(chance.choice(["", "a b", "[::1", "x" * 300, "127.0.0.1:port"])),
            )
        return headers

    def _body(self, address: Address, person: str) -> tuple[str, bytes]:
        chance = self.chance
        lot = chance.random()
        token = self.cookies[person].get("xaso_csrf", "")
        if lot < 0.55:
            sent = self._pairs(address, MOST_FIELDS) + f"&csrfmiddlewaretoken={token}".encode()
            return "application/x-www-form-urlencoded", sent
        if lot < 0.8:
            return self._multipart(address, token)
        kind = chance.choice([*ODD_TYPES, "application/x-www-form-urlencoded"])
        deep = chance.choice([b"[" * 60_000, b'{"a":' * 30_000, b"<a>" * 20_000, b"a[b]" * 9_000])
        return kind, chance.choice(
            [b"", deep, nasty.junk(chance, 20_000), b"&" * 5_000, b"a=1&" * 1_500]
        )

    def _multipart(self, address: Address, token: str) -> tuple[str, bytes]:
        chance, edge = self.chance, b"----edge"
        parts = [_part(edge, b'name="csrfmiddlewaretoken"', token.encode())]
        for _turn in range(chance.randrange(1, MOST_FIELDS)):
            told = (
                b'name="'
                + quote(self._name(address), " []", errors="surrogatepass").encode()
                + b'"'
            )
            content = nasty.value(chance).encode("utf-8", "surrogatepass")
            if chance.random() < 0.4:
                told += b'; filename="' + chance.choice(FILES).encode() + b'"'
                content = nasty.junk(chance, 4_000)
            parts.append(_part(edge, told, content))
        body = b"".join(parts) + chance.choice(
            [b"--" + edge + b"--\r\n", b"", b"--" + edge, b"\r\n--"]
        )
        if chance.random() < 0.25:
            cut = chance.randrange(len(body))
            body = body[:cut] + nasty.junk(chance, 60) + body[cut + chance.randrange(40) :]
        return "multipart/form-data; boundary=----edge", body


def _part(edge: bytes, told: bytes, content: bytes) -> bytes:
    head = b"--" + edge + b"\r\nContent-Disposition: form-data; " + told
    return head + b"\r\n\r\n" + content + b"\r\n"


def _latin(text: str) -> bytes:
    """A header in bytes; line ends would be a header of its own, which the raw lines try."""
    return text.encode("utf-8", "surrogatepass").replace(b"\r", b"").replace(b"\n", b"")
