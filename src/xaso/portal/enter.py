"""One press on the first page of the sample: become one of its people and go on to a page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import own_address
from xaso.core.pages.pages import Page
from xaso.core.people.actions_sample import enter_sample_role
from xaso.core.people.models import Account
from xaso.core.people.sign_ins.coming_in import come_in
from xaso.core.postgres.context import commune_context
from xaso.core.rights.first_page import first_page_of
from xaso.core.rights.signed_in import actor_for


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
        with commune_context(account.commune):
            return _entered(request, account, wanted)


def _entered(request: HttpRequest, account: Account, wanted: str) -> HttpResponse:
    come_in(request, account, at=timezone.now())
    messages.info(
        request,
        _("Đang vào vai %(name)s, %(job)s. Cứ bấm thử, đây là dữ liệu mẫu.")
        % {"name": account.full_name, "job": account.job_title},
    )
    return redirect(own_address(request, wanted) or first_page_of(actor_for(account)))
