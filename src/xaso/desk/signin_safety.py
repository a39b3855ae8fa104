"""An toàn đăng nhập: the rules that hold today, and the one switch a commune has."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm, WholePage
from xaso.core.people.models import SignInSettings
from xaso.core.people.password_age import save_sign_in_settings, settings_of

from .signin_rules import signin_rules


class SignInSafetyForm(WholeForm):
    admin_password_expires = forms.BooleanField(
        label=_("Quản trị phải đổi mật khẩu định kỳ"),
        required=False,
        help_text=_("Bật khi quy chế của xã yêu cầu. Người khác không bị buộc đổi định kỳ."),
    )
    help_phone = forms.CharField(
        label=_("Số gọi khi cần giúp"),
        max_length=20,
        required=False,
        help_text=_("Hiện ở trang Trợ giúp cho người của xã. Nên ghi số máy bàn của văn phòng."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "short"}),
    )


class SignInSafety(WholePage):
    right = "commune.settings"
    form_class = SignInSafetyForm
    action = save_sign_in_settings
    saved_by = "settings.saved"
    title = _("An toàn đăng nhập")
    done_message = _("Đã lưu.")
    template_name = "desk/people/safety.html"

    @cached_property
    def settings(self) -> SignInSettings:
        return settings_of(self.actor.commune)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.settings, name) for name in SignInSafetyForm.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:people")
        return super().get_context_data(
            rules=signin_rules(),
            thing=self.settings,
            cancel_url=back,
            crumbs=[(back, _t("Cán bộ"))],
            **kwargs,
        )

    def next_url(self, result: SignInSettings) -> str:
        return reverse("desk:signin_safety")
