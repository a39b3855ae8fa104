"""The line between the stories' commune and its province, which breaks where a story wants it to."""

from __future__ import annotations

import gzip
import json

from django.test import Client

from xaso.core.upstream.door import NoLine, Reply


class Line:
    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.fate = ""
        """request_lost, reply_lost, twice: of the next push that is no mere greeting; then whole again."""
        self.asked: list[tuple[str, str]] = []

    def __call__(self, method, path, headers, body) -> Reply:
        fate, self.fate = (self.fate, "") if _carries(path, body) else ("", self.fate)
        if fate == "request_lost":
            raise NoLine("mất sóng")
        reply = self._ask(method, path, headers, body)
        if fate == "twice":
            self._ask(method, path, headers, body)
        if fate == "reply_lost":
            raise NoLine("mất sóng")
        return reply

    def _ask(self, method, path, headers, body) -> Reply:
        self.asked.append((method, path))
        given = {name: value for name, value in headers.items() if name != "Content-Type"}
        answer = self.client.generic(
            method,
            path,
            body,
            content_type=headers.get("Content-Type", "application/octet-stream"),
            headers=given,
        )
        return Reply(answer.status_code, answer.content)


def _carries(path, body) -> bool:
    return path == "/dong-bo/day" and bool(json.loads(gzip.decompress(body))["ev"])
