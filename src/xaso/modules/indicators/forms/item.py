from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.modules.indicators.models import PackEntry
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, Item

from .fields import ProofForm

YES, NO = "co", "khong"
TRUTH = {YES: True, NO: False}
PART = "phan_"


class AnswerForm(ProofForm):
    """Asks what the item's type asks: a level, yes or no, a number, or its parts."""

    explanation = forms.CharField(
        label=_("Giải trình"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    not_applicable = forms.BooleanField(
        label=_("Không áp dụng: trong kỳ không phát sinh"), required=False
    )

    def __init__(
        self, *args: Any, item: Item, answer: PackEntry | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        asked = _question(item, answer)
        self.fields = {**asked, **self.fields}
        self.order_fields([*asked, "explanation", "not_applicable"])
        if answer:
            self.initial = {
                "explanation": answer.explanation,
                "not_applicable": answer.not_applicable,
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answer = {
            "explanation": cleaned.get("explanation", ""),
            "not_applicable": cleaned.get("not_applicable", False),
            "level": cleaned.get("level", ""),
            "yes": TRUTH.get(cleaned.get("yes", "")),
            "number": cleaned.get("number"),
            "parts": self._parts(cleaned),
        }
        return {**answer, "proofs": self.take_proofs(cleaned)}

    def _parts(self, cleaned: dict[str, Any]) -> Sequence[bool | None]:
        parts = [
            TRUTH.get(cleaned.get(f"{PART}{at}", "")) for at in range(len(self.item.params.parts))
        ]
        return parts if any(part is not None for part in parts) else []


class TargetForm(forms.Form):
    target_number = NumberField(label=_("Chỉ tiêu (%)"), max_digits=18, decimal_places=4)
    document_number = forms.CharField(
        label=_("Số văn bản giao"), max_length=60, help_text=_("Ví dụ 12/QĐ-UBND")
    )
    document_date = VietnameseDateField(label=_("Ngày văn bản"))


def _question(item: Item, answer: PackEntry | None) -> dict[str, forms.Field]:
    if item.formula_type in PERCENT_TYPES:
        return {}
    if item.formula_type == "sum_parts":
        said = answer.parts if answer else []
        return {
            f"{PART}{at}": _yes_no(part.name, said[at] if at < len(said) else None)
            for at, part in enumerate(item.params.parts)
        }
    if item.formula_type == "bool":
        return {"yes": _yes_no(_t("Có hay không"), answer.yes if answer else None)}
    if item.params.levels:
        return {"level": _levels(item, answer)}
    if item.params.steps:
        number = NumberField(
            label=_("Số liệu"), required=False, initial=answer.number if answer else None
        )
        return {"number": number}
    return {}


def _levels(item: Item, answer: PackEntry | None) -> forms.Field:
    return forms.ChoiceField(
        label=_t("Mức"),
        required=False,
        choices=[(level.name, level.label) for level in item.params.levels],
        widget=forms.RadioSelect,
        initial=answer.level if answer else None,
    )


def _yes_no(label: str, said: bool | None) -> forms.Field:
    initial = {True: YES, False: NO}.get(said) if said is not None else None
    return forms.ChoiceField(
        label=capfirst(label),
        required=False,
        choices=[(YES, _("Có")), (NO, _("Không"))],
        widget=forms.RadioSelect,
        initial=initial,
    )
