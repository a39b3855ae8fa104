"""Which villages a task asks, and the number each should reach."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField
from xaso.core.units.models import Commune, Village
from xaso.modules.plans.models import Task, TaskVillage

TICK, NUMBER = "thon-", "so-"


@dataclass(frozen=True)
class VillageFields:
    village: Village
    tick: forms.BoundField
    number: forms.BoundField
    has_reported: bool


class VillagesForm(WholeForm):
    """One tick and one number a village; "all" ticks every village."""

    all_villages = forms.BooleanField(label=_("Tất cả các thôn"), required=False)
    each = NumberField(
        label=_("Số chung cho mọi thôn chưa ghi số"),
        required=False,
        max_digits=18,
        decimal_places=4,
        help_text=_("Để trống nếu mỗi thôn một số, hoặc không cần số"),
    )

    def __init__(self, *args: Any, task: Task, commune: Commune, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.village_id: row for row in task.villages.all()}
        open_ones = Village.objects.of(commune).filter(closed_at=None)
        self.villages = list(
            (open_ones | Village.objects.of(commune).filter(pk__in=self.rows))
            .order_by("name_folded", "pk")
            .distinct()
        )
        for village in self.villages:
            self._add(village, self.rows.get(village.pk))

    def lines(self) -> list[VillageFields]:
        return [
            VillageFields(
                village,
                self[_tick(village.pk)],
                self[_number(village.pk)],
                has_reported=bool(village.pk in self.rows and self.rows[village.pk].reported_at),
            )
            for village in self.villages
        ]

    def entry_of(self, name: str) -> str:
        return name.removeprefix(TICK).removeprefix(NUMBER)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return {
            "expected": {
                village.pk: self._expected(data, village.pk)
                for village in self.villages
                if data.get("all_villages") or data.get(_tick(village.pk))
            }
        }

    def _add(self, village: Village, row: TaskVillage | None) -> None:
        self.fields[_tick(village.pk)] = forms.BooleanField(
            label=_t("Giao %(village)s") % {"village": village},
            required=False,
            initial=row is not None,
        )
        self.fields[_number(village.pk)] = NumberField(
            label=_t("Số của %(village)s") % {"village": village},
            required=False,
            max_digits=18,
            decimal_places=4,
            min_value=0,
            initial=row.expected if row else None,
        )

    @staticmethod
    def _expected(data: dict[str, Any], village_id: UUID) -> Decimal | None:
        own: Decimal | None = data.get(_number(village_id))
        shared: Decimal | None = data.get("each")
        return shared if own is None else own


def _tick(village_id: UUID) -> str:
    return f"{TICK}{village_id}"


def _number(village_id: UUID) -> str:
    return f"{NUMBER}{village_id}"
