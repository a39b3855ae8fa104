"""Forms over rows two people may edit at once: what each field showed travels with the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xaso.core.edits import Change, Clash
from xaso.core.events.queries import Happening, history
from xaso.core.ui.templatetags.xaso import vn_moment

from .field_values import comparable, value_of, words_of
from .pages import ActionPage

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
                mine=self._words(name, self.add_prefix(name)),
                theirs=self._words(name, self.add_initial_prefix(name)),
                pick=self._pick(name),
                choice=KEEP + name,
            )
            for name in self._clashing()
        ]

    def saw(self, name: str) -> Any:
        """What stood in the field when the person opened it, as the row keeps it."""
        return self._value(name, self.add_initial_prefix(name))

    def is_touched(self, name: str) -> bool:
        if name in self._clashing() and self._pick(name) == THEIRS:
            return False
        field = self.fields[name]
        if not field.show_hidden_initial:
            return False
        typed = self._raw(name, self.add_prefix(name))
        saw = self._raw(name, self.add_initial_prefix(name))
        return comparable(field, typed) != comparable(field, saw)

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

    def _raw(self, name: str, key: str) -> Any:
        field = self.fields[name]
        widget = field.widget if key == self.add_prefix(name) else field.hidden_widget()
        raw = widget.value_from_datadict(self.data, self.files, key)
        return raw.replace("\r\n", "\n") if isinstance(raw, str) else raw

    def _value(self, name: str, key: str) -> Any:
        return value_of(self.fields[name], self._raw(name, key))

    def _words(self, name: str, key: str) -> str:
        return words_of(self.fields[name], self._value(name, key))


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
            self.say_who_saved(context)
        return context

    def say_who_saved(self, context: dict[str, Any]) -> None:
        if "clash_by" not in context:
            context["clash_by"] = self.who_saved(context.get("thing"))

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


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
