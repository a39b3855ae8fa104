from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.papers.models import OfficialPaper
from xaso.core.papers.queries import body_of
from xaso.core.ui.fields import VietnameseDateField


class DraftForm(forms.Form):
    """The abstract, and own words under each section; sentences from data are not in the form."""

    saw_version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Trích yếu"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, paper: OfficialPaper, **kwargs: Any) -> None:
        first = {"saw_version": paper.version, "title": paper.title}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.sections = list(body_of(paper).sections)
        for section in self.sections:
            self.fields[f"words-{section.code}"] = forms.CharField(
                label=_("Lời của anh chị (không bắt buộc)"),
                required=False,
                initial=section.own_words,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def parts(self) -> list[tuple[Any, Any]]:
        return [(section, self[f"words-{section.code}"]) for section in self.sections]

    def words(self) -> dict[str, str]:
        return {
            section.code: self.cleaned_data[f"words-{section.code}"] for section in self.sections
        }


class NumberForm(forms.Form):
    paper_date = VietnameseDateField(label=_("Ngày văn bản"))
    basis_checked = forms.BooleanField(
        label=_("Tôi đã đối chiếu các căn cứ ghi “chưa xác minh” với văn bản gốc"),
        required=False,
    )

    def __init__(self, *args: Any, needs_tick: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_tick:
            self.fields["basis_checked"].widget = forms.HiddenInput()


class SignedForm(forms.Form):
    file = forms.FileField(
        label=_("Bản PDF đã ký"),
        help_text=_("Tệp PDF đã ký số hoặc bản quét đã đóng dấu."),
        error_messages={"required": _("Chọn tệp.")},
    )
    reason = forms.CharField(
        label=_("Lý do thay bản cũ"),
        required=False,
        max_length=200,
        help_text=_("Chỉ cần khi đã có một bản đã ký trước đó."),
    )


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("Lý do hủy số"), max_length=200)
