"""Forms of the import of an annex: the file, the answers that serve many rows, one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import VietnameseDateField
from xaso.lib.dates import read_date, write_date
from xaso.modules.plans.intake.choosers import Choosers
from xaso.modules.plans.intake.groups import DueGroup, Groups, UnitGroup
from xaso.modules.plans.intake.meeting import SAW
from xaso.modules.plans.intake.said import DueSaid, RowSaid, Said, UnitSaid
from xaso.modules.plans.models import EvidenceKind, Recurrence

MOST_EVIDENCE = 99
DAYS_OFF = "nghi"


class AnnexForm(forms.Form):
    plan = forms.ChoiceField(label=_("Nhập vào kế hoạch"))
    file = forms.FileField(
        label=_("Tệp phụ lục"),
        help_text=_("Excel (.xlsx) hoặc Word (.docx), đến 10 MB. Có thể kéo tệp thả vào ô này."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx", "class": "drop"}),
        error_messages={
            "required": _("Chọn tệp."),
            "empty": _("Tệp rỗng (0 byte). Hãy lưu lại tệp rồi gửi lại."),
        },
    )

    def __init__(self, *args: Any, plans: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = plans  # type: ignore[attr-defined]


class DueField(VietnameseDateField):
    """ "15/3" is a day of the plan's year."""

    def __init__(self, *, year: int, **kwargs: Any) -> None:
        self.year = year
        super().__init__(**kwargs)

    def to_python(self, value: object) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_date(value, year=self.year)
        except ValueError as error:
            message = _t("“%(typed)s” không phải một ngày. Nhập theo dạng 15/3/2027.")
            raise ValidationError(message % {"typed": value}, code="invalid") from error


class DefaultsForm(forms.Form):
    """Our guesses under what was typed: always bound, so that nonsense is named at once."""

    def __init__(
        self,
        *,
        groups: Groups,
        choosers: Choosers,
        year: int,
        typed: Mapping[str, str],
        seen: Mapping[str, str],
    ) -> None:
        self.groups, self.choosers = groups, choosers
        super().__init__({**self._offered(), **typed, **as_seen(seen)}, auto_id="%s")
        leads = [("", _t("chưa chọn")), *choosers.lead_options(with_villages=False)]
        for unit in groups.units:
            name = unit.name or _t("(để trống)")
            self._add(unit_name(unit, "l"), _t("Chủ trì: %(unit)s") % {"unit": name}, leads, unit)
            followers = [("", _t("chưa chọn")), *choosers.follower_options()]
            label = _t("Nghiệm thu: %(unit)s") % {"unit": name}
            self._add(unit_name(unit, "f"), label, followers)
        for kind, words in EvidenceKind.choices:
            label = _t("Minh chứng: %(kind)s") % {"kind": words}
            self._add(f"k{kind}", label, EvidenceKind.choices)
            self.fields[f"k{kind}n"] = _count(_t("Số lượng: %(kind)s") % {"kind": words})
        for due in groups.dues:
            text = due.text or _t("(để trống)")
            self.fields[due_name(due)] = DueField(
                year=year,
                label=_t("Hạn: %(text)s") % {"text": text},
                required=False,
                widget=forms.TextInput(attrs={"class": "input", "aria-label": text}),
            )
            label = _t("Lặp lại: %(text)s") % {"text": text}
            self._add(f"{due_name(due)}r", label, [("", _t("không lặp")), *Recurrence.choices])
        if groups.days_off:
            self._add(DAYS_OFF, _t("Hạn rơi vào ngày nghỉ"), days_off_choices())
        _show_what_was_seen(self)

    def said(self, rows: Mapping[str, RowSaid]) -> Said:
        got = dict.fromkeys(self.fields, "") | self.cleaned_data
        return Said(
            units={
                unit.key: UnitSaid(
                    self.choosers.lead(got[unit_name(unit, "l")]),
                    self.choosers.follower(got[unit_name(unit, "f")]),
                )
                for unit in self.groups.units
            },
            dues={
                due.key: DueSaid(got[due_name(due)] or None, got[f"{due_name(due)}r"])
                for due in self.groups.dues
            },
            kinds={
                kind: (got[f"k{kind}"] or kind, got[f"k{kind}n"] or 1)
                for kind in EvidenceKind.values
            },
            rows=rows,
            moves_days_off=got.get(DAYS_OFF) == "truoc",
        )

    def _offered(self) -> dict[str, str]:
        offered: dict[str, str] = {}
        for unit in self.groups.units:
            offered[unit_name(unit, "l")] = unit.lead
            offered[unit_name(unit, "f")] = str(unit.follower.pk) if unit.follower else ""
        for kind in EvidenceKind.values:
            offered |= {f"k{kind}": kind, f"k{kind}n": "1"}
        for due in self.groups.dues:
            offered[due_name(due)] = write_date(due.due) if due.due else ""
            offered[f"{due_name(due)}r"] = due.recurrence
        return offered

    def _add(self, name: str, label: str, choices: Any, unit: UnitGroup | None = None) -> None:
        attrs = {"aria-label": label, "class": "input"}
        if unit and unit.is_stopgap:
            attrs["aria-describedby"] = f"tam{unit.key}"
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.Select(attrs=attrs)
        )


class RowForm(forms.Form):
    """Over the defaults, for one row. Empty follows them."""

    title = forms.CharField(
        label=_("Việc phải làm, nếu cần sửa"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
        help_text=_("Để trống: giữ như trong tệp. Động từ và việc cần làm, tối đa 200 chữ."),
    )
    lead = forms.ChoiceField(label=_("Chủ trì"), required=False)
    follower = forms.ChoiceField(label=_("Lãnh đạo nghiệm thu"), required=False)
    kind = forms.ChoiceField(label=_("Loại minh chứng"), required=False)
    count = forms.IntegerField(
        label=_("Số minh chứng"),
        required=False,
        min_value=1,
        max_value=MOST_EVIDENCE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    recurrence = forms.ChoiceField(label=_("Lặp lại"), required=False)

    def __init__(
        self,
        *,
        index: int,
        choosers: Choosers,
        year: int,
        typed: Mapping[str, str],
        seen: Mapping[str, str],
    ) -> None:
        prefix = f"r{index}"
        data = {f"{prefix}-{name}": value for name, value in typed.items()}
        super().__init__({**data, **as_seen(seen)}, prefix=prefix)
        self.choosers = choosers
        as_above = [("", _t("theo đề xuất chung"))]
        leads = choosers.lead_options(with_villages=True)
        self._offer("lead", [*as_above, *leads])
        self._offer("follower", [*as_above, *choosers.follower_options()])
        self._offer("kind", [*as_above, *EvidenceKind.choices])
        self._offer("recurrence", [("", _t("như trong tệp")), *Recurrence.choices])
        self.fields["due"] = DueField(
            year=year, label=_t("Hạn"), required=False, help_text=_t("Để trống: như trong tệp.")
        )
        self.order_fields(["title", "lead", "follower", "kind", "count", "due", "recurrence"])
        _show_what_was_seen(self)

    def said(self, *, is_skipped: bool | None) -> RowSaid:
        self.full_clean()
        got = dict.fromkeys(self.fields, "") | self.cleaned_data
        return RowSaid(
            title=" ".join(str(got["title"]).split()),
            lead=self.choosers.lead(got["lead"]) if got["lead"] else None,
            follower=self.choosers.follower(got["follower"]) if got["follower"] else None,
            evidence_kind=got["kind"],
            evidence_count=got["count"] or None,
            due=got["due"] or None,
            recurrence=got["recurrence"],
            is_skipped=is_skipped,
        )

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def as_seen(seen: Mapping[str, str]) -> dict[str, str]:
    return {f"{SAW}{name}": text for name, text in seen.items()}


def _show_what_was_seen(form: forms.Form) -> None:
    for field in form.fields.values():
        field.show_hidden_initial = True


def unit_name(unit: UnitGroup, part: str) -> str:
    return f"u{unit.key}{part}"


def due_name(due: DueGroup) -> str:
    return f"d{due.key}"


def days_off_choices() -> list[tuple[str, str]]:
    return [
        ("", _t("giữ ngày như phụ lục")),
        ("truoc", _t("lùi về ngày làm việc trước đó")),
    ]


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_EVIDENCE,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "input", "size": 2, "aria-label": label}
        ),
    )
