"""The slip with a one-time password: shown once, printed, never stored."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.people.picture import square_picture

THIS_MACHINE_ONLY = {"localhost", "127.0.0.1", "::1"}


def slip_response(
    request: HttpRequest, account: Account, password: str, **more: Any
) -> HttpResponse:
    """Not a redirect: the password is in this one answer and in no address, session or log."""
    address = _address(request)
    context = {
        "title": _("Phiếu giao tài khoản"),
        "account": account,
        "password": password,
        "address": address,
        "this_machine_only": urlsplit(address).hostname in THIS_MACHINE_ONLY,
        "qr": square_picture(address),
        **more,
    }
    response = render(request, "desk/people/slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _address(request: HttpRequest) -> str:
    """How people reach us, when it is known; else the way the admin came just now."""
    path, host = reverse("account_login"), urlsplit(settings.PUBLIC_URL).hostname or ""
    if host and host not in THIS_MACHINE_ONLY:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)
