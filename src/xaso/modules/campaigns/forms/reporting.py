"""What villages and the office type: counts of a day, one household, a sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.campaigns.models import Campaign, Result, Source
from xaso.modules.campaigns.reasons import reason_label

MOST_NUMBERS = 2_000
RANGE = re.compile(r"([0-9]{1,6})(?:\s*[-\u2013]\s*([0-9]{1,6}))?")
REASON = "vi_sao_"


class CountsForm(forms.Form):
    """Nothing typed is no zero: that must be typed, or said by "hôm nay không đi"."""

    day = VietnameseDateField(label=_("Ngày"), help_text="")
    done = forms.IntegerField(label=_("Xong"), min_value=0, required=False)
    failed = forms.IntegerField(label=_("Chưa xong"), min_value=0, required=False)
    reached = forms.IntegerField(
        label=_("Đã tới"),
        min_value=0,
        required=False,
        help_text=_("Để trống: bằng xong cộng chưa xong."),
    )
    sure = forms.BooleanField(label=_("Số đúng là vậy"), required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()
        for name in ("done", "failed", "reached"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short"}
        for code in campaign.reasons:
            self.fields[REASON + code] = forms.IntegerField(
                label=capfirst(reason_label(code)),
                min_value=0,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        at_home = bool(self.data.get("home"))
        if at_home:
            return self._given(data, 0, 0, 0, {})
        for name in ("done", "failed"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _t("Nhập số. Không có thì ghi 0."))
        done, failed = data.get("done") or 0, data.get("failed") or 0
        reached = data.get("reached")
        reasons = {
            name.removeprefix(REASON): value
            for name, value in data.items()
            if name.startswith(REASON) and value
        }
        return self._given(
            data, done + failed if reached is None else reached, done, failed, reasons
        )

    def reason_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(REASON)]

    def _given(
        self, data: dict[str, Any], reached: int, done: int, failed: int, reasons: dict[str, int]
    ) -> dict[str, Any]:
        given: dict[str, Any] = {
            "reached": reached,
            "done": done,
            "failed": failed,
            "reasons": reasons,
        }
        kept: dict[str, Any] = {name: data[name] for name in ("day", "source") if name in data}
        return {**kept, **given, "sure": bool(data.get("sure"))}


class OfficeCountsForm(CountsForm):
    source = forms.ChoiceField(
        label=_("Nhận bằng cách nào"),
        choices=[
            (Source.PHONE, _("Điện thoại")),
            (Source.PAPER, _("Phiếu giấy")),
            (Source.OFFICE, _("Văn phòng tự ghi")),
        ],
        initial=Source.PHONE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done"].widget.attrs["autofocus"] = True


class TickForm(forms.Form):
    result = forms.ChoiceField(choices=[(each, each) for each in Result.values])
    reason = forms.CharField(required=False, max_length=20)


class PhoneTickForm(TickForm):
    """What the page knows from its address, the phone says."""

    item_id = forms.UUIDField(label=_("Dòng của danh sách"))


class PhoneCountsForm(CountsForm):
    village = IdField(label=_("Thôn"))

    def __init__(
        self, *args: Any, campaign: Campaign, villages: Iterable[Village], **kwargs: Any
    ) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        choices = [(str(village.pk), str(village)) for village in villages]
        self.fields["village"].choices = choices  # type: ignore[attr-defined]
        self.campaign = campaign

    def clean(self) -> dict[str, Any]:
        village = (self.cleaned_data or {}).get("village")
        data = super().clean()
        return {**data, "campaign_id": self.campaign.pk, "village_id": village}


class SheetForm(forms.Form):
    """Numbers of the sheet as one reads them from it: 1-20, 22, 25."""

    done = forms.CharField(
        label=_("Xong: các số"),
        required=False,
        help_text=_("Ví dụ 1-20, 22, 25"),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    absent = forms.CharField(
        label=_("Vắng nhà: các số"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in campaign.reasons:
            self.fields[REASON + code] = forms.CharField(
                label=_t("Chưa xong, %(reason)s: các số") % {"reason": reason_label(code)},
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        results: dict[int, tuple[str, str]] = {}
        for name in self.fields:
            outcome = _outcome(name)
            try:
                numbers = read_numbers(data.get(name) or "")
            except ValueError as error:
                self.add_error(name, str(error))
                continue
            twice = [str(number) for number in numbers if number in results]
            if twice:
                told = _t("Số %(numbers)s đã ghi ở ô khác.") % {"numbers": ", ".join(twice[:5])}
                self.add_error(name, told)
            results.update(dict.fromkeys(numbers, outcome))
        if not results and not self.errors:
            raise forms.ValidationError(_t("Ghi số của ít nhất một hộ."))
        return {"results": results}


def read_numbers(text: str) -> list[int]:
    """ "1-3, 7 9" is 1, 2, 3, 7, 9. ValueError with a sentence for anything else."""
    found: list[int] = []
    rest = RANGE.sub(" ", text).replace(",", " ").replace(";", " ").replace(".", " ").strip()
    if rest:
        raise ValueError(_t("Không rõ “%(text)s”. Ghi số, ví dụ 1-20, 22.") % {"text": rest[:40]})
    for match in RANGE.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or last - first > MOST_NUMBERS:
            raise ValueError(_t("Khoảng %(text)s không đúng.") % {"text": match[0]})
        found.extend(range(first, last + 1))
    return sorted(set(found))


def _outcome(name: str) -> tuple[str, str]:
    if name.startswith(REASON):
        return Result.FAILED, name.removeprefix(REASON)
    return (Result.DONE if name == "done" else Result.ABSENT), ""
