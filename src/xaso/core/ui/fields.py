"""Form fields that read what people here type: 15/3/2027 and 1.234,5."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xaso.lib.dates import read_date, write_date
from xaso.lib.numbers import read_number, write_number


class VietnameseDateField(forms.DateField):
    """Day first. Without a year, this year is meant ("15/3"); two digits mean 20xx."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Nhập ngày theo dạng 15/3/2027.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 15/3/2027"))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value), year=timezone.localdate().year)
        except ValueError as error:
            raise ValidationError(_day_trouble(str(value)), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return write_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "short", "autocomplete": "off"}


class NumberField(forms.DecimalField):
    """1.234,5 · 1234,5 · 1234.5; what is typed with a unit ("80 %") is read too."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Nhập một số, ví dụ 1.234,5.")}

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and value.strip():
            try:
                return read_number(value)
            except ValueError as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if isinstance(value, str):
            return None
        number: Decimal | None = super().to_python(value)
        return number

    def prepare_value(self, value: Any) -> Any:
        return write_number(value) if isinstance(value, int | Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class YesNoField(forms.TypedChoiceField):
    """True, False, or None while nobody knows."""

    def __init__(self, *, yes: str | Promise = "", no: str | Promise = "", **kwargs: Any) -> None:
        choices = ("yes", yes or _("Có")), ("no", no or _("Không có"))
        super().__init__(
            choices=(("", _("Chưa biết")), *choices),
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


class IdField(forms.TypedChoiceField):
    """One row of those offered, by its id; None when nothing is chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, **kwargs)


def _day_trouble(typed: str) -> Any:
    return _("“%(typed)s” không phải một ngày. Nhập theo dạng 15/3/2027.") % {"typed": typed}
