"""Error answers. Unlike Django's own they never look into the form that was sent: it may be what is
broken, and an error page that fails on it would answer 500."""

from __future__ import annotations

import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from xaso.core.events.kept import is_kept

from .no_room import is_no_room, no_room_page, with_causes


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Most often a page left open over night, or cookies switched off."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A session that could not be written looks to Django like one that was ended elsewhere."""
    if is_no_room(exception):
        return no_room_page(request)
    if any(isinstance(each, DatabaseError) for each in with_causes(exception)):
        return _error_page(request)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is being handled. A full disk is no bug: it has a page of its own."""
    if is_no_room(sys.exc_info()[1]):
        return no_room_page(request)
    return _error_page(request)


def _error_page(request: HttpRequest) -> HttpResponse:
    given = {"is_kept": request.method == "POST" and is_kept()}
    return HttpResponse(render_to_string("500.html", given), status=500)
