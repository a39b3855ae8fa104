"""Error answers that need more than their template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Most often a page left open over night, or cookies switched off."""
    return render(request, "403_csrf.html", status=403)
