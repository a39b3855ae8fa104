"""What an admin does about how a person gets in: second factor, sessions, a shut door."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, DetailPage
from xaso.core.people.limits import unlock_sign_in
from xaso.core.people.models import Account, SignIn
from xaso.core.people.second_factor.actions import reissue_second_factor
from xaso.core.people.second_factor.views import slip_of_codes
from xaso.core.people.sign_ins import actions as sign_ins
from xaso.core.people.sign_ins.browser_words import browser_in_words
from xaso.core.people.sign_ins.queries import open_sessions

from .account_changes import PersonAction
from .forms_people import SecondFactorForm


class ReissueSecondFactor(PersonAction):
    template_name = "desk/people/sure.html"
    form_class = SecondFactorForm
    action = reissue_second_factor
    submit_label = _("Cấp lại lớp thứ hai")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Cấp lại lớp thứ hai cho %(name)s?") % {"name": self.account.full_name}
        explained = _t(
            "Khi mất điện thoại hoặc mất phiếu. Điện thoại và phiếu cũ hết dùng được, mọi phiên "
            "đang mở của người này kết thúc ngay. Hãy chắc chắn đúng người đang nhờ."
        )
        return super().get_context_data(question=question, explained=explained, **kwargs)

    def done(self, result: tuple[Account, list[str]]) -> HttpResponse:
        account, codes = result
        if codes:
            return slip_of_codes(self.request, account, codes, self.next_url(result))
        messages.success(self.request, _t("Đã bỏ lớp thứ hai cũ. Nhắc người này bật lại."))
        return redirect(self.next_url(result))


class PersonSessions(DetailPage):
    """Where a person is signed in, for the admin who has been told of a lost machine."""

    right = "people.manage"
    model = Account
    template_name = "desk/people/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = {"name": self.object.full_name}
        return super().get_context_data(
            title=_t("Phiên đăng nhập của %(name)s") % name,
            sessions=open_sessions(self.object.pk, at=timezone.now()),
            **kwargs,
        )


class EndSessions(PersonAction):
    template_name = "desk/people/sure.html"
    action = sign_ins.end_sessions
    submit_label = _("Kết thúc mọi phiên")
    done_message = _("Đã kết thúc. Người này phải đăng nhập lại ở mọi máy.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Kết thúc mọi phiên của %(name)s?") % {"name": self.account.full_name}
        explained = _t("Người này phải đăng nhập lại ở mọi máy. Mật khẩu giữ nguyên.")
        return super().get_context_data(question=question, explained=explained, **kwargs)


class EndSession(ActionPage):
    right = "people.manage"
    template_name = "desk/people/sure.html"
    action = sign_ins.end_session
    submit_label = _("Kết thúc phiên")
    done_message = _("Đã kết thúc phiên.")

    @cached_property
    def sign_in(self) -> SignIn:
        rows = SignIn.objects.select_related("account")
        return rows.get(pk=self.kwargs["pk"], account__commune=self.actor.commune)

    def given(self) -> dict[str, Any]:
        return {"sign_in_id": self.sign_in.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.sign_in.account
        return super().get_context_data(
            question=_t("Kết thúc phiên này của %(name)s?") % {"name": account.full_name},
            explained=browser_in_words(self.sign_in.user_agent),
            account=account,
            cancel_url=reverse("desk:person_sessions", args=[account.pk]),
            **kwargs,
        )

    def next_url(self, result: SignIn) -> str:
        return reverse("desk:person_sessions", args=[result.account_id])


class UnlockSignIn(PersonAction):
    template_name = "desk/people/sure.html"
    action = unlock_sign_in
    submit_label = _("Mở khóa đăng nhập")
    done_message = _("Đã mở khóa. Người này thử đăng nhập lại được ngay.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Mở khóa đăng nhập cho %(name)s?") % {"name": self.account.full_name}
        explained = _t("Các lần nhập sai trước đây không tính nữa. Mật khẩu giữ nguyên.")
        return super().get_context_data(question=question, explained=explained, **kwargs)
