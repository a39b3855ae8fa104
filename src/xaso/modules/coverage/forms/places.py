"""A place as an officer or a phone writes it down."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.ui.fields import IdField, NumberField
from xaso.core.units.models import Cluster, Village
from xaso.modules.coverage.models import PlaceKind

MOST_PEOPLE = 100_000
COUNTS = ("household_count", "people_count", "pupil_count")
DEGREES = ("latitude", "longitude")


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Loại điểm"),
        choices=lambda: [(value, capfirst(str(word))) for value, word in PlaceKind.choices],
    )
    name = forms.CharField(label=_("Tên điểm"), max_length=120, help_text=_("Như bà con vẫn gọi."))
    village = IdField(label=_("Thôn"))
    cluster = IdField(label=_("Cụm dân cư"), required=False)
    household_count = NumberField(
        label=_("Số hộ"), required=False, min_value=0, max_value=MOST_PEOPLE, decimal_places=0
    )
    people_count = NumberField(
        label=_("Số người"), required=False, min_value=0, max_value=MOST_PEOPLE, decimal_places=0
    )
    pupil_count = NumberField(
        label=_("Số học sinh"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        decimal_places=0,
    )
    has_power = forms.TypedChoiceField(
        label=_("Điện lưới"),
        choices=(("yes", _("Có")), ("no", _("Không"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("Chưa có điện lưới thì nhà mạng chờ ngành điện."),
    )
    is_hard = forms.TypedChoiceField(
        label=_("Thuộc khu vực đặc biệt khó khăn"),
        choices=(("yes", _("Có")), ("no", _("Không"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("Quyết định nguồn tiền nào trả lời: công ích hay doanh nghiệp."),
    )
    is_risky = forms.BooleanField(label=_("Hay bị lũ, sạt lở"), required=False)
    is_indoors = forms.BooleanField(label=_("Đo trong nhà"), required=False)
    latitude = NumberField(
        label=_("Vĩ độ của điểm"),
        required=False,
        max_digits=8,
        decimal_places=6,
        help_text=_("Ví dụ 22,345678. Vị trí của điểm, không phải của người đo."),
    )
    longitude = NumberField(
        label=_("Kinh độ của điểm"), required=False, max_digits=9, decimal_places=6
    )

    def __init__(
        self, *args: Any, villages: Iterable[Village], clusters: Iterable[Cluster], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = {village.pk: capfirst(str(village)) for village in villages}
        self._choose("village", [(str(pk), name) for pk, name in names.items()])
        groups: dict[str, list[tuple[str, str]]] = {}
        for cluster in clusters:
            if cluster.village_id in names:
                group = groups.setdefault(names[cluster.village_id], [])
                group.append((str(cluster.pk), cluster.name))
        self._choose("cluster", [("", _t("Không chọn")), *groups.items()])

    def clean(self) -> dict[str, Any]:
        """Rows are named by id in the actions."""
        data = super().clean() or {}
        for name in COUNTS:
            if isinstance(data.get(name), Decimal):
                data[name] = int(data[name])
        return {f"{k}_id" if k in ("village", "cluster") else k: v for k, v in data.items()}

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class EditPlaceForm(ChangeForm, PlaceForm):
    pass
