"""What is no request at all: halves, wrong lengths, wrong chunks, lines without an end."""

from __future__ import annotations

from dataclasses import dataclass

HOST = b"Host: 127.0.0.1\r\n"
GET = b"GET /dang-nhap/ HTTP/1.1\r\n" + HOST
POST = b"POST /hien-thi/ HTTP/1.1\r\n" + HOST
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
TEN_MB = 10_000_000


@dataclass(frozen=True)
class Said:
    name: str
    pieces: tuple[bytes, ...]
    leaves: bool = False
    """The other side walks away without waiting for an answer."""


LINES = [
    Said("a header of 10 MB", (GET + b"X-Big: ", b"x" * TEN_MB, b"\r\n\r\n")),
    Said("a hundred thousand headers", (GET, b"X-A: b\r\n" * 100_000, b"\r\n")),
    Said("an address of 10 MB", (b"GET /", b"a" * TEN_MB, b" HTTP/1.1\r\n" + HOST + b"\r\n")),
    Said("a cookie of 1 MB", (GET + b"Cookie: ", b"a=b;" * 250_000, b"\r\n\r\n")),
    Said("ten thousand fields", (POST + b"Content-Length: 40000\r\n\r\n", b"a=b&" * 10_000)),
    Said("bad UTF-8 in the address", (b"GET /\xff\xfe\xc0\xaf HTTP/1.1\r\n" + HOST + b"\r\n",)),
    Said("bad UTF-8 in a header", (GET + b"X-A: \xff\xfe\r\nConnection: close\r\n\r\n",)),
    Said("a NUL in the address", (b"GET /a\0b HTTP/1.1\r\n" + HOST + b"\r\n",)),
    Said("a NUL in a header", (GET + b"X-A: a\0b\r\n\r\n",)),
    Said("a name with a space", (GET + b"X A: b\r\n\r\n",)),
    Said("a folded header", (GET + b"X-A: b\r\n c\r\nConnection: close\r\n\r\n",)),
    Said("no host", (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",)),
    Said("two hosts", (GET + b"Host: evil.example\r\nConnection: close\r\n\r\n",)),
    Said("two lengths", (POST + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\na=b",)),
    Said("a length below nothing", (POST + b"Content-Length: -1\r\n\r\na=b",)),
    Said("a length of letters", (POST + b"Content-Length: abc\r\n\r\na=b",)),
    Said("a length beyond all", (POST + b"Content-Length: " + b"9" * 400 + b"\r\n\r\na=b",)),
    Said("length and chunks", (POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",)),
    Said("chunks of letters", (CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n",)),
    Said("a chunk beyond all", (CHUNKED + b"f" * 17 + b"\r\nabc\r\n0\r\n\r\n",)),
    Said("a chunk below nothing", (CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n",)),
    Said("a chunk without its end", (CHUNKED + b"5\r\nab", b""), leaves=True),
    Said("chunks of chunks", (POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",)),
    Said("chunks nobody knows", (POST + b"Transfer-Encoding: xchunked\r\n\r\n",)),
    Said("trailers after chunks", (CHUNKED + b"0\r\nX-A: b\r\n" * 50 + b"\r\n",)),
    Said("half a request line", (b"GET /dang-nh",), leaves=True),
    Said("half a header", (GET + b"X-A",), leaves=True),
    Said("half a body", (POST + b"Content-Length: 1000\r\n\r\na=b",), leaves=True),
    Said("nothing", (b"",), leaves=True),
    Said("noise", (bytes(range(256)) * 40,)),
    Said("TLS to a plain port", (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500,)),
    Said("HTTP 0.9", (b"GET /\r\n\r\n",)),
    Said("HTTP 9.9", (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",)),
    Said("HTTP 2 at once", (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0" * 50,)),
    Said("a whole address", (b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",)),
    Said("an asterisk", (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",)),
    Said("two requests in one", (GET + b"\r\n" + GET + b"Connection: close\r\n\r\n",)),
    Said("line feeds alone", (b"GET / HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n",)),
    Said("a websocket", (GET + b"Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n",)),
    Said("waits to be told", (POST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n", b"a=b")),
]  # fmt: skip
