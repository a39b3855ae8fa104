"""Which villages take part and what each is to reach: one tick and one number a village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField
from xaso.core.units.models import Village

IN, TARGET = "thon-", "chi-tieu-"
LONGEST = 9


@dataclass(frozen=True)
class Line:
    village: Village
    is_in: forms.BoundField
    target: forms.BoundField
    households: int | None


class VillagesForm(WholeForm):
    def __init__(
        self,
        *args: Any,
        villages: Sequence[Village],
        now: Mapping[UUID, int | None],
        offers: Mapping[UUID, int | None],
        households: Mapping[UUID, int],
        **kwargs: Any,
    ) -> None:
        """`offers` stand there until somebody has saved which villages take part."""
        super().__init__(*args, **kwargs)
        self.villages, self.households = villages, households
        shown = now or offers
        for village in villages:
            self._add(village, is_in=village.pk in shown, target=shown.get(village.pk))

    def entry_of(self, name: str) -> str:
        return name.removeprefix(IN).removeprefix(TARGET)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        targets = {
            village.pk: None if number is None else int(number)
            for village in self.villages
            if given.get(f"{IN}{village.pk}")
            for number in (given.get(f"{TARGET}{village.pk}"),)
        }
        if not targets and not self.errors:
            raise forms.ValidationError(_t("Chọn ít nhất một thôn."))
        return {"targets": targets}

    def lines(self) -> list[Line]:
        return [
            Line(
                village,
                self[f"{IN}{village.pk}"],
                self[f"{TARGET}{village.pk}"],
                self.households.get(village.pk, village.household_count),
            )
            for village in self.villages
        ]

    def _add(self, village: Village, *, is_in: bool, target: int | None) -> None:
        words = {"village": village.name}
        self.fields[f"{IN}{village.pk}"] = forms.BooleanField(
            label=_t("%(village)s tham gia") % words, required=False, initial=is_in
        )
        number = NumberField(
            label=_t("Chỉ tiêu %(village)s") % words,
            required=False,
            min_value=0,
            max_digits=LONGEST,
            decimal_places=0,
            initial=target,
            error_messages={"invalid": _t("Ghi một số, hoặc để trống.")},
        )
        number.widget.attrs |= {"class": "short", "aria-label": number.label}
        self.fields[f"{TARGET}{village.pk}"] = number
