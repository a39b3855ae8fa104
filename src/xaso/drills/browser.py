"""A browser without a window: cookies, forms as they stand on the page, files. Nothing is sent twice."""

from __future__ import annotations

import http.client
import mimetypes
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from .forms import Form, forms_in

CSRF_COOKIE = "xaso_csrf"
CSRF_FIELD = "csrfmiddlewaretoken"
File = tuple[str, bytes]
"""Its name and its content."""
Fields = Mapping[str, str | Iterable[str]]
ANSWER_WITHIN_S = 60.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    path: str
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def went_to(self) -> str:
        """The path a redirect points to, else nothing."""
        there = urlsplit(self.headers.get("location", ""))
        return there.path + (f"?{there.query}" if there.query else "")


class Browser:
    """One person's browser. Each request has a connection of its own, so that no answer is guessed:
    what is not acknowledged raises OSError or http.client.HTTPException."""

    def __init__(self, port: int, *, host: str = "127.0.0.1") -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self.wait_s = ANSWER_WITHIN_S
        self.headers: dict[str, str] = {}
        """Sent with each request, for example what a liar says of the address."""
        self.source = ""
        """The address the request comes from, one of this machine; empty leaves it to the system."""

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(
        self, path: str, fields: Fields | None = None, files: Iterable[tuple[str, File]] = ()
    ) -> Answer:
        """A form's POST with a good token; a page has been opened before, or one is now."""
        if CSRF_COOKIE not in self.cookies:
            self.get("/dang-nhap/")
        given = {**(fields or {})}
        given.setdefault(CSRF_FIELD, self.cookies.get(CSRF_COOKIE, ""))
        kind, body = _encoded(given, list(files))
        return self._ask("POST", path, body, {"Content-Type": kind, "Referer": self._url(path)})

    def form(self, path: str, number: int = -1) -> Form:
        """A form that posts on the page at `path`: the last one, or the one counted from 0."""
        answer = self.get(path)
        found = [form for form in forms_in(answer.text) if _is_for_the_page(form)]
        if not found:
            raise LookupError(f"no form on {path} (status {answer.status} {answer.went_to})")
        return found[number]

    def submit(
        self, path: str, fields: Fields | None = None, files: Iterable[tuple[str, File]] = ()
    ) -> Answer:
        """Open the page, fill in its form, send it: everything not named stays as it stands."""
        form = self.form(path)
        return self.post(form.action or path, {**form.fields, **(fields or {})}, files)

    def sign_in(self, username: str, password: str) -> Answer:
        self.get("/dang-nhap/")
        answer = self.post("/dang-nhap/", {"login": username, "password": password})
        if answer.status != http.client.FOUND:
            raise PermissionError(f"{username} was not let in (status {answer.status})")
        return answer

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        source = (self.source, 0) if self.source else None
        line = http.client.HTTPConnection(
            self.host, self.port, timeout=self.wait_s, source_address=source
        )
        began = time.perf_counter()
        try:
            line.request(method, path, body, {**self._usual(), **headers})
            got = line.getresponse()
            answer = Answer(
                status=got.status,
                headers={name.lower(): value for name, value in got.getheaders()},
                body=got.read(),
                path=path,
                seconds=time.perf_counter() - began,
            )
        finally:
            line.close()
        self._keep_cookies(got.headers.get_all("Set-Cookie") or [])
        return answer

    def _usual(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Connection": "close",
            "Accept": "text/html",
            **self.headers,
            **({"Cookie": cookies} if cookies else {}),
        }

    def _keep_cookies(self, lines: Iterable[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value

    def _url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"


def _is_for_the_page(form: Form) -> bool:
    """Not the sign-out button or the language choice of the frame."""
    frame = ("/dang-xuat/", "/ngon-ngu/", "/hien-thi/")
    return form.method == "post" and not form.action.startswith(frame)


def _encoded(fields: Fields, files: list[tuple[str, File]]) -> tuple[str, bytes]:
    pairs = [(name, value) for name, given in fields.items() for value in _values(given)]
    if not files:
        return "application/x-www-form-urlencoded", urlencode(pairs).encode()
    edge = secrets.token_hex(16)
    parts = [_part(edge, f'name="{name}"', value.encode()) for name, value in pairs]
    for field, (name, content) in files:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        told = f'name="{field}"; filename="{name}"\r\nContent-Type: {kind}'
        parts.append(_part(edge, told, content))
    return f"multipart/form-data; boundary={edge}", b"".join([*parts, f"--{edge}--\r\n".encode()])


def _part(edge: str, told: str, content: bytes) -> bytes:
    return (
        f"--{edge}\r\nContent-Disposition: form-data; {told}\r\n\r\n".encode() + content + b"\r\n"
    )


def _values(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
