"""The outbox of a phone as a file is read in at the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage
from xaso.core.sync.outbox_file import MOST_BYTES, RIGHT, Taken, take_outbox


class OutboxForm(forms.Form):
    content = forms.FileField(
        label=_("Tệp hộp gửi"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xsout"}),
        help_text=_(
            "Trên máy: Chưa gửi, Lưu ra tệp để gửi tay. Nhập nhiều lần cũng không bị trùng."
        ),
    )

    def clean_content(self) -> bytes:
        file = self.cleaned_data["content"]
        if file.size > MOST_BYTES:
            raise ValidationError(_t("Tệp lớn quá %(n)d MB.") % {"n": MOST_BYTES // 1024**2})
        return bytes(file.read())


class ImportOutbox(ActionPage):
    right = RIGHT
    form_class = OutboxForm
    template_name = "desk/form.html"
    action = take_outbox
    title = _("Nhập tệp của máy thôn")
    submit_label = _("Nhập tệp")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:phones")
        crumbs = [(back, _t("Máy của thôn"))]
        return super().get_context_data(cancel_url=back, crumbs=crumbs, **kwargs)

    def done(self, result: Taken) -> HttpResponse:
        said = _t("Đã nhập: %(new)d mục mới, %(waiting)d mục cần xem.")
        counts = {"new": result.new, "waiting": result.waiting}
        messages.success(self.request, said % counts)
        return super().done(result)

    def next_url(self, result: Taken) -> str:
        return reverse("desk:phone", args=[result.devices[0].pk])
