"""What an admin does about how a person gets in: second factor, sessions, a shut door."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.people.second_factor.actions import reissue_second_factor
from xaso.core.people.second_factor.views import slip_of_codes

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
