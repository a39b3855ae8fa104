"""Files go to the disk while they arrive, before any page has looked at who sends them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from xaso.lib.numbers import read_count

MOST_BYTES = 64 * 1024 * 1024
"""A dozen photos as an old phone takes them; each file has its own, smaller limit."""


class RequestSizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        size = read_count(request.headers.get("Content-Length") or "0")
        if size is None or size > MOST_BYTES:
            return render(request, "413.html", status=413)
        return self.get_response(request)
