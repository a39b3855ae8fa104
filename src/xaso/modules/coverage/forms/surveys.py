"""One survey: every operator at one place in one form, each row may stay without an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import IdField, VietnameseDateField
from xaso.modules.coverage.answers import Answer, Probe
from xaso.modules.coverage.models import DayPart, Place, Technology, Way
from xaso.modules.coverage.scales import LEAST_DBM, LEVELS, MOST_DBM, Operator

LEVEL, TECHNOLOGY, DBM = "level_", "technology_", "dbm_"
PROBE = "probe_"
PROBED = [each.name for each in fields(Probe)]
MOST_KBPS = 10_000_000
INDOORS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Line:
    operator: Operator
    level: forms.BoundField
    technology: forms.BoundField
    dbm: forms.BoundField

    @property
    def errors(self) -> list[str]:
        return [str(error) for field in (self.level, self.technology, self.dbm)
                for error in field.errors]  # fmt: skip


class SurveyForm(forms.Form):
    day = VietnameseDateField(
        label=_("Ngày đo"), required=False, help_text=_("Để trống: hôm nay.")
    )
    day_part = forms.ChoiceField(
        label=_("Buổi"),
        required=False,
        choices=lambda: [("", _t("Lúc này")),
                         *((value, capfirst(str(word))) for value, word in DayPart.choices)],
    )  # fmt: skip
    is_indoors = forms.TypedChoiceField(
        label=_("Đo ở đâu"),
        required=False,
        choices=(("", _("Như thường lệ của điểm")), ("yes", _("Trong nhà")),
                 ("no", _("Ngoài trời"))),
        coerce=INDOORS.get,
        empty_value=None,
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("Biết bằng cách nào"),
        choices=lambda: [
            (value, capfirst(str(word))) for value, word in Way.choices if value != Way.IMPORTED
        ],
        initial=Way.ON_THE_SPOT,
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: trời mưa, phải ra đầu dốc. Không ghi tên, số điện thoại người dân."),
    )

    def __init__(self, *args: Any, operators: Iterable[Operator], **kwargs: Any) -> None:
        """`operators`: those asked about."""
        super().__init__(*args, **kwargs)
        self.operators: Sequence[Operator] = tuple(operators)
        for each in self.operators:
            self._add(each)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._refuse_strangers()
        answers = [self._answer(each, data) for each in self.operators]
        found = [each for each in answers if each]
        if not found and not self.errors:
            raise forms.ValidationError(_t("Ghi mức sóng của ít nhất một nhà mạng."))
        rest = {k: v for k, v in data.items() if not k.startswith((LEVEL, TECHNOLOGY, DBM))}
        return {**rest, "answers": found}

    def lines(self) -> list[Line]:
        return [
            Line(
                each, self[LEVEL + each.code], self[TECHNOLOGY + each.code], self[DBM + each.code]
            )
            for each in self.operators
        ]

    def _answer(self, operator: Operator, data: dict[str, Any]) -> Answer | None:
        level, dbm = data.get(LEVEL + operator.code), data.get(DBM + operator.code)
        technology = data.get(TECHNOLOGY + operator.code) or Technology.UNKNOWN
        if level is None:
            if dbm is not None:
                self.add_error(LEVEL + operator.code, _t("Đã ghi dBm thì chọn cả mức sóng."))
            return None
        return Answer(operator.code, level, technology, dbm)

    def _refuse_strangers(self) -> None:
        """A phone that knows an operator we do not must not believe its answer was kept."""
        strange = [name for name in self.data if name.startswith(LEVEL)
                   if name not in self.fields]  # fmt: skip
        if strange:
            named = ", ".join(name.removeprefix(LEVEL) for name in strange[:3])
            raise forms.ValidationError(
                _t("Chưa có nhà mạng “%(name)s” trong danh sách của xã.") % {"name": named[:60]}
            )

    def _add(self, operator: Operator) -> None:
        words = {"operator": operator.name}
        levels = [(str(each), f"{each} – {word}") for each, word in LEVELS.items()]
        self.fields[LEVEL + operator.code] = forms.TypedChoiceField(
            label=_t("Mức sóng %(operator)s") % words,
            choices=[("", _t("không hỏi")), *levels],
            required=False,
            coerce=int,
            empty_value=None,
        )
        self.fields[TECHNOLOGY + operator.code] = forms.ChoiceField(
            label=_t("Công nghệ %(operator)s") % words,
            choices=[("", _t("không rõ")),
                     *(each for each in Technology.choices if each[0] != Technology.UNKNOWN)],
            required=False,
        )  # fmt: skip
        self.fields[DBM + operator.code] = DbmField(label=_t("dBm %(operator)s") % words)
        for name in (LEVEL, TECHNOLOGY, DBM):
            field = self.fields[name + operator.code]
            field.widget.attrs |= {"class": "short", "aria-label": str(field.label)}


class DbmField(forms.IntegerField):
    """As the phone's own screen shows it; people leave the minus out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
            error_messages={"invalid": _("Ghi số nguyên, ví dụ -95.")},
            **kwargs,
        )

    def clean(self, value: Any) -> int | None:
        found: int | None = super().clean(value)
        if found is not None and -MOST_DBM <= found <= -LEAST_DBM:
            said = _t("Có phải -%(number)d không? Thêm dấu trừ rồi lưu lại.")
            raise forms.ValidationError(said % {"number": found})
        if found is not None and not LEAST_DBM <= found <= MOST_DBM:
            raise forms.ValidationError(_t("dBm nằm trong khoảng -140 đến -30."))
        return found


class PhoneSurveyForm(SurveyForm):
    """What the page knows from its address, the phone says."""

    place = IdField(label=_("Điểm đo"))
    probe_operator = forms.CharField(label=_("Đo thử bằng mạng"), required=False, max_length=20)
    probe_down_kbps = forms.IntegerField(
        label=_("Tải về, kbit/s"), required=False, min_value=0, max_value=MOST_KBPS
    )
    probe_up_kbps = forms.IntegerField(
        label=_("Gửi lên, kbit/s"), required=False, min_value=0, max_value=MOST_KBPS
    )
    probe_round_trip_ms = forms.IntegerField(
        label=_("Độ trễ, mili giây"), required=False, min_value=0, max_value=60_000
    )
    probe_lost_percent = forms.IntegerField(
        label=_("Mất gói, %"), required=False, min_value=0, max_value=100
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(place.pk), place.name) for place in places]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = {name: data.pop(PROBE + name, None) for name in PROBED}
        operator = data.pop(PROBE + "operator", "")
        if operator and operator not in {each.operator for each in data.get("answers", ())}:
            raise forms.ValidationError(_t("Đo thử mạng nào thì ghi cả mức sóng của mạng ấy."))
        data["answers"] = [
            replace(each, probe=Probe(**given)) if each.operator == operator else each
            for each in data.get("answers", ())
        ]
        return {f"{k}_id" if k == "place" else k: v for k, v in data.items()}
