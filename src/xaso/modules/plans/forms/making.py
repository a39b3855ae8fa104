"""Plans made from a pattern or from last year's plan, and a plan kept as a pattern."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Commune, Village
from xaso.modules.plans.queries.patterns import CANCELLED, FINISHED, OPEN
from xaso.modules.plans.queries.people import people_who_may

from .fields import LineField, PersonField


class VillagesForm(forms.Form):
    """All villages with one tick, or some of them."""

    all_villages = forms.BooleanField(label=_("Tất cả các thôn"), required=False)
    villages = forms.ModelMultipleChoiceField(
        Village.objects.none(),
        label=_("Hoặc chọn từng thôn"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def put_villages(self, commune: Commune) -> None:
        villages: Any = self.fields["villages"]
        rows = Village.objects.of(commune).filter(closed_at=None)
        villages.queryset = rows.order_by("name_folded", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("all_villages", False):
            villages: Any = self.fields["villages"]
            cleaned["villages"] = villages.queryset
        return cleaned


class UseTemplateForm(VillagesForm):
    title = LineField(label=_("Tên kế hoạch"), max_length=300)
    start = VietnameseDateField(label=_("Bắt đầu từ ngày"))
    follower = PersonField(
        label=_("Lãnh đạo theo dõi, nghiệm thu"),
        required=False,
        empty_label=_("Chọn sau, ở từng việc"),
    )
    lead = PersonField(
        label=_("Người chủ trì việc của xã"),
        required=False,
        empty_label=_("Chọn sau, ở từng việc"),
    )
    field_order = ("title", "start", "follower", "lead", "all_villages", "villages")

    def __init__(
        self, *args: Any, commune: Commune, today: date, needs_villages: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["lead"].queryset = people_who_may(commune, "plans.work", today)
        fields["follower"].queryset = people_who_may(commune, "plans.accept", today)
        if needs_villages:
            self.put_villages(commune)
        else:
            del self.fields["all_villages"], self.fields["villages"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("lead") and cleaned.get("lead") == cleaned.get("follower"):
            self.add_error("lead", _t("Người nghiệm thu phải khác người chủ trì."))
        return cleaned


class SaveTemplateForm(forms.Form):
    name = LineField(label=_("Tên mẫu"), max_length=200)
    help_text = LineField(
        label=_("Dùng khi nào"),
        max_length=500,
        required=False,
        help_text=_("Để người sau biết, ví dụ: đợt ra quân ngắn ngày, làm ở mọi thôn"),
    )


class CloneForm(forms.Form):
    title = LineField(label=_("Tên kế hoạch mới"), max_length=300)
    year = forms.IntegerField(
        label=_("Năm"),
        min_value=2020,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    takes = forms.MultipleChoiceField(
        label=_("Chép những việc nào"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, counts: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            OPEN: _t("Việc còn mở và bản nháp (%(count)s)"),
            FINISHED: _t("Việc đã xong, năm sau làm lại (%(count)s)"),
            CANCELLED: _t("Việc đã hủy (%(count)s)"),
        }
        takes: Any = self.fields["takes"]
        takes.choices = [
            (code, label % {"count": counts.get(code, 0)}) for code, label in words.items()
        ]
