"""Which villages take part and what each is to reach: one tick and one number a village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t

from xaso.core.units.models import Village
from xaso.lib.numbers import read_count

IN, TARGET = "thon", "chi-tieu"


@dataclass(frozen=True)
class Line:
    village: Village
    is_in: bool
    target: str
    households: int | None
    error: str = ""


class VillagesForm(forms.Form):
    """Plain fields of a table; what was typed comes back as it was."""

    def __init__(
        self,
        *args: Any,
        villages: Sequence[Village],
        now: dict[UUID, int | None],
        offers: dict[UUID, int | None],
        households: dict[UUID, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.villages, self.now, self.offers = villages, now, offers
        self.households = households
        self.wrong: dict[UUID, str] = {}

    def clean(self) -> dict[str, Any]:
        super().clean()
        targets: dict[UUID, int | None] = {}
        chosen = set(self.data.getlist(IN))  # type: ignore[attr-defined]
        for village in self.villages:
            if str(village.pk) not in chosen:
                continue
            typed = self._typed(village).replace(".", "").replace(" ", "")
            number = read_count(typed) if typed else None
            if typed and number is None:
                self.wrong[village.pk] = _t("Ghi một số, hoặc để trống.")
            targets[village.pk] = number
        if self.wrong:
            raise forms.ValidationError(_t("Có chỉ tiêu chưa phải là số. Xem các dòng đỏ."))
        if not targets:
            raise forms.ValidationError(_t("Chọn ít nhất một thôn."))
        return {"targets": targets}

    def lines(self) -> list[Line]:
        return [self._line(village) for village in self.villages]

    def _line(self, village: Village) -> Line:
        if self.is_bound:
            is_in = str(village.pk) in self.data.getlist(IN)  # type: ignore[attr-defined]
            target = self._typed(village)
        else:
            source = self.now or self.offers
            is_in = village.pk in source
            number = source.get(village.pk)
            target = "" if number is None else str(number)
        households = self.households.get(village.pk, village.household_count)
        return Line(village, is_in, target, households, self.wrong.get(village.pk, ""))

    def _typed(self, village: Village) -> str:
        return str(self.data.get(f"{TARGET}-{village.pk}", "")).strip()
