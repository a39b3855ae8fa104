"""A list of villages from a file: choose, review what would change, accept."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, Page, TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.rights.actor import Actor
from xaso.core.ui.notices import tell
from xaso.core.units import actions
from xaso.core.units.models import Village
from xaso.core.units.village_changes import PlannedRow, plan_rows
from xaso.core.units.villages_import import (
    FIELDS,
    VillageRow,
    guess_columns,
    guess_header,
    read_grid,
    read_villages,
)
from xaso.lib.ids import new_id

from .forms_units import FIELD_WORDS, ColumnsForm, VillageFileForm

KEPT_SECONDS = 4 * 60 * 60
SHOWN_ROWS = 60


class ChooseVillageFile(ActionPage):
    right = "units.manage"
    form_class = VillageFileForm
    title = _("Nhập danh sách thôn")
    submit_label = _("Đọc tệp")
    template_name = "desk/units/choose_file.html"

    @staticmethod
    def action(*, actor: Actor, file: Any) -> str:
        """Kept aside for four hours; nothing reaches the tables before the review."""
        key = str(new_id())
        kept = {"grid": read_grid(file.read()), "name": file.name[:120]}
        cache.set(_key(actor, key), kept, KEPT_SECONDS)
        return key

    def next_url(self, result: str) -> str:
        return reverse("desk:villages_review", args=[result])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("desk:units"), **kwargs)


class BlankVillageFile(Page):
    right = "units.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [Column(FIELD_WORDS[name], lambda row: row, 20) for name in FIELDS]
        return workbook_response("mau-danh-sach-thon", columns, [])


class ReviewVillageFile(TextPage):
    right = "units.manage"
    template_name = "desk/units/review.html"
    keeps_forms = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.kept else _gone(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.kept:
            return _gone(request)
        try:
            done = actions.import_villages(
                actor=self.actor, rows=self.rows, file_name=self.kept["name"]
            )
        except ValidationError as error:
            context = self.get_context_data(refused=" ".join(error.messages))
            return self.render_to_response(context, status=422)
        cache.delete(_key(self.actor, str(self.kwargs["pk"])))
        tell(request, _said(done))
        return redirect("desk:units")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        planned = plan_rows(self.actor.commune, self.rows)
        counts = Counter(plan.change for plan in planned)
        bad = [plan for plan in planned if plan.change == "bad"]
        good = [plan for plan in planned if plan.change != "bad"]
        return super().get_context_data(
            title=_t("Xem lại danh sách thôn"),
            file_name=self.kept["name"],
            form=self.form,
            counts=counts,
            ready=counts["new"] + counts["changed"],
            bad=[(plan, _name(plan)) for plan in bad],
            rows=[(plan, _name(plan), _words(plan)) for plan in good[:SHOWN_ROWS]],
            hidden_count=max(0, len(good) - SHOWN_ROWS),
            **kwargs,
        )

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Empty once the file is no longer there."""
        found: dict[str, Any] = cache.get(_key(self.actor, str(self.kwargs["pk"])), {})
        return found

    @cached_property
    def form(self) -> ColumnsForm:
        """The choices of the address, else our guess; a POST repeats what was reviewed."""
        grid = self.kept["grid"]
        header = guess_header(grid)
        guess = {name: str(place) for name, place in guess_columns(grid, header).items()}
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        form = ColumnsForm(asked if "name" in asked else guess, headers=grid[header])
        form.is_valid()
        return form

    @cached_property
    def rows(self) -> list[VillageRow]:
        if not self.form.is_valid():
            return []
        grid = self.kept["grid"]
        return read_villages(grid, guess_header(grid), self.form.columns())


def _key(actor: Actor, key: str) -> str:
    return f"villages-file:{actor.commune.pk}:{key}"


def _gone(request: HttpRequest) -> HttpResponse:
    tell(request, _t("Tệp đã đọc không còn giữ nữa. Chọn lại tệp."))
    return redirect("desk:villages_file")


def _said(done: tuple[PlannedRow, ...]) -> str:
    counts = Counter(plan.change for plan in done)
    words = {"added": counts["new"], "changed": counts["changed"]}
    return _t("Đã nhận: %(added)d thôn mới, %(changed)d thôn có thay đổi.") % words


def _name(plan: PlannedRow) -> str:
    """ "Tổ dân phố 5"; empty when the file gives no name."""
    if not plan.read.name:
        return ""
    kind = str(Village.Kind(str(plan.read.facts["kind"])).label)
    return f"{capfirst(kind)} {plan.read.name}"


def _words(plan: PlannedRow) -> str:
    """What the file says about the village, and for a known one what changes."""
    if plan.change == "changed":
        return "; ".join(f"{FIELD_WORDS[name]}: {_fact(plan, name)}" for name in plan.fields)
    told = [name for name in plan.read.facts if name not in ("name", "kind")]
    known = [(name, _fact(plan, name)) for name in told]
    return "; ".join(f"{FIELD_WORDS[name]}: {fact}" for name, fact in known if fact)


def _fact(plan: PlannedRow, name: str) -> str:
    value = plan.read.facts[name]
    if isinstance(value, bool):
        return _t("có") if value else _t("không")
    return "" if value is None else str(value)
