"""A form that edits somebody's number of a phone without showing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.pages.changes import ChangeForm

from .masks import is_masked


class MaskedPhoneForm(ChangeForm):
    """Its field `phone` begins with a mask: left as it stands it keeps the number under it; a clash
    shows masks alone."""

    def __init__(self, *args: Any, phone_now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phone_now = phone_now
        if is_masked(self["phone"].initial or ""):
            self.fields["phone"].help_text = _(
                "Số đang ghi được che. Để nguyên thì giữ số cũ; gõ số mới để thay."
            )

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if is_masked(typed) and self.is_touched("phone"):
            raise ValidationError(_("Gõ lại cả số điện thoại, hoặc để nguyên phần đã che."))
        return typed

    def saw(self, name: str) -> Any:
        saw = super().saw(name)
        return self.phone_now if name == "phone" and saw == self["phone"].initial else saw

    def show_as_seen(self, data: Any, name: str, value: Any) -> None:
        seen = self["phone"].initial if name == "phone" else value
        super().show_as_seen(data, name, seen)
