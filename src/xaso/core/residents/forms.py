"""One household as somebody writes it down, at a desk or on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.residents.languages import language_names
from xaso.core.residents.models import MOST_MEMBERS
from xaso.core.ui.fields import IdField, NumberField, YesNoField
from xaso.core.units.models import Cluster, Village


class HouseholdForm(forms.Form):
    head_name = forms.CharField(label=_("Họ tên chủ hộ"), max_length=80)
    village = IdField(label=_("Thôn"))
    cluster = IdField(label=_("Cụm dân cư"), required=False)
    members_count = NumberField(
        label=_("Số người trong hộ"),
        required=False,
        min_value=1,
        max_value=MOST_MEMBERS,
        decimal_places=0,
    )
    has_smartphone = YesNoField(label=_("Có điện thoại thông minh"))
    language = forms.ChoiceField(label=_("Tiếng nói chính"), required=False)

    def __init__(
        self, *args: Any, villages: Iterable[Village], clusters: Iterable[Cluster], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = {village.pk: capfirst(str(village)) for village in villages}
        self._choose("village", [(str(pk), name) for pk, name in names.items()])
        self._choose("cluster", [("", _t("Chưa rõ")), *_in_villages(clusters, names)])
        self._choose("language", [("", _t("Chưa biết")), *language_names().items()])

    def clean_members_count(self) -> int | None:
        count = self.cleaned_data["members_count"]
        return None if count is None else int(count)

    def clean(self) -> dict[str, Any]:
        """Rows are named by id in the actions."""
        data = super().clean() or {}
        return {f"{k}_id" if k in ("village", "cluster") else k: v for k, v in data.items()}

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class EditHouseholdForm(ChangeForm, HouseholdForm):
    pass


class NewHouseholdForm(HouseholdForm):
    code = forms.CharField(
        label=_("Mã hộ"),
        max_length=20,
        required=False,
        help_text=_("Để trống: phần mềm cho mã tiếp theo. Mã không đổi về sau."),
    )


def _in_villages(clusters: Iterable[Cluster], names: dict[UUID, str]) -> list[tuple[str, Any]]:
    """Grouped by village, so that one knows which belongs where."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for cluster in clusters:
        if cluster.village_id in names:
            group = groups.setdefault(names[cluster.village_id], [])
            group.append((str(cluster.pk), cluster.name))
    return list(groups.items())
