"""Forms of a round: whose item it is, handing in, the council's word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.modules.indicators.models import Round, RoundNote
from xaso.modules.indicators.scoring.pack import Pack

ALL, GROUP = "tat-ca", "nhom:"


class OpenRoundForm(forms.Form):
    due = VietnameseDateField(label=_("Hạn cán bộ nộp tự chấm"), required=False)


class AssignForm(forms.Form):
    """Cleans into `codes`, the items of a group or those typed."""

    which = forms.ChoiceField(label=_("Giao"), required=False)
    typed = forms.CharField(
        label=_("Hoặc ghi mã từng mục"),
        required=False,
        max_length=500,
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ 1.1, 1.2, 6.2"),
    )
    officer = forms.ModelChoiceField(label=_("Cho cán bộ"), queryset=Account.objects.none())
    due = VietnameseDateField(label=_("Hạn"), required=False)

    def __init__(self, *args: Any, pack: Pack, people: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack
        groups = [(f"{GROUP}{g.code}", f"{g.code}. {g.name}") for g in pack.groups]
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            ("", _t("Chọn nhóm")), *groups, (ALL, _t("Tất cả các mục")),
        ]  # fmt: skip
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        which, typed = cleaned.pop("which", ""), cleaned.pop("typed", "")
        codes = [code.strip() for code in typed.split(",") if code.strip()]
        if not codes and which:
            wanted = self.pack.items if which == ALL else self.pack.items_of(which[len(GROUP) :])
            codes = [item.code for item in wanted]
        if not codes:
            raise ValidationError({"which": _t("Chọn một nhóm, hoặc ghi mã từng mục.")})
        return {**cleaned, "codes": codes}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class CouncilForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("Điểm thẩm định lấy theo"),
        choices=Round.Rule.choices,
        widget=forms.RadioSelect,
        initial=Round.Rule.TRUNG_BINH,
    )
    chair = forms.ModelChoiceField(
        label=_("Chủ tịch hội đồng"), queryset=Account.objects.none(), required=False
    )
    council = forms.ModelMultipleChoiceField(
        label=_("Thành viên hội đồng"),
        queryset=Account.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn ai thì mọi người có vai trò hội đồng đều thẩm định."),
    )

    def __init__(self, *args: Any, people: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "council"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean_council(self) -> Sequence[Account]:
        return list(self.cleaned_data["council"])


class HandInForm(forms.Form):
    reason = forms.CharField(
        label=_("Giải trình, hoặc lý do còn thiếu"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi chưa có số liệu hoặc chưa có minh chứng."),
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=[
            (RoundNote.Kind.DONG_Y, _("Đồng ý với điểm tự chấm")),
            (RoundNote.Kind.CHO_DIEM, _("Cho điểm khác")),
            (RoundNote.Kind.HOI_LAI, _("Yêu cầu bổ sung")),
        ],
        widget=forms.RadioSelect,
    )
    score = NumberField(label=_("Điểm thẩm định"), required=False)
    text = forms.CharField(
        label=_("Lý do, hoặc cần bổ sung gì"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
