"""What the commune sets itself from a day on: operators, classes of strength, numbers of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.modules.coverage.rulebook import MOST_MONTHS, MOST_OVERDUE, MOST_SAMPLES
from xaso.modules.coverage.rules import Bounds
from xaso.modules.coverage.scales import CLASS_WORDS, LEVELS

from .surveys import DbmField

GRADES = list(CLASS_WORDS)[:-1]
"""Those with a threshold of their own: below the last one there is no signal."""


def _whole(label: Any, least: int, most: int, **kwargs: Any) -> NumberField:
    return NumberField(
        label=label, min_value=least, max_value=most, decimal_places=0, max_digits=3, **kwargs
    )


def _level(label: Any, first: int, last: int, **kwargs: Any) -> forms.TypedChoiceField:
    choices = [(each, f"{each} – {LEVELS[each]}") for each in range(first, last + 1)]
    return forms.TypedChoiceField(label=label, coerce=int, choices=lambda: choices, **kwargs)


class OwnRuleForm(forms.Form):
    since = VietnameseDateField(label=_("Dùng từ ngày"))
    reason = forms.CharField(
        label=_("Vì sao"), max_length=300, help_text=_("Ví dụ: công văn số… ngày… của Sở.")
    )


class AddOperatorForm(OwnRuleForm):
    name = forms.CharField(label=_("Tên nhà mạng"), max_length=40)
    mnc = forms.CharField(
        label=_("Mã mạng (MNC)"),
        required=False,
        max_length=3,
        validators=[RegexValidator(r"^\d{2,3}$", _("Hai hoặc ba chữ số, ví dụ 08."))],
        help_text=_("Nếu biết: hai hoặc ba chữ số sau 452, để nhận ra nhà mạng trong tệp đo."),
    )
    field_order = ("name", "mnc", "since", "reason")


class RenameOperatorForm(OwnRuleForm):
    name = forms.CharField(label=_("Tên mới"), max_length=40)
    field_order = ("name", "since", "reason")


class EndOperatorForm(OwnRuleForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].label = _t("Thôi từ ngày")


@dataclass(frozen=True)
class ClassLine:
    technology: str
    metric: str
    cells: Sequence[forms.BoundField]

    @property
    def errors(self) -> list[str]:
        return [str(error) for cell in self.cells for error in cell.errors]


class ClassesForm(OwnRuleForm):
    def __init__(self, *args: Any, technologies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.technologies = list(technologies)
        for code, _metric in self.technologies:
            for grade in GRADES:
                words = {"technology": code.upper(), "grade": CLASS_WORDS[grade]}
                field = DbmField(label=_t("%(technology)s %(grade)s từ (dBm)") % words)
                field.required = True
                field.widget.attrs |= {"class": "short", "aria-label": str(field.label)}
                self.fields[f"{code}_{grade}"] = field

    def lines(self) -> list[ClassLine]:
        return [
            ClassLine(code.upper(), metric, [self[f"{code}_{grade}"] for grade in GRADES])
            for code, metric in self.technologies
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told = {
            code: [data[f"{code}_{grade}"] for grade in GRADES if f"{code}_{grade}" in data]
            for code, _metric in self.technologies
        }
        return {"since": data.get("since"), "reason": data.get("reason", ""), "thresholds": told}


class VillageRuleForm(OwnRuleForm):
    old_after_months = _whole(
        _("Lần đo cũ sau mấy tháng"),
        1,
        MOST_MONTHS,
        help_text=_("Cũ thì coi như chưa đo."),
    )
    none_level = _level(_("Đến mức nào là không sóng"), 0, 2)
    weak_level = _level(_("Đến mức nào là sóng yếu"), 1, 3)
    field_order = ("old_after_months", "none_level", "weak_level", "since", "reason")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = ("old_after_months", "none_level", "weak_level")
        if not all(name in data for name in names):
            return data
        bounds = Bounds(*(int(data.pop(name)) for name in names))
        return {**data, "bounds": bounds}


class TermsForm(OwnRuleForm):
    samples = _whole(
        _("Số lần đo lại"),
        1,
        MOST_SAMPLES,
        help_text=_("Ở mỗi điểm, của mỗi nhà mạng được đề nghị."),
    )
    days = _whole(_("Trong ít nhất mấy ngày"), 1, MOST_SAMPLES)
    pass_level = _level(_("Đạt khi nhà mạng tốt nhất từ mức"), 1, 4)
    overdue = _whole(_("Quá hẹn sau mấy ngày"), 0, MOST_OVERDUE)
    field_order = ("samples", "days", "pass_level", "overdue", "since", "reason")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = ("samples", "days", "pass_level", "overdue")
        if not all(name in data for name in names):
            return data
        numbers = {name: int(data.pop(name)) for name in names}
        return {**data, "numbers": numbers}


def grade_words() -> list[str]:
    return [capfirst(str(CLASS_WORDS[grade])) for grade in GRADES]
