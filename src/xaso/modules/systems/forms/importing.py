"""A file taken out of a system, the days of its numbers, and what is taken of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2s
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.indicators.public import Stretch
from xaso.modules.systems.chosen import ChosenDays, TakingChoices
from xaso.modules.systems.queries.importing import DaysNeeded, FilePlan, UnknownName

NOT_OURS = "khong"


class ExportFileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp vừa trích xuất"),
        error_messages={"required": _("Chọn tệp."), "empty": _("Tệp rỗng (0 byte).")},
        help_text=_(
            "Excel (.xlsx) hoặc CSV, đến 6 MB, để nguyên như hệ thống kia xuất ra. Chưa ghi gì cho "
            "tới khi anh chị xem lại và bấm nhận."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv", "class": "drop"}),
    )


class DaysForm(forms.Form):
    """Asks only what the numbers of the file need."""

    stretch = forms.ChoiceField(label=_("Số liệu của kỳ nào"))
    as_of = VietnameseDateField(label=_("Tính đến ngày"))

    def __init__(
        self,
        *args: Any,
        offered: Sequence[Stretch],
        needed: DaysNeeded,
        proposed: ChosenDays,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposed, self.today = proposed, today
        self.offered = {each.code: each for each in offered}
        fields: dict[str, Any] = self.fields
        fields["stretch"].choices = [(each.code, each.label) for each in offered]
        self.initial = {"stretch": f"{proposed.first}..{proposed.last}", "as_of": proposed.as_of}
        if not needed.stretch:
            del fields["stretch"]
        if not needed.as_of:
            del fields["as_of"]

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(_t("Ngày này chưa tới."))
        return day

    def days(self) -> ChosenDays:
        """What was chosen; what was not asked, or not understood, as it was proposed."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        stretch = self.offered.get(chosen.get("stretch", ""))
        first, last = (
            (stretch.first, stretch.last) if stretch else (self.proposed.first, self.proposed.last)
        )
        as_of = chosen.get("as_of") or (last if stretch else self.proposed.as_of)
        return ChosenDays(first, last, as_of)


class TakeForm(forms.Form):
    """Drawn by its page, number by number; this reads it."""

    take = forms.MultipleChoiceField(
        label=_("Nhận số này"), error_messages={"required": _("Chọn ít nhất một số để nhận.")}
    )
    zeros = forms.MultipleChoiceField(label=_("Đúng là 0"), required=False)
    shares = forms.MultipleChoiceField(label=_("Đúng là số đã gõ"), required=False)
    skips_unread = forms.BooleanField(
        label=_("Vẫn nhận, không tính các ô không đọc được"), required=False
    )
    has_seen = forms.BooleanField(
        label=_("Tôi đã xem các số giảm mạnh, số là đúng"), required=False
    )
    reason = forms.CharField(
        label=_("Vì sao ghi khác số phần mềm đếm được"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, plan: FilePlan | None, days: ChosenDays | None, **kwargs: Any
    ) -> None:
        """`plan` None: there is nothing to take. `days` None: they were not understood."""
        super().__init__(*args, **kwargs)
        self.days = days
        lines = plan.lines if plan else ()
        fields: dict[str, Any] = self.fields
        for name in ("take", "zeros", "shares"):
            fields[name].choices = [(line.kind.code, line.kind.name) for line in lines]
        if not plan or not plan.unread:
            del fields["skips_unread"]
        if not plan or not plan.fallen:
            del fields["has_seen"]
        if not any(place.judged.counted is not None for line in lines for place in line.places):
            del fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Into the `choices` the action takes."""
        data = super().clean() or {}
        if self.days is None:
            raise forms.ValidationError(_t("Chọn lại kỳ và ngày của số liệu, rồi xem lại."))
        return {
            "choices": TakingChoices(
                days=self.days,
                take=data.get("take", ()),
                zeros=data.get("zeros", ()),
                shares=data.get("shares", ()),
                skips_unread=bool(data.get("skips_unread")),
                has_seen=bool(data.get("has_seen")),
                reason=data.get("reason", ""),
            )
        }


class NamesForm(WholeForm):
    """One choice for each name of the file that is no village as it stands."""

    def __init__(
        self,
        *args: Any,
        unknown: Sequence[UnknownName],
        said: Mapping[str, str],
        villages: Sequence[Village],
        **kwargs: Any,
    ) -> None:
        """`said`: names settled before. One that this person was asked about, and somebody else has
        settled meanwhile, is asked about again."""
        super().__init__(*args, **kwargs)
        asked = [key for key in said if name_field(key) in self.data]
        unknown = [*unknown, *(UnknownName(key, key, ()) for key in asked)]
        self.keys = {name_field(each.key): each.key for each in unknown}
        names = {each.pk: each.name for each in villages}
        everyone = [(str(pk), name) for pk, name in names.items()]
        for name, each in zip(self.keys, unknown, strict=True):
            near = [
                (str(pk), _t("%(village)s (gần giống)") % {"village": names[pk]})
                for pk in each.near
            ]
            rest = [(pk, village) for pk, village in everyone if pk not in dict(near)]
            nobody = (NOT_OURS, _t("Không phải thôn của xã, bỏ qua"))
            self.fields[name] = forms.ChoiceField(
                label=_t("“%(text)s” là") % {"text": each.text} if each.text else _t("Ô trống là"),
                choices=[("", _t("Chọn")), *near, nobody, *rest],
                initial=said[each.key] or NOT_OURS if each.key in said else "",
                error_messages={"required": _t("Chọn thôn, hoặc chọn bỏ qua.")},
            )

    def clean(self) -> dict[str, Any]:
        """Into the `names` the action takes."""
        data = super().clean()
        return {
            "names": {
                key: None if data[name] == NOT_OURS else UUID(data[name])
                for name, key in self.keys.items()
                if name in data
            }
        }


def name_field(key: str) -> str:
    """Not by its place: meanwhile somebody else may have settled a name above it."""
    return f"name_{blake2s(key.encode(), digest_size=8).hexdigest()}"
