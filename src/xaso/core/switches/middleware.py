"""Addresses of a part that the commune has switched off answer 404, with a sentence that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from xaso.core.rights.signed_in import actor_of

from .known import is_on, module_of


class SwitchMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Costs no query: what is off stands in the row of the commune, which came with the person."""
        module = module_of(getattr(view, "view_class", view).__module__)
        if not module:
            return None
        actor = actor_of(request)
        if actor is None or is_on(actor.commune, module):
            return None
        return render(
            request, "module_off.html", {"may_switch": actor.may("switches.manage")}, status=404
        )
