"""One's own second factor: what is on, turning it on, the printed slip, turning it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.people.own_page import (
    AsksPassword,
    OwnActionPage,
    OwnPasswordForm,
    OwnTextPage,
    keep_this_session,
)
from xaso.core.people.picture import square_picture
from xaso.core.people.sign_ins.coming_in import sign_in_of
from xaso.core.rights.first_page import first_page_of

from . import actions
from .forms import TurnOnForm
from .grace import owed_until
from .phone_codes import address_for_phone, new_secret
from .queries import factor_of, must_have
from .session import forget_it, forget_secret, note_it, secret_being_set_up


class SecondFactor(OwnTextPage):
    """What is on, and what one can do about it."""

    template_name = "people/second_factor/state.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(
            title=_t("Lớp thứ hai khi đăng nhập"),
            factor=factor_of(self.account.pk),
            is_required=must_have(self.actor, today),
            today=today,
            last_day=owed_until(self.account, self.actor, today),
            first_page=first_page_of(self.actor),
            **kwargs,
        )


class OwnFactorPage(AsksPassword, OwnActionPage):
    """The password once more, then one action; the answer may hold new codes for the drawer."""

    form_class: Any = OwnPasswordForm
    template_name = "people/second_factor/form.html"

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("account_second_factor")
        return super().get_context_data(cancel_url=back, **kwargs)

    def done(self, result: Any) -> HttpResponse:
        keep_this_session(self.request)
        note_it(self.request)
        return slip_of_codes(self.request, self.account, result, first_page_of(self.actor))


class FactorChange(OwnFactorPage):
    """All other sessions of the person end with it."""

    def given(self) -> dict[str, Any]:
        return {**super().given(), "keep": sign_in_of(self.request)}


class TurnOnByPhone(FactorChange):
    form_class = TurnOnForm
    action = actions.turn_on_by_phone
    title = _("Bật lớp thứ hai trên điện thoại")
    submit_label = _("Bật")
    template_name = "people/second_factor/phone.html"

    @property
    def secret(self) -> str:
        return secret_being_set_up(self.request, new_secret())

    def given(self) -> dict[str, Any]:
        return {**super().given(), "secret": self.secret}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        secret = self.secret
        address = address_for_phone(
            secret, name=self.account.username, issuer=f"Xã Số {self.account.commune.name}"
        )
        return super().get_context_data(
            picture=square_picture(address),
            address=address,
            secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
            **kwargs,
        )

    def done(self, result: Any) -> HttpResponse:
        forget_secret(self.request)
        return super().done(result)


class TurnOnByPaper(FactorChange):
    action = actions.turn_on_by_paper
    title = _("Dùng phiếu mã in sẵn")
    submit_label = _("Bật và in phiếu")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _t(
            "Dành cho người không có điện thoại thông minh. Mỗi lần đăng nhập gõ một mã trên phiếu "
            "rồi gạch đi; gần hết thì in phiếu mới."
        )
        return super().get_context_data(lead=lead, **kwargs)


class RenewCodes(OwnFactorPage):
    action = actions.renew_codes
    title = _("In phiếu mã mới")
    submit_label = _("In phiếu mới")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=_t("Phiếu cũ hết dùng được ngay."), **kwargs)


class TurnOff(FactorChange):
    action = actions.turn_off
    title = _("Tắt lớp thứ hai")
    submit_label = _("Tắt")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _t("Sau đó chỉ cần mật khẩu là vào được tài khoản này.")
        return super().get_context_data(lead=lead, is_danger=True, **kwargs)

    def done(self, result: Any) -> HttpResponse:
        keep_this_session(self.request)
        forget_it(self.request)
        messages.success(self.request, _t("Đã tắt lớp thứ hai."))
        return redirect("account_second_factor")


def slip_of_codes(
    request: HttpRequest, account: Account, codes: list[str], next_url: str
) -> HttpResponse:
    """Not a redirect: the codes are in this one answer and in no address, session or log."""
    context = {
        "title": _t("Phiếu mã dùng một lần"),
        "account": account,
        "codes": [f"{code[:4]} {code[4:]}" for code in codes],
        "today": timezone.localdate(),
        "next_url": next_url,
    }
    response = render(request, "people/second_factor/slip.html", context)
    response["Cache-Control"] = "no-store"
    return response
