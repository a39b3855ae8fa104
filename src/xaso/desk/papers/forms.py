from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.papers.body import Typed, typed_key
from xaso.core.papers.models import OfficialPaper
from xaso.core.papers.queries import body_of
from xaso.core.ui.fields import VietnameseDateField
from xaso.lib.periods import period_typed

from .kinds import Ask, PaperKind
from .periods import ONCE, PERIOD_WORDS, period_to_type

MOST_ROWS = 16
LONGEST_PERIOD = 40


class MakeForm(forms.Form):
    """The period as people write it, and the choice; what is not offered is refused by `draft`."""

    def __init__(self, *args: Any, kind: PaperKind, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.has_choices:
            offered = list(kind.choices_of(ask.commune, ask.today))
            first = [("", _("Tất cả"))] if kind.sheet else []
            self.fields["about"] = forms.CharField(
                label=kind.choice_label,
                required=False,
                widget=forms.Select(choices=[*first, *offered]),
                help_text="" if offered or kind.sheet else kind.no_choice,
            )
        if kind.every != ONCE:
            self.fields["period"] = forms.CharField(
                label=_("Ngày") if kind.every == "day" else _("Kỳ"),
                max_length=LONGEST_PERIOD,
                initial=period_to_type(ask.period),
                help_text=PERIOD_WORDS[kind.every],
            )

    def clean_period(self) -> str:
        return period_typed(self.cleaned_data["period"])


class DraftForm(forms.Form):
    """The abstract, what is to be filled in, and own words under each section; sentences from data
    are not in the form."""

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
            for each in section.typed:
                self.fields[f"typed-{typed_key(section, each)}"] = _typed_field(each)
            self.fields[f"words-{section.code}"] = forms.CharField(
                label=_("Lời của anh chị (không bắt buộc)"),
                required=False,
                initial=section.own_words,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def parts(self) -> list[tuple[Any, list[Any], Any]]:
        return [
            (
                section,
                [self[f"typed-{typed_key(section, each)}"] for each in section.typed],
                self[f"words-{section.code}"],
            )
            for section in self.sections
        ]

    def typed(self) -> dict[str, str]:
        return {
            key: self.cleaned_data[f"typed-{key}"]
            for section in self.sections
            for key in (typed_key(section, each) for each in section.typed)
        }

    def words(self) -> dict[str, str]:
        return {
            section.code: self.cleaned_data[f"words-{section.code}"] for section in self.sections
        }


def _typed_field(typed: Typed) -> forms.CharField:
    lines = typed.text.count("\n") + 1
    rows = lines + 1 if typed.columns else max(lines, 2)
    return forms.CharField(
        label=typed.label,
        required=False,
        initial=typed.text,
        max_length=6000,
        help_text=typed.help,
        widget=forms.Textarea(attrs={"rows": min(rows, MOST_ROWS)}),
    )


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
