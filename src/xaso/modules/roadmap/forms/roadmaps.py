from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.given import Promise, Wanted
from xaso.modules.roadmap.models import Commitment, Need
from xaso.modules.roadmap.sketching import quarter_start
from xaso.modules.roadmap.words import quarter_words

OUT = 0
MOST = 10_000_000


class ProposeForm(forms.Form):
    """A roadmap begins with this quarter or one of the next three."""

    first_day = forms.TypedChoiceField(label=_("Bắt đầu từ"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        days = [quarter_start(start, number) for number in range(1, 5)]
        field: Any = self.fields["first_day"]
        field.choices = [(day.isoformat(), quarter_words(day, 1)) for day in days]
        field.coerce = date.fromisoformat
        field.initial = days[1].isoformat()


class MoveForm(WholeForm):
    quarter = forms.TypedChoiceField(label=_("Chuyển đến"), widget=forms.RadioSelect, coerce=int)
    sentence = forms.CharField(
        label=_("Vì sao chuyển"),
        max_length=300,
        help_text=_("Một câu, đứng cạnh viên gạch trên lộ trình và bản in."),
    )

    def __init__(self, *args: Any, first_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quarters = [
            (number, quarter_words(first_day, number))
            for number in range(1, tables().limits.quarters + 1)
        ]
        field: Any = self.fields["quarter"]
        field.choices = [*quarters, (OUT, _("Bỏ ra khỏi lộ trình"))]

    def entry_of(self, name: str) -> str:
        """The sentence says why this quarter."""
        return "quarter"


class NeedsForm(WholeForm):
    """Quantity, price and source of each row; 0 leaves a row out of the request."""

    def __init__(self, *args: Any, needs: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            key = need.pk.hex
            self.fields[f"sl-{key}"] = forms.IntegerField(
                label=_t("Số lượng: %(item)s") % {"item": need.item},
                min_value=0,
                max_value=MOST,
                initial=need.quantity,
            )
            self.fields[f"gia-{key}"] = NumberField(
                label=_t("Đơn giá: %(item)s") % {"item": need.item},
                required=False,
                min_value=0,
                max_digits=15,
                decimal_places=0,
                initial=need.unit_price_vnd,
            )
            self.fields[f"nguon-{key}"] = forms.CharField(
                label=_t("Nguồn: %(item)s") % {"item": need.item},
                required=False,
                max_length=160,
                initial=need.source,
            )

    def rows(self) -> list[tuple[Need, Any, Any, Any]]:
        return [
            (need, self[f"sl-{key}"], self[f"gia-{key}"], self[f"nguon-{key}"])
            for need in self.needs
            for key in (need.pk.hex,)
        ]

    def wanted(self) -> list[Wanted]:
        return [self._wanted(need) for need in self.needs]

    def _wanted(self, need: Need) -> Wanted:
        given, key = self.cleaned_data, need.pk.hex
        price = given[f"gia-{key}"]
        return Wanted(
            block=need.block,
            item=need.item,
            quantity=given[f"sl-{key}"],
            unit_price_vnd=None if price is None else int(price),
            source=given[f"nguon-{key}"],
        )


class PromisesForm(WholeForm):
    def __init__(self, *args: Any, known: dict[str, Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in tables().commitments:
            said = known.get(item.code)
            self.fields[f"hua-{item.code}"] = forms.IntegerField(
                label=_t("Hứa trong năm: %(what)s") % {"what": item.text},
                min_value=0,
                max_value=10_000,
                initial=said.promised if said else item.promise,
            )
            self.fields[f"lam-{item.code}"] = forms.IntegerField(
                label=_t("Đã làm: %(what)s") % {"what": item.text},
                required=False,
                min_value=0,
                max_value=100_000,
                initial=said.kept if said else None,
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [
            (item, self[f"hua-{item.code}"], self[f"lam-{item.code}"])
            for item in tables().commitments
        ]

    def promises(self) -> list[Promise]:
        given = self.cleaned_data
        return [
            Promise(item.code, given[f"hua-{item.code}"], given[f"lam-{item.code}"])
            for item in tables().commitments
        ]
