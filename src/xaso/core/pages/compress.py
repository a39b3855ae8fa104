"""Brotli or gzip for pages made on the spot; files of the design system are compressed ahead."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

LEAST_BYTES = 500
TEXT = re.compile(r"^(text/|application/(json|xml|javascript|ics))")


class CompressMiddleware:
    """CSRF tokens are masked anew on each page, so length tells a listener nothing (BREACH)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _worth_it(response):
            patch_vary_headers(response, ("Accept-Encoding",))
            _compress(response, request.headers.get("Accept-Encoding", ""))
        return response


def _worth_it(response: HttpResponse) -> bool:
    return (
        len(response.content) >= LEAST_BYTES
        and not response.has_header("Content-Encoding")
        and bool(TEXT.match(response.get("Content-Type", "")))
    )


def _compress(response: HttpResponse, accepted: str) -> None:
    if "br" in accepted:
        response.content = brotli.compress(response.content, quality=5)
        response["Content-Encoding"] = "br"
    elif "gzip" in accepted:
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
    else:
        return
    response["Content-Length"] = str(len(response.content))
