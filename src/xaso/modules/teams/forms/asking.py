"""What a village needs, who answers; somebody who asks for help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.residents.languages import language_names
from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.teams.models import HelpChannel, NeedKind

from .members import capital


def words(label: Any, most: int, hint: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "class": "low"}),
        help_text=hint,
    )


class OfVillageForm(forms.Form):
    village = IdField(label=_("Thôn"))

    def __init__(self, *args: Any, villages: Iterable[Village], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), capfirst(str(each))) for each in villages]
        unchosen = [("", _("Chọn thôn"))] if len(named) > 1 else []
        self.fields["village"].choices = [*unchosen, *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "village" in data:
            data["village_id"] = data.pop("village")
        return data


class NeedForm(OfVillageForm):
    kind = forms.ChoiceField(
        label=_("Loại"), choices=lambda: capital(NeedKind.choices), widget=forms.RadioSelect
    )
    text = words(
        _("Nội dung"),
        600,
        _("Ví dụ: 12 hộ cần hỗ trợ mở tài khoản. Không ghi tên, số căn cước."),
        3,
    )
    households = forms.IntegerField(
        label=_("Bao nhiêu hộ cần"),
        required=False,
        min_value=1,
        max_value=5000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("Không bắt buộc."),
    )


class HandForm(forms.Form):
    owner = IdField(label=_("Giao cho"))
    due_date = VietnameseDateField(label=_("Trả lời trước ngày"))

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), each.full_name) for each in people]
        self.fields["owner"].choices = [("", _("Chọn người")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "owner" in data:
            data["owner_id"] = data.pop("owner")
        return data


class AnswerForm(forms.Form):
    answer = words(
        _("Trả lời cho thôn"), 1000, _("Thôn đọc nguyên văn. Nói rõ ai làm gì, bao giờ."), 4
    )


class HelpForm(OfVillageForm):
    service = forms.ChoiceField(label=_("Cần giúp việc gì"))
    language = forms.ChoiceField(
        label=_("Nói tiếng"), choices=lambda: list(language_names().items()), initial="vi"
    )
    where = forms.CharField(
        label=_("Tìm ở đâu"),
        max_length=160,
        help_text=_("Chỗ quen gọi: nhà gần cầu treo, nhà văn hóa. Không ghi số căn cước."),
    )
    channel = forms.ChoiceField(
        label=_("Nhờ qua đâu"),
        choices=lambda: capital(HelpChannel.choices),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, services: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Chọn")), *services]  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    result = words(_("Kết quả"), 300, _("Ví dụ: đã cài VNeID, đã nộp hồ sơ."))


class PassForm(forms.Form):
    result = words(_("Chuyển cho ai, vì sao"), 300, _("Ví dụ: chuyển một cửa, thiếu giấy tờ."))
