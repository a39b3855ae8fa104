"""The monthly report of a village, and what the office says to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ClashRow
from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField
from xaso.lib.numbers import write_number
from xaso.modules.teams.models import CellOrigin, ReportCell
from xaso.modules.teams.months import Month, month_typed
from xaso.modules.teams.queries.reports import Offer
from xaso.modules.teams.report_book import MEMBERS, Item
from xaso.modules.teams.report_entry import Entry

NUMBER, OFFER, NOTE, SAID = "so_", "nhu_", "vi_", "y_"
ALL_AS_BEFORE = "nhu-het"
MOST = 10**9


class MonthField(forms.CharField):
    """ "11/2026" or "2026-11"."""

    default_error_messages = {"month": _("Nhập tháng theo dạng 11/2026.")}

    def to_python(self, value: Any) -> Month | None:  # type: ignore[override]
        text = str(value or "").strip()
        if not text:
            return None
        number, slash, year = text.partition("/")
        found = month_typed(f"{year.strip()}-{number.strip():0>2}" if slash else text)
        if found is None:
            raise ValidationError(self.error_messages["month"], code="month")
        return found

    def prepare_value(self, value: Any) -> Any:
        return f"{value.number}/{value.year}" if isinstance(value, Month) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "autocomplete": "off"}


class ReportEntryForm(WholeForm):
    """A box for each item; beside it, where something is offered, a tick that takes the offer."""

    def __init__(
        self, *args: Any, items: Sequence[Item], offers: Mapping[str, Offer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.offers = items, offers
        for item in items:
            self.fields[f"{NUMBER}{item.code}"] = NumberField(
                label=f"{item.code} {item.name} ({item.unit})", required=False
            )
            if offer := offers.get(item.code):
                self.fields[f"{OFFER}{item.code}"] = forms.BooleanField(
                    label=offer_words(offer), required=False
                )
            if not item.is_guarded:
                self.fields[f"{NOTE}{item.code}"] = forms.CharField(
                    label=_t("Ghi chú, vì sao thay đổi"), required=False, max_length=300
                )

    def entry_of(self, name: str) -> str:
        """The number and the tick of one item are one answer."""
        return name.removeprefix(NUMBER).removeprefix(OFFER)

    @property
    def rows(self) -> list[tuple[Item, Any, Any, Any]]:
        """For the page: item, number, tick, note."""
        return [
            (item, *(self._bound(f"{kind}{item.code}") for kind in (NUMBER, OFFER, NOTE)))
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        takes_all = bool(self.data.get(ALL_AS_BEFORE))
        entries = {}
        for item in self.items:
            number = cleaned.get(f"{NUMBER}{item.code}")
            self._check(item, number)
            offer = self.offers.get(item.code)
            entries[item.code] = Entry(
                number=number,
                is_offer=bool(cleaned.get(f"{OFFER}{item.code}"))
                or bool(takes_all and offer and not offer.is_counted),
                note=cleaned.get(f"{NOTE}{item.code}", ""),
                is_kept=number is None and item.is_guarded,
            )
        return {"entries": entries}

    def _check(self, item: Item, number: Any) -> None:
        name = f"{NUMBER}{item.code}"
        if number is None:
            return
        if not 0 <= number <= MOST:
            self.add_error(name, _t("Nhập số từ 0 trở lên."))
        elif item.is_whole and number != int(number):
            self.add_error(name, _t("Mục này chỉ nhận số nguyên."))
        elif number != round(number, 2):
            self.add_error(name, _t("Nhiều nhất hai số sau dấu phẩy."))

    def _bound(self, name: str) -> Any:
        return self[name] if name in self.fields else None


class PhoneReportForm(ReportEntryForm):
    """What the page knows from its address, the phone says. There is nobody to choose between two
    texts: both are named, and the one to be kept is sent again with what was seen."""

    send = forms.BooleanField(label=_("Gửi lên xã"), required=False)
    place = ""
    """The name of the village."""

    def __init__(self, *args: Any, where: Mapping[str, Any], **kwargs: Any) -> None:
        """`where`: the village, the form and the month."""
        super().__init__(*args, **kwargs)
        self.where = where

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        rows = self.clash_rows()
        if rows:
            for row in rows:
                self.errors.pop(row.name, None)
            both = "; ".join(self._both(row) for row in rows)
            said = _t("Ở xã đã có số khác. %(both)s. Ghi số muốn giữ rồi gửi lại.")
            raise ValidationError(said % {"both": both})
        return {**found, **self.where, "send": bool(self.cleaned_data.get("send"))}

    def _both(self, row: ClashRow) -> str:
        """The office reads it too."""
        said = _t("%(item)s: máy ghi %(mine)s, ở xã đang là %(theirs)s")
        if self.entry_of(row.name) in {item.code for item in self.items if item.is_guarded}:
            said = _t("%(item)s: hai người ghi khác nhau")
        return said % {"item": row.label, "mine": row.mine or "–", "theirs": row.theirs or "–"}


class SeenField(forms.CharField):
    """Which version of each report the page has shown."""

    widget = forms.HiddenInput
    default_error_messages = {"required": _("Mở báo cáo để xem số trước đã.")}

    def to_python(self, value: Any) -> dict[UUID, int]:  # type: ignore[override]
        try:
            pairs = [each.split(":") for each in str(value or "").split()]
            return {UUID(key): int(version) for key, version in pairs}
        except ValueError as error:
            raise ValidationError(_t("Mở lại trang này rồi bấm lại.")) from error

    def prepare_value(self, value: Any) -> Any:
        is_text = isinstance(value, str) or value is None
        return value if is_text else " ".join(f"{key}:{number}" for key, number in value.items())


class ReturnForm(forms.Form):
    """One comment an item; those left empty need no change."""

    seen = SeenField()

    def __init__(
        self, *args: Any, items: Iterable[Item], told: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            number = None if item.is_guarded else told.get(item.code)
            self.fields[f"{SAID}{item.code}"] = forms.CharField(
                label=f"{item.code} {item.name}",
                required=False,
                max_length=300,
                help_text=_t("Thôn ghi: %(number)s") % {"number": write_number(number)}
                if number is not None
                else "",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = {item.code: cleaned.get(f"{SAID}{item.code}", "") for item in self.items}
        comments = {code: text for code, text in said.items() if text}
        return {"comments": comments, "seen": cleaned.get("seen")}


class ApproveOneForm(forms.Form):
    seen = SeenField()


class ApproveForm(forms.Form):
    seen = SeenField()
    report_ids = forms.TypedMultipleChoiceField(
        label=_("Báo cáo sẽ duyệt"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report_ids"].choices = choices  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao phải sửa sau khi khóa"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: đếm sót hai hộ mới tách."),
    )


def shown_of(
    items: Iterable[Item],
    cells: Mapping[str, ReportCell],
    offers: Mapping[str, Offer],
    *,
    is_new: bool,
    shows_guarded: bool,
) -> dict[str, Any]:
    """Where nothing is written yet, what the registers say is ticked already."""
    found: dict[str, Any] = {}
    for item in items:
        cell, offer = cells.get(item.code), offers.get(item.code)
        if cell is None:
            found[f"{OFFER}{item.code}"] = bool(offer and offer.is_counted and is_new)
            continue
        is_taken = offer is not None and cell.origin != CellOrigin.TYPED
        shown = not item.is_guarded or shows_guarded
        found[f"{OFFER}{item.code}"] = is_taken
        found[f"{NUMBER}{item.code}"] = cell.value if shown and not is_taken else None
        found[f"{NOTE}{item.code}"] = cell.note
    return found


def offer_words(offer: Offer) -> str:
    number = write_number(offer.number)
    if not offer.is_counted:
        return _t("Như tháng trước: %(number)s") % {"number": number}
    if offer.source == MEMBERS:
        return _t("Theo sổ tổ: %(number)s") % {"number": number}
    return _t("Theo phiếu hỗ trợ: %(number)s") % {"number": number}
