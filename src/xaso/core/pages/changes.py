"""Forms over rows two people may edit at once: what each field showed travels with the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xaso.core.edits import Change, Clash
from xaso.core.events.queries import Happening, history
from xaso.core.pages.pages import ActionPage
from xaso.core.ui.templatetags.xaso import vn_moment
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number

CLASHING, KEEP, KEEP_ALL = "vuong", "giu-", "giu-het"
MINE, THEIRS = "toi", "ho"


@dataclass(frozen=True)
class ClashRow:
    """One field two people changed: a person chooses between the two texts."""

    name: str
    label: str
    mine: str
    theirs: str
    pick: str
    choice: str
    """The name of the radio buttons."""


class ChangeForm(forms.Form):
    """`changes()` gives only what this person changed; a field nobody touched never clashes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not isinstance(field, forms.FileField)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self._clashing():
            if self._pick(name) not in {MINE, THEIRS}:
                said = _("Hai người cùng sửa mục này. Chọn giữ bản nào ở trên.")
                self.add_error(name, ValidationError(said, code="clash"))
        return cleaned

    @property
    def has_only_clashes(self) -> bool:
        """The two texts side by side say it all."""
        errors = [error for each in self.errors.as_data().values() for error in each]
        return bool(errors) and all(error.code == "clash" for error in errors)

    def changes(self) -> dict[str, Change]:
        """By the names of the row: what the form calls `village` the row keeps as `village_id`."""
        return {
            kept: Change(self.saw(name), self.cleaned_data[kept])
            for name in self.fields
            if (kept := self._kept_as(name)) and self.is_touched(name)
        }

    def take_clash(self, clash: Clash) -> None:
        """From now on this person has seen the other's text, and must choose."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        clashing = {self._field_of(each.field): each.theirs for each in clash.clashes}
        for name, theirs in clashing.items():
            self.show_as_seen(data, name, theirs)
            data.pop(KEEP + name, None)
        data.pop(KEEP_ALL, None)
        named = dict.fromkeys([*self._clashing(), *clashing])
        data.setlist(CLASHING, list(named))
        self.data = data

    def clash_rows(self) -> list[ClashRow]:
        return [
            ClashRow(
                name=name,
                label=str(self[name].label),
                mine=self._words(name, self._value(name, self.add_prefix(name))),
                theirs=self._words(name, self._value(name, self.add_initial_prefix(name))),
                pick=self._pick(name),
                choice=KEEP + name,
            )
            for name in self._clashing()
        ]

    def saw(self, name: str) -> Any:
        """What stood in the field when the person opened it, as the row keeps it."""
        return self._value(name, self.add_initial_prefix(name))

    def show_as_seen(self, data: Any, name: str, value: Any) -> None:
        shown, key = self.fields[name].prepare_value(_key(value)), self.add_initial_prefix(name)
        if isinstance(shown, list):
            data.setlist(key, [str(each) for each in shown])
        else:
            data[key] = "" if shown is None else str(shown)

    def _kept_as(self, name: str) -> str:
        return next((kept for kept in (name, f"{name}_id") if kept in self.cleaned_data), "")

    def _field_of(self, kept: str) -> str:
        return kept if kept in self.fields else kept.removesuffix("_id")

    def _clashing(self) -> list[str]:
        named = self.data.getlist(CLASHING) if hasattr(self.data, "getlist") else []
        return [name for name in named if name in self.fields]

    def _pick(self, name: str) -> str:
        return str(self.data.get(KEEP + name) or self.data.get(KEEP_ALL, ""))

    def is_touched(self, name: str) -> bool:
        if name in self._clashing() and self._pick(name) == THEIRS:
            return False
        if not self.fields[name].show_hidden_initial:
            return False
        typed = self._raw(name, self.add_prefix(name))
        saw = self._raw(name, self.add_initial_prefix(name))
        field = self.fields[name]
        return _comparable(field, typed) != _comparable(field, saw)

    def _raw(self, name: str, key: str) -> Any:
        field = self.fields[name]
        widget = field.widget if key == self.add_prefix(name) else field.hidden_widget()
        raw = widget.value_from_datadict(self.data, self.files, key)
        return raw.replace("\r\n", "\n") if isinstance(raw, str) else raw

    def _value(self, name: str, key: str) -> Any:
        """What the text of a field means; text stays as it was, spaces and all."""
        field, raw = self.fields[name], self._raw(name, key)
        if isinstance(field, forms.ModelChoiceField):
            return _row(field, raw)
        if isinstance(field, forms.TypedChoiceField):
            return _typed(field, raw)
        if isinstance(field, forms.CharField):
            return raw or ""
        try:
            return field.clean(raw)
        except ValidationError:
            # A choice nobody has made yet is an empty text in the row, and no clash.
            return "" if isinstance(field, forms.ChoiceField) else None

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            named = dict(flat_choices(field.choices))
            values = value if isinstance(value, list) else [field.prepare_value(value)]
            words = [str(named.get("" if each is None else str(each), each)) for each in values]
            return ", ".join(words) or _said("")
        return _said(value)


class ClashPage(ActionPage):
    """Shows both texts side by side, nothing typed lost. The context's `thing` is what is edited."""

    saved_by: str | tuple[str, ...] = ".edited"
    """How the kinds of event end that say who saved it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        rows = form.clash_rows() if form.is_bound else []
        if rows:
            context["clashes"] = rows
            context.setdefault("clash_by", self.who_saved(context.get("thing")))
        return context

    def who_saved(self, thing: Any) -> str:
        """The last person who did."""
        for happening in history(self.actor.commune, [thing.id]) if thing else ():
            if self.is_a_save(happening):
                return _("%(who)s lưu lúc %(at)s") % {
                    "who": happening.who,
                    "at": vn_moment(happening.at),
                }
        return ""

    def is_a_save(self, happening: Happening) -> bool:
        return happening.kind.endswith(self.saved_by)


class ChangePage(ClashPage):
    """A page whose form is a ChangeForm: only what was changed goes to the action."""

    def act(self, form: Any) -> Any:
        return type(self).action(actor=self.actor, changes=form.changes(), **self.given())

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        if isinstance(error, Clash):
            form.take_clash(error)
        return super().refused(form, error)


def _comparable(field: forms.Field, raw: Any) -> str:
    """A checkbox gives True, its hidden twin "True"; ticks come in the order of the page."""
    if isinstance(field, forms.BooleanField):
        return str(field.to_python(raw))
    if isinstance(raw, list):
        return "\n".join(sorted(str(each) for each in raw))
    return str(raw or "").strip()


def _row(field: forms.ModelChoiceField[Any], raw: Any) -> models.Model | None:
    """Also one that may not be chosen any more: it was there when the person looked."""
    model = field.queryset.model  # type: ignore[union-attr]
    try:
        found: models.Model | None = model._default_manager.filter(pk=raw).first() if raw else None
    except (ValidationError, ValueError):
        return None
    return found


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _typed(field: forms.TypedChoiceField, raw: Any) -> Any:
    """Also what is no choice any more: it was there when the person looked."""
    if raw in field.empty_values:
        return field.empty_value
    try:
        return field.coerce(raw)
    except (TypeError, ValueError, ValidationError):
        return field.empty_value


def flat_choices(choices: Any) -> list[tuple[str, Any]]:
    """Choices in groups stand behind one another."""
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += flat_choices(label) if isinstance(label, list | tuple) else [(str(value), label)]
    return found


def _said(value: Any) -> str:
    if value is None or value == "":
        return _("(để trống)")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, Decimal):
        return write_number(value)
    return str(value)
