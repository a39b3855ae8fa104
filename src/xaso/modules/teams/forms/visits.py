"""One visit, at a desk or on a phone: the same boxes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.residents.languages import language_names
from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.teams.codes import OUTCOME, PLACE, REASON, SERVICE, CodeBook
from xaso.modules.teams.lines import MOST_LINES, Line, trouble_of
from xaso.modules.teams.models import CodeList, DayPart, DossierResult, FollowBy, TypedBy

from .members import capital, or_unknown

COUNTED = ("male", "female", "under_15", "from_15", "from_60")
MOST_PEOPLE, MOST_MINUTES, MOST_PHOTOS = 500, 600, 2
PHOTOS = "anh"


def count_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class VisitForm(forms.Form):
    """Lines stand as service_1, outcome_1, reason_1 and so on. Nobody's name is asked for."""

    village = IdField(label=_("Thôn"))
    day = VietnameseDateField(label=_("Ngày hỗ trợ"), help_text="")
    part = forms.ChoiceField(label=_("Buổi"), choices=lambda: capital(DayPart.choices))
    place = forms.ChoiceField(label=_("Ở đâu"))
    male = count_field(_("Nam"))
    female = count_field(_("Nữ"))
    under_15 = count_field(_("Dưới 15 tuổi"))
    from_15 = count_field(_("15–59 tuổi"))
    from_60 = count_field(_("Từ 60 tuổi"))
    typed_by = forms.ChoiceField(
        label=_("Ai thao tác"), required=False, choices=lambda: or_unknown(TypedBy.choices)
    )
    household = forms.CharField(
        label=_("Mã hộ"), max_length=40, required=False, help_text=_("Không bắt buộc.")
    )
    language = forms.ChoiceField(
        label=_("Tiếng đã dùng"),
        required=False,
        choices=lambda: [("", _("Chưa rõ")), *language_names().items()],
    )
    minutes = forms.IntegerField(
        label=_("Số phút"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    procedure = forms.CharField(label=_("Thủ tục đã nộp"), max_length=160, required=False)
    outside_code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        required=False,
        help_text=_("Mã trên cổng dịch vụ công. Danh sách chỉ hiện bốn ký tự cuối."),
    )
    dossier_result = forms.ChoiceField(
        label=_("Kết quả nộp"), required=False, choices=lambda: or_unknown(DossierResult.choices)
    )
    dossier_reason = forms.ChoiceField(label=_("Vì sao chưa nộp được"), required=False)
    follow_by = forms.ChoiceField(
        label=_("Ai theo dõi tiếp"),
        required=False,
        choices=lambda: [("", _("Không cần")), *capital(FollowBy.choices)],
    )
    follow_date = VietnameseDateField(label=_("Trước ngày"), required=False, help_text="")
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Không ghi tên, số căn cước, mật khẩu, mã OTP của người dân."),
    )

    def __init__(
        self,
        *args: Any,
        villages: Iterable[Village],
        book: CodeBook,
        offered_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        """`offered_on`: only codes of that day are offered; a phone may bring those of before."""
        super().__init__(*args, **kwargs)
        self.book = book
        services = [("", _t("Chọn")), *book.choices(SERVICE, offered_on)]
        outcomes = [("", _t("Chọn")), *book.choices(OUTCOME, offered_on)]
        reasons = [("", _t("Không")), *book.choices(REASON, offered_on)]
        for n in range(1, MOST_LINES + 1):
            self._choose(f"service_{n}", _t("Nội dung"), services)
            self._choose(f"outcome_{n}", _t("Kết quả"), outcomes)
            self._choose(f"reason_{n}", _t("Lý do"), reasons)
        fields: dict[str, Any] = self.fields
        named = [(str(v.pk), capfirst(str(v))) for v in villages]
        unchosen = [("", _t("Chọn thôn"))] if len(named) > 1 else []
        fields["village"].choices = [*unchosen, *named]
        fields["place"].choices = book.choices(PLACE, offered_on)
        fields["dossier_reason"].choices = reasons

    @property
    def line_rows(self) -> list[tuple[int, Any, Any, Any]]:
        """For the page."""
        return [
            (n, self[f"service_{n}"], self[f"outcome_{n}"], self[f"reason_{n}"])
            for n in range(1, MOST_LINES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        places, lines = self._lines(data)
        if isinstance(data.get("day"), date):
            self._check(places, lines, data["day"])
        if len(self.data.get(PHOTOS) or ()) > MOST_PHOTOS:
            said = _t("Mỗi phiếu nhiều nhất %(count)d ảnh.") % {"count": MOST_PHOTOS}
            self.add_error(None, said)
        for name in COUNTED:
            data[name] = data.get(name) or 0
        if "village" in data:
            data["village_id"] = data.pop("village")
        return {**data, "lines": lines}

    def _lines(self, data: dict[str, Any]) -> tuple[list[int], list[Line]]:
        """Those in which something is chosen, and where they stand."""
        places, lines = [], []
        for n in range(1, MOST_LINES + 1):
            names = ("service", "outcome", "reason")
            said = [data.pop(f"{name}_{n}", "") or "" for name in names]
            if any(said):
                places.append(n)
                lines.append(Line(*said))
        return places, lines

    def _check(self, places: list[int], lines: list[Line], day: date) -> None:
        for n, line in zip(places, lines, strict=True):
            if not line.service and f"service_{n}" not in self.errors:
                self.add_error(f"service_{n}", _t("Chọn nội dung hỗ trợ."))
        for each in trouble_of(lines, self.book, day):
            name = f"{each.field}_{places[each.place]}"
            if name not in self.errors:
                self.add_error(name, each.text)

    def _choose(self, name: str, label: str, choices: list[Any]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao rút"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: ghi trùng một lượt."),
    )


class FollowUpForm(forms.Form):
    day = VietnameseDateField(label=_("Đã theo dõi ngày"))
    note = forms.CharField(
        label=_("Kết quả theo dõi"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("Ví dụ: nhà mạng đã làm SIM chính chủ tại nhà văn hóa."),
    )


class CodeForm(forms.Form):
    which = forms.ChoiceField(
        label=_("Thêm vào danh mục"),
        choices=lambda: capital(CodeList.choices),
        widget=forms.RadioSelect,
    )
    label = forms.CharField(label=_("Tên gọi"), max_length=80)
    first_date = VietnameseDateField(label=_("Dùng từ ngày"))
    asks_reason = forms.BooleanField(
        label=_("Chọn kết quả này thì phải ghi lý do"),
        required=False,
        help_text=_("Chỉ cho danh mục kết quả."),
    )


class EndCodeForm(forms.Form):
    day = VietnameseDateField(label=_("Dùng đến hết ngày"))
