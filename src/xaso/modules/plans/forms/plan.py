from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law.models import LegalText
from xaso.core.pages.changes import ChangeForm
from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Commune
from xaso.modules.plans.models import Plan

from .fields import LineField, PillarField, UploadsField, capital


class PlanForm(forms.Form):
    title = LineField(
        label=_("Tên kế hoạch"),
        max_length=300,
        help_text=_("Như trên văn bản, ví dụ: Kế hoạch chuyển đổi số năm 2027"),
    )
    kind = forms.ChoiceField(
        label=_("Loại kế hoạch"),
        choices=lambda: capital(Plan.Kind.choices),
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(
        label=_("Năm"),
        min_value=2020,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    period_from = VietnameseDateField(
        label=_("Thời kỳ từ ngày"), required=False, help_text=_("Để trống: từ ngày 1/1 của năm")
    )
    period_to = VietnameseDateField(
        label=_("Thời kỳ đến hết ngày"),
        required=False,
        help_text=_("Để trống: đến hết ngày 31/12 của năm"),
    )
    parent = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Thuộc kế hoạch"),
        required=False,
        empty_label=_("Không thuộc kế hoạch nào"),
    )
    basis = forms.MultipleChoiceField(
        label=_("Căn cứ pháp lý"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, commune: Commune, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Plan.objects.of(commune).exclude(state=Plan.State.KET_THUC)
        self._field("parent").queryset = parents.order_by("-year", "title")
        self._field("basis").choices = [
            (text.code, text.name) for text in LegalText.objects.order_by("-issued_on", "code")
        ]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _t("Ngày kết thúc phải sau ngày bắt đầu."))
        return cleaned


class EditPlanForm(ChangeForm, PlanForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("period_from", "period_to"):
            self.fields[name].required = True
            self.fields[name].help_text = ""


class SignedPlanForm(forms.Form):
    document_number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=40, help_text=_("Như trên bản đã ký, ví dụ 15/KH-UBND")
    )
    document_date = VietnameseDateField(label=_("Ngày ban hành"))
    signer_name = forms.CharField(label=_("Người ký"), max_length=80)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=80)
    published_url = forms.URLField(
        label=_("Địa chỉ công bố"),
        required=False,
        assume_scheme="https",
        help_text=_("Trang đã đăng kế hoạch, bắt đầu bằng https://"),
    )
    scan = UploadsField(
        label=_("Bản quét đã ký"), required=False, many=False, help_text=_("Tệp PDF, tối đa 10 MB")
    )

    def clean_document_date(self) -> Any:
        day = self.cleaned_data["document_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_t("Ngày ban hành không thể sau hôm nay."))
        return day


class ReasonForm(forms.Form):
    reason = LineField(label=_("Lý do"), max_length=500, rows=3)


class NoteForm(forms.Form):
    note = LineField(
        label=_("Lời nhắn kèm"),
        max_length=500,
        required=False,
        help_text=_("Ví dụ: xin ý kiến các thôn đến hết thứ Sáu"),
    )


class GoalForm(forms.Form):
    pillar = PillarField()
    text = LineField(label=_("Mục tiêu"), max_length=500, rows=3)
