"""A file of measurements: chosen, and what its columns are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.modules.coverage.intake.way import FIELDS, ReadingWay
from xaso.modules.coverage.models import Network, Technology
from xaso.modules.coverage.scales import Operator

COLUMN = "cot_"


class SignalFileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp đo sóng"),
        error_messages={"required": _("Chọn tệp.")},
        help_text=_("CSV hoặc Excel (.xlsx): của ứng dụng đo, danh sách trạm, hoặc mẫu của xã."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class ColumnsForm(forms.Form):
    """Which column is what; our guess or what was chosen last time stands in each select."""

    operator = forms.ChoiceField(label=_("Nhà mạng của cả tệp"), required=False)
    technology = forms.ChoiceField(label=_("Công nghệ của cả tệp"), required=False)
    network = forms.ChoiceField(label=_("Loại mạng của cả tệp (i-Speed)"), required=False)
    is_swapped = forms.BooleanField(label=_("Đổi chỗ vĩ độ và kinh độ"), required=False)
    is_positive = forms.BooleanField(label=_("Số dBm thiếu dấu trừ: 95 là -95"), required=False)

    def __init__(
        self, *args: Any, headers: Sequence[str], operators: Iterable[Operator], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _t("không có cột này"))]
        columns += [(str(index), text) for index, text in enumerate(headers) if text]
        for name, label in FIELDS.items():
            self.fields[COLUMN + name] = forms.ChoiceField(
                label=str(label), choices=columns, required=False
            )
        self._choose("operator", [(each.code, each.name) for each in operators])
        self._choose(
            "technology", [each for each in Technology.choices if each[0] != Technology.UNKNOWN]
        )

        self._choose("network", Network.choices)

    def way(self) -> ReadingWay:
        data = self.cleaned_data
        columns = {name: int(data[COLUMN + name]) for name in FIELDS if data.get(COLUMN + name)}
        return ReadingWay(
            columns,
            data.get("operator", ""),
            data.get("technology", ""),
            data.get("network", ""),
            is_swapped=data.get("is_swapped", False),
            is_positive=data.get("is_positive", False),
        )

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        said = ("", _t("theo cột trong tệp"))
        self.fields[name].choices = [said, *choices]  # type: ignore[attr-defined]


def as_typed(way: ReadingWay) -> Mapping[str, str]:
    """As the form itself would send it."""
    typed = {COLUMN + name: str(place) for name, place in way.columns.items()}
    typed |= {"operator": way.operator, "technology": way.technology, "network": way.network}
    flags = {"is_swapped": way.is_swapped, "is_positive": way.is_positive}
    return {**typed, **{name: "on" for name, is_on in flags.items() if is_on}}
