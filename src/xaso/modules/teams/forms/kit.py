"""A thing of the kit: described, lent, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.modules.teams.models import Condition, Member, ThingKind

from .members import capital

RETURNED = [
    (each.value, each.label)
    for each in (Condition.GOOD, Condition.WORN, Condition.BROKEN, Condition.LOST)
]


def note(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=False, help_text=hint)


class ThingForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại đồ"), choices=lambda: capital(ThingKind.choices))
    name = forms.CharField(
        label=_("Tên, dấu hiệu nhận ra"),
        max_length=120,
        help_text=_("Ví dụ: điện thoại màu xanh, có ốp. Không ghi mật khẩu, mã PIN."),
    )
    condition = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=lambda: capital(Condition.choices),
        widget=forms.RadioSelect,
        initial=Condition.GOOD,
    )
    note = note(_("Ghi chú"))


class NewThingForm(ThingForm):
    code = forms.CharField(
        label=_("Mã đồ"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "autocapitalize": "characters"}),
        help_text=_("Mã dán trên đồ. Để trống thì phần mềm đánh số."),
    )
    field_order = ("kind", "name", "code", "condition", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = (Condition.GOOD, Condition.WORN)
        chosen = [(each.value, each.label) for each in usable]
        self.fields["condition"].choices = capital(chosen)  # type: ignore[attr-defined]


class EditThingForm(ChangeForm, ThingForm):
    pass


class LendForm(forms.Form):
    member = IdField(label=_("Người chịu trách nhiệm"))
    is_shared = forms.BooleanField(label=_("Dùng chung cả tổ"), required=False)
    lent_date = VietnameseDateField(label=_("Mượn ngày"))
    due_date = VietnameseDateField(label=_("Hẹn trả ngày"))
    note = note(_("Kèm theo, ghi chú"), _("Ví dụ: sạc, cáp, 50 tờ rơi."))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (place, [(str(each.pk), each.full_name) for each in people])
            for place, people in groupby(members, key=lambda each: each.team.place)
        ]
        self.fields["member"].choices = [("", _("Chọn người")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "member" in data:
            data["member_id"] = data.pop("member")
        return data


class MoveDueDateForm(ChangeForm):
    due_date = VietnameseDateField(label=_("Hẹn trả ngày"))
    reason = forms.CharField(
        label=_("Vì sao đổi hẹn"),
        max_length=200,
        help_text=_("Ví dụ: tổ còn đợt ra quân đến hết tháng."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].show_hidden_initial = False


class ReturnForm(forms.Form):
    back_date = VietnameseDateField(label=_("Trả ngày"))
    condition = forms.ChoiceField(
        label=_("Tình trạng"), choices=lambda: capital(RETURNED), widget=forms.RadioSelect
    )
    back_note = note(_("Ghi chú lúc trả"), _("Hỏng hoặc mất thì ghi thế nào, ở đâu."))
