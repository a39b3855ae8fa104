"""Mở khóa: the password once more, and the person is where they were."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.views import generic

from xaso.core.pages.addresses import own_address
from xaso.core.pages.pages import Page, put_errors
from xaso.core.people.own_page import OwnPage
from xaso.core.rights.first_page import first_page_of
from xaso.core.rights.signed_in import actor_of

from . import idle
from .actions import refuse_unlock
from .begin import offer_kept
from .forms import UnlockForm

COVER = "X-Xaso-Cover"
"""Sent by the script that covers the screen: the account whose page lies underneath."""
REFUSAL_TOLD_SECONDS = 15 * 60
"""One line in the diary for one siege, however long somebody keeps guessing."""


class Unlock(Page, generic.FormView):  # type: ignore[type-arg]
    """For the page and for the cover: the cover asks for the form alone and stays where it is."""

    public = True
    form_class = UnlockForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor, self.cover = actor_of(request), request.headers.get(COVER)
        if self.cover is not None and self.cover != str(getattr(actor, "account_id", "")):
            return render(request, "lock/session_over.html", status=401 if actor is None else 409)
        if actor is None:
            return redirect(
                f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': self.next_url()})}"
            )
        if self.cover:
            idle.lock(request.session, timezone.now())
        elif not request.is_locked:
            return redirect(self.next_url() or first_page_of(actor))
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["lock/unlock_form.html" if self.cover else "lock/unlock.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Mở khóa"),
            name=self.actor.name,
            minutes=self.request.session.get(idle.LIMIT, 0) // 60,
            next_url=self.next_url(),
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.check(form.cleaned_data["password"])
        except ValidationError as error:
            put_errors(form, error)
            return self.form_invalid(form)
        idle.begin(self.request.session, self.actor, timezone.now(), timezone.localdate())
        self.request.session.cycle_key()
        if self.cover:
            return HttpResponse(status=204)
        offer_kept(self.request, self.request.user)  # type: ignore[arg-type]
        return redirect(self.next_url() or first_page_of(self.actor))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def check(self, password: str) -> None:
        """Wrong ones count together with wrong ones at the sign-in."""
        try:
            is_right = get_adapter(self.request).reauthenticate(self.request.user, password)
        except ValidationError:
            if cache.add(f"lock.refused:{self.actor.account_id}", True, REFUSAL_TOLD_SECONDS):
                refuse_unlock(actor=self.actor)
            raise
        if not is_right:
            raise ValidationError({"password": _t("Mật khẩu không đúng.")})

    def next_url(self) -> str:
        asked = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return own_address(self.request, asked)


class StillHere(OwnPage):
    """The script says that somebody types; being asked is enough, see the middleware."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        is_same = request.GET.get("ai") == str(self.actor.account_id)
        return HttpResponse(status=204 if is_same else 409)
