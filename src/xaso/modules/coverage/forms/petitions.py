"""A petition as an officer writes it, sends it, and notes what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.modules.coverage.models import BudgetLine
from xaso.modules.coverage.scales import Operator


def _distance(label: Any) -> NumberField:
    return NumberField(label=label, required=False, min_value=0, max_digits=5, decimal_places=1)


class PetitionForm(forms.Form):
    places = forms.TypedMultipleChoiceField(
        label=_("Điểm đề nghị phủ sóng"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một điểm.")},
    )
    operators = forms.MultipleChoiceField(
        label=_("Đề nghị nhà mạng nào"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một nhà mạng.")},
        help_text=_("Khi đo lại phải đo đủ các nhà mạng đã chọn."),
    )
    nearest_station = forms.CharField(
        label=_("Trạm phát sóng gần nhất đã biết"), max_length=120, required=False
    )
    nearest_km = _distance(_("Cách trạm ấy bao nhiêu km"))
    terrain = forms.CharField(
        label=_("Địa hình"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: khuất sau dãy núi, cách đường xe tải 2 km."),
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        places: Iterable[tuple[str, str]],
        operators: Iterable[Operator],
        **kwargs: Any,
    ) -> None:
        """`places`: those without good signal, the heaviest first."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["places"].choices = list(places)
        fields["operators"].choices = [(each.code, each.name) for each in operators]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = {"places": "place_ids", "operators": "operator_codes"}
        return {names.get(name, name): value for name, value in data.items()}


class SendForm(forms.Form):
    number = forms.CharField(label=_("Số công văn"), max_length=60, help_text="12/UBND-VX")
    day = VietnameseDateField(label=_("Ngày gửi"))
    sent_to = forms.CharField(
        label=_("Gửi đến"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )


class ReplyForm(forms.Form):
    operator = forms.ChoiceField(label=_("Nhà mạng"))
    day = VietnameseDateField(label=_("Ngày trả lời"))
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=60, required=False)
    is_refusal = forms.BooleanField(label=_("Từ chối"), required=False)
    reason = forms.CharField(
        label=_("Lý do từ chối"), max_length=300, required=False, help_text=_("Khi bị từ chối.")
    )
    station_code = forms.CharField(label=_("Mã trạm"), max_length=40, required=False)
    station_name = forms.CharField(label=_("Tên trạm"), max_length=120, required=False)
    distance_km = _distance(_("Trạm cách bao nhiêu km"))
    is_blocked = forms.BooleanField(label=_("Bị địa hình che"), required=False)
    terrain = forms.CharField(label=_("Địa hình theo nhà mạng"), max_length=300, required=False)
    promised_date = VietnameseDateField(label=_("Hứa phát sóng ngày"), required=False)
    budget_line = forms.ChoiceField(
        label=_("Nguồn vốn"),
        required=False,
        choices=lambda: [("", _t("Chưa nói")),
                         *((code, capfirst(str(word))) for code, word in BudgetLine.choices)],
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["operator"].choices = list(asked)


class OwnReplyForm(ReplyForm):
    """Of the operator itself: who answers and on which day is known."""

    operator = None  # type: ignore[assignment]
    day = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        self.fields["reason"].help_text = _t("Chỉ ghi khi từ chối.")
        self.fields["terrain"].label = _t("Địa hình")


class OperatorLoginForm(forms.Form):
    operator = forms.ChoiceField(label=_("Làm cho nhà mạng"), required=False)

    def __init__(self, *args: Any, operators: Iterable[Operator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["operator"].choices = [
            ("", _t("Không, chưa cho xem gì")),
            *((each.code, each.name) for each in operators),
        ]


class OnAirForm(forms.Form):
    day = VietnameseDateField(label=_("Ngày nhà mạng báo phát sóng"))


class OwnOnAirForm(OnAirForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _t("Phát sóng từ ngày")
