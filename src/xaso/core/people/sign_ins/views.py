"""Phiên đăng nhập của tôi: at which machines I am signed in, and ending what I do not know."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.own_page import OwnActionPage, OwnTextPage, keep_this_session

from . import actions
from .coming_in import sign_in_of
from .queries import open_sessions


class MySessions(OwnTextPage):
    template_name = "people/sign_ins/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, this = timezone.now(), sign_in_of(self.request)
        return super().get_context_data(
            title=_t("Phiên đăng nhập của tôi"),
            sessions=open_sessions(self.account.pk, at=now, this=this),
            **kwargs,
        )


class EndMySession(OwnActionPage):
    action = actions.end_own_session
    title = _("Kết thúc phiên này?")
    submit_label = _("Kết thúc")
    done_message = _("Đã kết thúc phiên. Máy đó phải đăng nhập lại.")

    def given(self) -> dict[str, Any]:
        return {"sign_in_id": self.kwargs["pk"], "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("account_sessions"), **kwargs)

    def next_url(self, result: Any) -> str:
        return reverse("account_sessions")


class EndMyOtherSessions(OwnActionPage):
    action = actions.end_own_other_sessions
    title = _("Kết thúc mọi phiên khác?")
    submit_label = _("Kết thúc")
    done_message = _("Đã kết thúc mọi phiên khác. Chỉ còn phiên này.")

    def given(self) -> dict[str, Any]:
        return {"keep": sign_in_of(self.request), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("account_sessions"), **kwargs)

    def done(self, result: None) -> HttpResponse:
        keep_this_session(self.request)
        return redirect("account_sessions")
