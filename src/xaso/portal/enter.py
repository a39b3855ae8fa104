"""One press on the first page of the sample: become one of its people and go on to a page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import own_address
from xaso.core.pages.pages import Page
from xaso.core.people.actions_sample import enter_sample_role
from xaso.core.people.adapter import AccountAdapter

BACKEND = "xaso.core.people.backend.AccountBackend"


class EnterRole(Page):
    """POST `vai`: "thao.giaphu:/toan-canh/", the user name and where to go; the second part may be
    empty."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("portal:home")

    def post(self, request: HttpRequest) -> HttpResponse:
        username, _colon, wanted = request.POST.get("vai", "").partition(":")
        try:
            account = enter_sample_role(username=username, today=timezone.localdate())
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("portal:home")
        login(request, account, backend=BACKEND)
        request.__dict__.pop("known_actor", None)
        messages.info(
            request,
            _("Đang vào vai %(name)s, %(job)s. Cứ bấm thử, đây là dữ liệu mẫu.")
            % {"name": account.full_name, "job": account.job_title},
        )
        return redirect(own_address(request, wanted) or self._first_page())

    def _first_page(self) -> str:
        return AccountAdapter(self.request).get_login_redirect_url(self.request) or reverse(
            "desk:home"
        )
