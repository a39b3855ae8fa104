"""Forms of a province's pack: the workbook, one row of it, and what the pack is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import VietnameseDateField
from xaso.modules.indicators.packs.sheet.rows import ReadRow
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.scoring.pack import FORMULA_TYPES

from .words import type_in_words

CORRECTED = (
    "code", "max_score", "formula_type", "params", "target", "numerator", "denominator",
    "zero_denominator",
)  # fmt: skip


class PackFileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp bộ chỉ số của tỉnh"),
        help_text=_("Excel (.xlsx), đến 10 MB. Giữ nguyên biểu của tỉnh, không phải sửa cột."),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "drop"}),
        error_messages={"required": _("Chọn tệp."), "empty": _("Tệp rỗng (0 byte).")},
    )

    def clean_file(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name or "", file.read())


class RowForm(WholeForm):
    """Starts with what the sheet says; only what is typed differently becomes a correction."""

    code = forms.CharField(label=_("Mã"), max_length=16, required=False)
    max_score = forms.CharField(label=_("Điểm tối đa"), max_length=40, required=False)
    formula_type = forms.ChoiceField(label=_("Kiểu tính điểm"), required=False)
    target = forms.CharField(
        label=_("Chỉ tiêu (%)"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ 80; hoặc “tỉnh giao” khi chưa có số."),
    )
    params = forms.CharField(
        label=_("Tham số"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Bậc: 4: 20; 3: 15. Cộng phần: Có kế hoạch: 10; Có báo cáo: 5. "
            "Hội đồng: tốt: 100 %; khá: 70 %. Nghịch: kém nhất 20."
        ),
    )
    numerator = forms.CharField(label=_("Tử số"), max_length=200, required=False)
    denominator = forms.CharField(label=_("Mẫu số"), max_length=200, required=False)
    known_numerator = forms.ChoiceField(label=_("Tử số lấy từ số liệu có sẵn"), required=False)
    known_denominator = forms.ChoiceField(label=_("Mẫu số lấy từ số liệu có sẵn"), required=False)
    zero_denominator = forms.ChoiceField(
        label=_("Khi mẫu số bằng 0"),
        required=False,
        choices=[
            ("", _("như trong tệp")),
            ("na", _("không áp dụng")),
            ("full", _("đủ điểm")),
            ("zero", _("0 điểm")),
        ],
    )
    skip = forms.BooleanField(label=_("Bỏ dòng này, không nhận vào bộ"), required=False)

    def __init__(
        self, *args: Any, row: ReadRow | None, corrections: Mapping[str, str], **kwargs: Any
    ) -> None:
        """One of the `corrections` that is left as it is stays one."""
        super().__init__(*args, **kwargs)
        self.row, self.corrections = row, corrections
        if row is None:
            for name in [name for name in self.fields if name not in ("max_score", "skip")]:
                del self.fields[name]
            return
        types = [(each, type_in_words(each).capitalize()) for each in FORMULA_TYPES]
        self.fields["formula_type"].choices = [("", _t("Chọn kiểu")), *types]  # type: ignore[attr-defined]
        for name in ("known_numerator", "known_denominator"):
            self.fields[name].choices = _numbers()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Into the `corrections` the action takes."""
        cleaned = super().clean()
        said = {name: text for name, text in self.corrections.items() if name not in self.fields}
        for name in CORRECTED:
            text = str(cleaned.get(name) or "")
            if name in self.fields and (
                name in self.corrections or text != self.initial.get(name, "")
            ):
                said[name] = text
        for part in ("numerator", "denominator"):
            if cleaned.get(f"known_{part}"):
                said[part] = cleaned[f"known_{part}"]
        if cleaned.get("skip"):
            said["skip"] = "1"
        return {"corrections": said}


class TakePackForm(forms.Form):
    title = forms.CharField(label=_("Tên bộ chỉ số"), max_length=200)
    code = forms.ChoiceField(
        label=_("Đây là"),
        required=False,
        help_text=_("Bản mới không đổi các kỳ đã mở theo bản cũ."),
    )
    basis = forms.CharField(
        label=_("Văn bản ban hành"),
        max_length=200,
        required=False,
        help_text=_("Số, ngày quyết định của tỉnh"),
    )
    effective_from = VietnameseDateField(label=_("Áp dụng từ"), required=False)
    effective_to = VietnameseDateField(
        label=_("Áp dụng đến"), required=False, help_text=_("Để trống nếu chưa có hạn")
    )

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = [("", _t("Bộ chỉ số mới"))]
        old = [(code, _t("Bản mới của “%(name)s”") % {"name": name}) for code, name in known]
        self.fields["code"].choices = [*new, *old]  # type: ignore[attr-defined]


def _numbers() -> list[tuple[str, str]]:
    listed = [(each.code, each.name) for each in value_defs().values()]
    return [("", _t("Không, theo chữ ghi ở trên")), *listed]
