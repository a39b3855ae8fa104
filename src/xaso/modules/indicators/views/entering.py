"""One number at a time: typed, corrected, confirmed as zero."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import FilterLink
from xaso.core.pages.pages import ActionPage
from xaso.core.ui.notices import tell
from xaso.core.units.models import Village
from xaso.lib.numbers import write_number
from xaso.modules.indicators import actions
from xaso.modules.indicators.forms.value import CorrectionForm, ValueForm
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.indicators.periods import year_period
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.definitions import definition_for
from xaso.modules.indicators.queries.value_now import ValueNow
from xaso.modules.indicators.queries.values import last_known, value_now

from .period import InPeriod, safe_next
from .values import facts_of, grouped_uses


class EnterValue(InPeriod, ActionPage):
    """`?luot=<pack or tat-ca>`: one missing number after the other, keeping the place."""

    right = "indicators.write"
    form_class = ValueForm
    action = actions.enter_value
    template_name = "indicators/enter.html"
    here = "values"

    @cached_property
    def definition(self) -> ValueDef:
        return definition_for(self.actor.commune, self.kwargs["code"], self.today)

    @cached_property
    def known(self) -> Mapping[str, ValueNow]:
        """Of this number, and of all the others when they are taken in turn."""
        wanted = self.numbers_in_turn or [self.definition]
        return value_now(self.actor.commune, wanted, self.period.plain, self.today)

    @cached_property
    def numbers_in_turn(self) -> list[ValueDef]:
        asked = self.request.GET.get("luot", "")
        if not asked:
            return []
        pack = self.book.named(asked)
        listed = self.book.definitions([pack] if pack else self.book.packs)
        return listed if self.definition.code in [each.code for each in listed] else []

    @property
    def codes_in_turn(self) -> list[str]:
        return [each.code for each in self.numbers_in_turn]

    def get_form_kwargs(self) -> dict[str, Any]:
        villages = Village.objects.of(self.actor.commune).filter(closed_at=None)
        if self.actor.village_ids is not None:
            villages = villages.filter(pk__in=self.actor.village_ids)
        return super().get_form_kwargs() | {
            "definition": self.definition,
            "today": self.today,
            "villages": villages.order_by("name_folded", "id"),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"as_of": self.today, "village": self.request.GET.get("thon") or None}

    def given(self) -> dict[str, Any]:
        return {"code": self.definition.code, "at": timezone.now()}

    def done(self, result: Value) -> HttpResponse:
        tell(self.request, _said(result, self.definition), see=result.get_absolute_url())
        return redirect(self.next_url(result))

    def next_url(self, result: Value) -> str:
        del result
        if self.codes_in_turn:
            self.__dict__.pop("known", None)
            following = self.following
            return self._turn_url(following) if following else reverse("indicators:values")
        return safe_next(self.request) or reverse("indicators:value", args=[self.definition.code])

    @property
    def following(self) -> str:
        """The next number still missing, from here on, then from the beginning."""
        codes = self.codes_in_turn
        if not codes:
            return ""
        place = codes.index(self.definition.code)
        in_order = codes[place + 1 :] + codes[:place]
        return next((code for code in in_order if self.known[code].number is None), "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            definition=self.definition,
            now=self.known[self.definition.code],
            last=last_known(self.actor.commune, self.definition.code),
            uses=grouped_uses(self.book, self.definition.code, self.period.code),
            facts=facts_of(self.definition),
            cancel_url=safe_next(self.request)
            or reverse("indicators:value", args=[self.definition.code]),
            **kwargs,
        )
        name = self.definition.name
        return context | {"title": _("Nhập %(name)s") % {"name": name}, **self._turn()}

    def _turn(self) -> dict[str, Any]:
        codes = self.codes_in_turn
        if not codes:
            return {}
        have = sum(self.known[code].number is not None for code in codes)
        following = self.following
        return {
            "turn_have": have,
            "turn_all": len(codes),
            "turn_label": _("%(have)d/%(all)d số đã có") % {"have": have, "all": len(codes)},
            "skip_url": self._turn_url(following) if following else "",
        }

    def _turn_url(self, code: str) -> str:
        url = reverse("indicators:enter", args=[code])
        return f"{url}?{self.request.GET.urlencode()}"


class AboutRow(ActionPage):
    """A page about one row that was typed before."""

    right = "indicators.write"

    @cached_property
    def old(self) -> Value:
        rows = Value.objects.of(self.actor.commune).select_related("village", "entered_by")
        return rows.get(pk=self.kwargs["pk"])

    @cached_property
    def definition(self) -> ValueDef:
        return definition_for(self.actor.commune, self.old.code, timezone.localdate())

    def given(self) -> dict[str, Any]:
        return {"value_id": self.old.pk, "at": timezone.now()}

    def done(self, result: Value) -> HttpResponse:
        tell(self.request, _said(result, self.definition))
        return redirect(self.next_url(result))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            old=self.old,
            definition=self.definition,
            uses=self._uses(),
            cancel_url=self.old.get_absolute_url(),
            **kwargs,
        )

    def _uses(self) -> list[tuple[Any, list[FilterLink]]]:
        year = year_period(self.old.last.year)
        return grouped_uses(
            book_of(self.actor.commune, year.plain), self.definition.code, year.code
        )


class CorrectValue(AboutRow):
    right = "indicators.write"
    form_class = CorrectionForm
    action = actions.correct_value
    template_name = "indicators/correct.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"old": self.old, "definition": self.definition}


class ConfirmZero(AboutRow):
    """ "Đúng là 0?" asked with the thing's own name."""

    right = "indicators.write"
    action = actions.confirm_zero
    template_name = "indicators/zero.html"


def _said(value: Value, definition: ValueDef) -> str:
    words = {"name": definition.name, "number": write_number(value.number)}
    if value.number is None:
        return _("Đã ghi lý do chưa có %(name)s.") % words
    return _("Đã ghi %(name)s: %(number)s.") % words
