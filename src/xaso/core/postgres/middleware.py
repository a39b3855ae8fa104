"""On PostgreSQL each page of a person is one transaction that sees the person's commune alone."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from xaso.core.people.backend import AccountBackend
from xaso.core.people.models import Account

from .context import commune_context, is_guarded, let_one_write, no_commune

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class CommuneMiddleware:
    """Stands right behind the sign-in. Visitors have no transaction and see no rows at all; what a
    public page shows it asks for in a context of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_guarded():
            return self.get_response(request)
        with no_commune():
            if SESSION_KEY in request.session:
                _wait_for_the_body(request)
                with transaction.atomic():
                    return self._answer_person(request)
            if LOGIN_SESSION_KEY in request.session:
                return self._answer_at_the_door(request)
            return self.get_response(request)

    def _answer_person(self, request: HttpRequest) -> HttpResponseBase:
        account = request.user
        if not isinstance(account, Account):
            return self.get_response(request)
        with commune_context(account.commune_id):
            if request.method not in READING:
                let_one_write(account.commune_id)
            response = self.get_response(request)
        if response.status_code >= 500:
            # What broke in the middle leaves nothing behind; a refusal (4xx) keeps what it noted.
            transaction.set_rollback(True)
        return response

    def _answer_at_the_door(self, request: HttpRequest) -> HttpResponseBase:
        """Between the password and the second factor. No transaction: each wrong try counts."""
        begun = request.session[LOGIN_SESSION_KEY]
        account = AccountBackend().get_user(begun.get("user_pk"))
        if account is None:
            return self.get_response(request)
        with commune_context(account.commune_id):
            return self.get_response(request)


def _wait_for_the_body(request: HttpRequest) -> None:
    """A phone may take a minute to send its photos; nobody else waits for it meanwhile."""
    if request.content_type == "multipart/form-data":
        request.POST  # noqa: B018
    elif request.method not in READING:
        request.body  # noqa: B018
