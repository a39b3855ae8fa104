"""Pages that save a whole list or a whole set of answers: nobody's entry is overwritten in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.edits import differ

from .changes import CLASHING, KEEP, KEEP_ALL, THEIRS, ChangeForm, ClashPage

MOST_NAMED, TICK = 8, "on"


class WholeForm(ChangeForm):
    """Each field carries what it showed. Sent, the form is laid over what stands there now: a field
    this person left alone gets the newest value, one that both changed is asked about. What is
    cleaned then is the whole of it, as the action takes it."""

    taken_over: Collection[str] = ()
    """Fields that got what somebody else saved meanwhile."""
    _gone: Collection[str] = ()

    def entry_of(self, name: str) -> str:
        """Fields of one entry, such as a tick and its number, clash together."""
        return name

    def lay_over(self) -> None:
        for field in self.fields.values():
            is_typed = not (isinstance(field, forms.FileField) or field.widget.is_hidden)
            field.show_hidden_initial = is_typed
        if self.is_bound:
            self._lay_over([name for name, f in self.fields.items() if f.show_hidden_initial])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._gone:
            said = ngettext(
                "%(count)d ô anh chị vừa điền không còn trên trang này: %(typed)s.",
                "%(count)d ô anh chị vừa điền không còn trên trang này: %(typed)s.",
                len(self._gone),
            )
            typed = "; ".join(self._gone)
            self.add_error(None, said % {"count": len(self._gone), "typed": typed})
        return cleaned

    def _lay_over(self, names: list[str]) -> None:
        """Afterwards all that differs from what stands there is what this person wants."""
        touched = self._touched(names)
        saw = {name: self.saw(name) for name in names}
        asked = {name for name in self._clashing() if name in names}
        theirs = {name for name in asked if self._pick(name) == THEIRS}
        self._gone = self._typed_into_nothing()
        self._see_now(names)
        moved = {name for name in names if differ(saw[name], self.saw(name))}
        alone = {name for entry in self._entries(names) if not touched & entry for name in entry}
        self._take(theirs | (alone & moved))
        self.taken_over = [name for name in names if name in alone & moved]
        unsure = (moved - alone) | {name for name in asked if not self._pick(name)}
        self._ask([name for name in names if name in unsure and self._differs(name)])

    def _touched(self, names: list[str]) -> set[str]:
        if any(self.add_initial_prefix(name) in self.data for name in names):
            return {name for name in names if self.is_touched(name)}
        return set(names)  # Nothing says what this person saw.

    def _entries(self, names: Iterable[str]) -> Iterable[set[str]]:
        entries: dict[str, set[str]] = {}
        for name in names:
            entries.setdefault(self.entry_of(name), set()).add(name)
        return entries.values()

    def _see_now(self, names: Iterable[str]) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name in names:
            self.show_as_seen(data, name, self.get_initial_for_field(self.fields[name], name))
        self.data = data

    def _take(self, names: Iterable[str]) -> None:
        data: Any = self.data
        for name in names:
            key = self.add_initial_prefix(name)
            data.setlist(self.add_prefix(name), data.getlist(key))

    def _differs(self, name: str) -> bool:
        """What was typed from what stands there now."""
        return differ(self._value(name, self.add_prefix(name)), self.saw(name))

    def _ask(self, names: list[str]) -> None:
        data: Any = self.data
        for name in [*(KEEP + name for name in names), *([KEEP_ALL] if names else [])]:
            data.pop(name, None)
        data.setlist(CLASHING, names)

    def _typed_into_nothing(self) -> list[str]:
        """Texts for rows that are no longer there."""
        data: Any = self.data
        start = self.add_initial_prefix("")
        shown = {key.removeprefix(start) for key in data if key.startswith(start)}
        gone = []
        for name in sorted(shown - {*self.fields}):
            saw, typed = data[self.add_initial_prefix(name)], data.get(self.add_prefix(name), "")
            was = TICK if saw == "True" else saw.strip()
            if typed and typed.strip() != was:
                gone.append(_("có đánh dấu") if typed == TICK else typed.strip())
        return gone


class WholePage(ClashPage):
    """A page whose form is a WholeForm. What stands there is compared and written in one go."""

    def belongs_to(self) -> models.Model:
        """The row its action locks; the commune where there is none."""
        return self.actor.commune

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            row = self.belongs_to()
            rows = type(row)._default_manager.select_for_update(no_key=True)
            row.refresh_from_db(from_queryset=rows)
            return super().post(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if not self.makes_new():
            form.lay_over()
        return form

    def makes_new(self) -> bool:
        """What the fields show then is only proposed."""
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What came from somebody else is named as soon as the form comes back for any reason."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if form.taken_over:
            labels = [str(form[name].label) for name in form.taken_over]
            context["taken_over"] = labels[:MOST_NAMED] + ["…"] * (len(labels) > MOST_NAMED)
            self.say_who_saved(context)
        return context
