"""The slip with a one-time password: shown once, printed, never stored."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xaso.core.people.models import Account


def slip_response(
    request: HttpRequest, account: Account, password: str, **more: Any
) -> HttpResponse:
    """Not a redirect: the password is in this one answer and in no address, session or log."""
    address = request.build_absolute_uri(reverse("account_login"))
    context = {
        "title": _("Phiếu giao tài khoản"),
        "account": account,
        "password": password,
        "address": address,
        "qr": _qr(address),
        **more,
    }
    response = render(request, "desk/people/slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _qr(address: str) -> SafeString:
    drawing = segno.make(address, error="m").svg_inline(
        scale=4, border=2, light="#fff", svgclass="qr", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by us from our own address
