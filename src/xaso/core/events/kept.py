"""Whether what this request did is kept by now. When something fails afterwards, the page of the failure
must not say that it was not saved: the person would send it again."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

_done: ContextVar[list[str] | None] = ContextVar("done", default=None)


class KeptMiddleware:
    """Outermost, so that it holds for whatever fails inside; the next request starts anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _done.set([])
        return self.get_response(request)


def is_kept() -> bool:
    return bool(_done.get())


def note_kept(kind: str) -> None:
    """Called when the transaction of an event has been committed."""
    done = _done.get()
    if done is not None:
        done.append(kind)
