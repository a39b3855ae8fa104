"""Forms of village targets, the public board and what the portal showed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.lib.numbers import write_number
from xaso.modules.indicators.queries.rounds import RoundLine
from xaso.modules.indicators.scoring.pack import Pack

VILLAGE, GROUP, PROCEDURE = "thon_", "nhom_", "tt_"
PROCEDURES = 5


class SplitForm(WholeForm):
    """A number a village. Cleans into `numbers`; empty ones are left as they are."""

    def __init__(
        self,
        *args: Any,
        villages: Sequence[Village],
        offered: Mapping[UUID, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.villages = villages
        for village in villages:
            households = village.household_count
            self.fields[f"{VILLAGE}{village.pk}"] = NumberField(
                label=capfirst(str(village)),
                required=False,
                initial=offered.get(village.pk),
                help_text=_t("%(count)s hộ") % {"count": write_number(households)}
                if households is not None
                else "",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        numbers = {
            village.pk: number
            for village in self.villages
            if (number := cleaned.get(f"{VILLAGE}{village.pk}")) is not None
        }
        return {"numbers": numbers}


class BoardForm(WholeForm):
    codes = forms.MultipleChoiceField(
        label=_("Mục cho mọi người xem"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một mục.")},
    )
    shows_villages = forms.BooleanField(
        label=_("Xếp thứ tự các thôn theo các mục này"),
        required=False,
        help_text=_("Bình thường để trống. Chỉ chọn khi các thôn đã đồng ý."),
    )

    def __init__(self, *args: Any, lines: Sequence[RoundLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (line.code, f"{line.code} {line.name}") for line in lines
        ]


class PortalForm(forms.Form):
    """Points of each group, then the five procedures that cost the most."""

    as_of = VietnameseDateField(label=_("Xem trên Cổng ngày"))

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack
        for group in pack.groups:
            self.fields[f"{GROUP}{group.code}"] = NumberField(
                label=f"{group.name} ({_t('tối đa')} {write_number(group.max)})", required=False
            )
        for number in range(1, PROCEDURES + 1):
            self.fields[f"{PROCEDURE}{number}"] = forms.CharField(
                label=_t("Thủ tục mất điểm thứ %(number)d") % {"number": number},
                required=False,
                max_length=200,
            )
            self.fields[f"{PROCEDURE}{number}_vi"] = forms.CharField(
                label=_t("Vì sao, bao nhiêu hồ sơ"), required=False, max_length=200
            )
        self.fields["note"] = forms.CharField(label=_t("Ghi chú"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        groups = {
            group.code: points
            for group in self.pack.groups
            if (points := cleaned.get(f"{GROUP}{group.code}")) is not None
        }
        procedures = [
            {"name": name, "why": cleaned.get(f"{PROCEDURE}{number}_vi", "")}
            for number in range(1, PROCEDURES + 1)
            if (name := cleaned.get(f"{PROCEDURE}{number}", ""))
        ]
        if not groups and not self.errors:
            raise ValidationError(_t("Nhập điểm ít nhất một nhóm."))
        return {
            "as_of": cleaned.get("as_of"),
            "groups": groups,
            "procedures": procedures,
            "note": cleaned.get("note", ""),
        }
