"""A phone is invited, reported lost, taken back, heard again."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage
from xaso.core.people.models import Account
from xaso.core.people.picture import square_picture
from xaso.core.sync import actions
from xaso.core.sync.models import Device, Invitation
from xaso.desk.slip import THIS_MACHINE_ONLY


class InviteForm(forms.Form):
    account_id = forms.ModelChoiceField(
        label=_("Người dùng máy"),
        queryset=Account.objects.none(),
        empty_label=_("Chọn người"),
        help_text=_("Người này phải có tài khoản và vai trò ở thôn."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["account_id"]
        field.queryset = people
        field.label_from_instance = lambda account: f"{account.full_name} ({account.username})"

    def clean_account_id(self) -> Any:
        return self.cleaned_data["account_id"].pk


class Invite(ActionPage):
    right = "sync.manage"
    form_class = InviteForm
    template_name = "desk/form.html"
    action = actions.invite
    title = _("Ghi danh máy cho một người")
    submit_label = _("Cấp mã ghi danh")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Account.objects.of(self.actor.commune).filter(is_active=True)
        return {**super().get_form_kwargs(), "people": people.order_by("full_name", "pk")}

    def get_initial(self) -> dict[str, Any]:
        return {"account_id": self.request.GET.get("cho", "")}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:phones")
        crumbs = [(back, _t("Máy của thôn"))]
        return super().get_context_data(cancel_url=back, crumbs=crumbs, **kwargs)

    def done(self, result: tuple[Invitation, str]) -> HttpResponse:
        """Not a redirect: the code is in this one answer and in no address, session or log."""
        invitation, code = result
        link = f"{self._front()}{reverse('field:app')}#{code}"
        context = {
            "title": _t("Mã ghi danh máy"),
            "account": invitation.account,
            "link": link,
            "code": " ".join(code[at : at + 4] for at in range(0, len(code), 4)),
            "ends_at": invitation.ends_at,
            "qr": square_picture(link),
            "this_machine_only": urlsplit(link).hostname in THIS_MACHINE_ONLY,
        }
        response = render(self.request, "desk/phones/invitation.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def _front(self) -> str:
        host = urlsplit(settings.PUBLIC_URL).hostname or ""
        if host and host not in THIS_MACHINE_ONLY:
            return str(settings.PUBLIC_URL)
        return self.request.build_absolute_uri("/").rstrip("/")


class PhoneAction(ActionPage):
    right = "sync.manage"
    template_name = "desk/phones/sure.html"
    question: Any = ""
    explained: Any = ""
    is_danger = False

    @cached_property
    def phone(self) -> Device:
        found: Device = Device.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])
        return found

    def given(self) -> dict[str, Any]:
        return {"device_id": self.phone.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            phone=self.phone,
            question=self.question % {"name": self.phone.label},
            explained=self.explained,
            is_danger=self.is_danger,
            cancel_url=self.next_url(None),
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        return reverse("desk:phone", args=[self.phone.pk])


class LostForm(forms.Form):
    reason = forms.CharField(label=_("Mất thế nào"), max_length=200)


class ReportLost(PhoneAction):
    form_class = LostForm
    action = actions.report_lost
    submit_label = _("Báo mất")
    done_message = _("Đã khóa máy. Những gì máy gửi từ giờ được để riêng.")
    question = _("Báo mất %(name)s?")
    explained = _(
        "Máy không xem được số liệu của xã nữa. Những gì xã đã nhận vẫn giữ. "
        "Những gì máy gửi sau lúc này được để riêng cho cán bộ xem."
    )
    is_danger = True


class HandInForm(forms.Form):
    number = forms.IntegerField(
        label=_("Số ghi cuối trên máy"),
        min_value=0,
        help_text=_("Trên máy: Máy này, Nộp lại máy cho xã. Màn hình hiện số này."),
    )


class HandIn(PhoneAction):
    form_class = HandInForm
    action = actions.hand_in
    submit_label = _("Nhận lại máy")
    done_message = _("Đã nhận lại máy.")
    question = _("Nhận lại %(name)s?")
    explained = _(
        "Dùng khi người giữ máy nghỉ hoặc đổi máy. Những gì máy đã ghi đến số này vẫn được nhận."
    )


class Thaw(PhoneAction):
    action = actions.thaw
    submit_label = _("Cho máy gửi lại")
    done_message = _("Máy được gửi lại.")
    question = _("Cho %(name)s gửi lại?")
    explained = _(
        "Máy đã tạm ngừng nhận vì có điều lạ, thường là máy bị chép sang máy khác. "
        "Xem các mục để riêng trước. Nếu hai máy cùng dùng một bản chép, ghi danh lại cả hai."
    )


class CloseRecovery(ActionPage):
    right = "sync.manage"
    template_name = "desk/phones/sure.html"
    action = actions.close_recovery
    submit_label = _("Kết thúc khôi phục")
    done_message = _("Đã kết thúc khôi phục. Xã cấp số văn bản trở lại.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=_t("Kết thúc khôi phục?"),
            explained=_t(
                "Làm khi các máy của thôn đã gửi lại hết, hoặc máy chưa liên lạc không còn giữ gì. "
                "Xem sổ số văn bản giấy: số đã cấp sau bản sao lưu thì ghi lại trước khi cấp số mới."
            ),
            back=reverse("desk:phones"),
            cancel_url=self.next_url(None),
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        del result
        return reverse("desk:phones")
