"""One sample of i-Speed, why one is taken back, and what was published of a month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import IdField, NumberField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.coverage.models import MOST_MBPS, MOST_MS, Network
from xaso.modules.coverage.scales import Operator

MOST_SAMPLES = 1_000_000


def _networks() -> list[tuple[str, str]]:
    return [(value, capfirst(str(word))) for value, word in Network.choices]


def _speed(label: Any, *, required: bool = False) -> NumberField:
    return NumberField(
        label=label, required=required, min_value=0, max_value=MOST_MBPS, decimal_places=2
    )


def _delay(label: Any) -> NumberField:
    return NumberField(
        label=label, required=False, min_value=0, max_value=MOST_MS, decimal_places=0
    )


class SpeedForm(forms.Form):
    village = IdField(label=_("Thôn"))
    network = forms.ChoiceField(label=_("Loại mạng"), choices=_networks)
    operator = forms.ChoiceField(label=_("Nhà mạng"), required=False)
    day = VietnameseDateField(
        label=_("Ngày đo"), required=False, help_text=_("Để trống: hôm nay.")
    )
    down_mbps = _speed(_("Tải xuống (Mb/s)"), required=True)
    up_mbps = _speed(_("Tải lên (Mb/s)"))
    ping_ms = _delay(_("Độ trễ, ping (ms)"))
    jitter_ms = _delay(_("Biến thiên trễ, jitter (ms)"))

    def __init__(
        self, *args: Any, villages: Iterable[Village], operators: Iterable[Operator], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["village"].choices = [
            ("", _t("Chọn thôn")),
            *((str(each.pk), capfirst(str(each))) for each in villages),
        ]
        fields["operator"].choices = [
            ("", _t("không rõ")),
            *((each.code, each.name) for each in operators),
        ]

    def clean(self) -> dict[str, Any]:
        """Rows are named by id in the actions; delays are whole."""
        data = super().clean() or {}
        whole = {n: int(data[n]) for n in ("ping_ms", "jitter_ms") if data.get(n) is not None}
        return {f"{k}_id" if k == "village" else k: v for k, v in {**data, **whole}.items()}


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao bỏ"), max_length=200, help_text=_("Ví dụ: gõ nhầm số, đo ở xã khác.")
    )


class PublishedForm(forms.Form):
    network = forms.ChoiceField(label=_("Loại mạng"), choices=_networks)
    count = NumberField(
        label=_("Số mẫu công bố"), min_value=0, max_value=MOST_SAMPLES, decimal_places=0
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=200,
        help_text=_("Ví dụ: trang công bố i-Speed, văn bản số… ngày…"),
    )

    def clean_count(self) -> int:
        return int(self.cleaned_data["count"])
