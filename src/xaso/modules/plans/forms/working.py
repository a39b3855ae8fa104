"""What the lead tells about the work: progress, evidence, a later date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.lib.text import unit_in_a_sentence
from xaso.modules.plans.given import GivenEvidence
from xaso.modules.plans.models import EvidenceKind, Task

from .fields import LineField, LinesField, UploadsField

PROGRESS_STEPS = (0, 10, 25, 50, 75, 90, 99)


class ProgressForm(WholeForm):
    progress = forms.TypedChoiceField(
        label=_("Đã làm được chừng nào"),
        coerce=int,
        choices=[(step, f"{step} %") for step in PROGRESS_STEPS],
        widget=forms.RadioSelect,
    )
    hindrance = LineField(
        label=_("Vướng mắc"),
        max_length=500,
        required=False,
        rows=3,
        help_text=_("Cần ai giúp gì. Hết vướng thì xóa trống."),
    )


class EvidenceForm(forms.Form):
    """Several pieces of several kinds in one sending."""

    documents = LinesField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        help_text=_("Mỗi dòng một văn bản, ví dụ 12/BC-UBND ngày 20/11/2026"),
    )
    photos = UploadsField(
        label=_("Ảnh"),
        required=False,
        photos_only=True,
        help_text=_("Chọn được nhiều ảnh một lúc. Ảnh tự thu nhỏ khi gửi."),
    )
    attachments = UploadsField(
        label=_("Tệp"), required=False, help_text=_("PDF, DOCX, XLSX hoặc ảnh, mỗi tệp ≤ 10 MB")
    )
    number = NumberField(
        label=_("Số liệu"),
        required=False,
        max_digits=18,
        decimal_places=4,
        min_value=0,
        help_text=_("Chưa có số thì để trống, không ghi 0"),
    )
    links = LinesField(
        label=_("Đường dẫn"), required=False, help_text=_("Mỗi dòng một địa chỉ https://")
    )
    caption = forms.CharField(
        label=_("Tên gọi của ảnh, tệp"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: lớp tập huấn ngày 20/11 tại thôn Mẫu Sơn"),
    )
    note = LineField(label=_("Lời nhắn cho người duyệt"), max_length=500, required=False)

    FIELD_OF = {
        EvidenceKind.SO_VAN_BAN: "documents",
        EvidenceKind.ANH: "photos",
        EvidenceKind.TEP: "attachments",
        EvidenceKind.SO_LIEU: "number",
        EvidenceKind.DUONG_DAN: "links",
    }

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = self.FIELD_OF[EvidenceKind(task.evidence_kind)]
        self.unit = task.target.unit if task.target else ""
        photos: Any = self.fields["photos"].widget
        photos.attrs["accept"] = "image/*"
        if self.unit:
            self.fields["number"].label = _t("Số liệu (%(unit)s)") % {
                "unit": unit_in_a_sentence(self.unit)
            }

    @property
    def wanted_field(self) -> forms.BoundField:
        return self[self.wanted]

    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIELD_OF.values() if name != self.wanted]

    def clean_links(self) -> list[str]:
        links: list[str] = self.cleaned_data["links"]
        for link in links:
            try:
                URLValidator(schemes=["http", "https"])(link)
            except ValidationError as error:
                raise ValidationError(
                    _t("“%(link)s” không phải địa chỉ. Bắt đầu bằng https://") % {"link": link}
                ) from error
        return links

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.given():
            self.add_error(self.wanted, _t("Thêm ít nhất một minh chứng trước khi nộp."))
        return cleaned

    def given(self) -> list[GivenEvidence]:
        data, caption = self.cleaned_data, self.cleaned_data["caption"]
        number = data["number"]
        figures = [] if number is None else [number]
        return [
            *(GivenEvidence(EvidenceKind.SO_VAN_BAN, text=each) for each in data["documents"]),
            *(
                GivenEvidence(EvidenceKind.ANH, text=caption, upload=each)
                for each in data["photos"]
            ),
            *(
                GivenEvidence(EvidenceKind.TEP, text=caption, upload=each)
                for each in data["attachments"]
            ),
            *(
                GivenEvidence(EvidenceKind.SO_LIEU, number=each, unit=self.unit)
                for each in figures
            ),
            *(GivenEvidence(EvidenceKind.DUONG_DAN, url=each) for each in data["links"]),
        ]


class ExtensionForm(forms.Form):
    to_date = VietnameseDateField(label=_("Xin đến hết ngày"))
    reason = LineField(label=_("Vì sao cần thêm thời gian"), max_length=500, rows=3)


class PauseForm(forms.Form):
    reason = LineField(label=_("Vì sao tạm dừng"), max_length=500, rows=3)
    resume_date = VietnameseDateField(label=_("Dự kiến làm lại từ ngày"), required=False)
