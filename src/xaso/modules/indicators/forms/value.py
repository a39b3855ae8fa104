from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.lib.numbers import write_number
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import IN_PERIOD, SINCE_NEW_YEAR, ValueDef

from .fields import ProofForm
from .stretches import stretches


class NumberForm(ProofForm):
    """One number and the two questions that may come up about it."""

    number = NumberField(label="", required=False, max_digits=18, decimal_places=4)
    confirmed_zero = forms.BooleanField(label=_("Đúng là 0"), required=False)
    percent_is_right = forms.BooleanField(label=_("Đúng là số đã gõ"), required=False)
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=500)
    note = forms.CharField(label=_("Lấy số từ đâu"), required=False, max_length=500)

    definition: ValueDef

    def __init__(self, *args: Any, definition: ValueDef, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        unit = f" ({definition.unit})" if definition.unit else ""
        self.fields["number"].label = capfirst(definition.name) + unit
        self.fields["number"].widget.attrs["autofocus"] = True
        if definition.source_system:
            said = _t("Thường lấy từ: %(source)s") % {"source": definition.source_system}
            self.fields["note"].help_text = said

    @property
    def asks_zero(self) -> bool:
        return self.is_bound and (self.data.get("number", "").strip() in {"0", "0,0", "0.0"})

    @property
    def asks_percent(self) -> bool:
        return self.is_bound and (
            bool(self.errors.get("percent_is_right")) or "percent_is_right" in self.data
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number = cleaned.get("number")
        if number == 0 and not cleaned.get("confirmed_zero"):
            self.add_error(
                "confirmed_zero",
                _t("Đúng là 0? Nếu chưa biết thì để trống ô số và ghi lý do."),
            )
        if number is not None and self.definition.is_percentage and 0 < number <= 1:
            words = {"number": write_number(number)}
            self.fields["percent_is_right"].label = _t("Đúng là %(number)s %%") % words
        cleaned["confirmed_zero"] = bool(cleaned.get("confirmed_zero")) and number == 0
        cleaned["proofs"] = self.take_proofs(cleaned)
        return cleaned


class ValueForm(NumberForm):
    village = forms.ModelChoiceField(
        label=_("Của thôn nào"),
        queryset=Village.objects.none(),
        required=False,
        empty_label=_("Cả xã"),
    )
    as_of = VietnameseDateField(label=_("Tính đến ngày"))
    stretch = forms.ChoiceField(label=_("Số của kỳ nào"))

    field_order = ("number", "as_of", "stretch", "village")

    def __init__(
        self, *args: Any, today: date, villages: Any, definition: ValueDef, **kwargs: Any
    ) -> None:
        super().__init__(*args, definition=definition, **kwargs)
        self.today = today
        if definition.period_rule == IN_PERIOD:
            del self.fields["as_of"]
            self.fields["stretch"].choices = [(s.code, s.label) for s in stretches(today)]  # type: ignore[attr-defined]
        else:
            del self.fields["stretch"]
        if definition.is_of_villages:
            self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        else:
            del self.fields["village"]
        if definition.period_rule == SINCE_NEW_YEAR:
            self.fields["as_of"].label = _t("Cộng từ 1/1 đến hết ngày")
        self.fields["reason"].help_text = _t(
            "Chỉ cần khi để trống ô số, hoặc khi số khác với số phần mềm đếm được"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "stretch" in self.fields:
            found = next(
                (s for s in stretches(self.today) if s.code == cleaned.pop("stretch", "")), None
            )
            if found:
                cleaned |= {"first": found.first, "last": found.last, "as_of": found.last}
        elif day := cleaned.get("as_of"):
            since_new_year = self.definition.period_rule == SINCE_NEW_YEAR
            cleaned |= {"first": date(day.year, 1, 1) if since_new_year else day, "last": day}
        return cleaned


class CorrectionForm(NumberForm):
    field_order = ("number", "reason")

    def __init__(self, *args: Any, old: Value, definition: ValueDef, **kwargs: Any) -> None:
        super().__init__(*args, definition=definition, **kwargs)
        self.initial = {"number": old.number, "note": old.note}
        self.fields["reason"].required = True
        self.fields["reason"].label = _t("Vì sao sửa")
        self.fields["number"].help_text = _t("Để trống nếu phải rút lại số này")
