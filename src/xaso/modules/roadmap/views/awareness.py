"""Kiểm tra nhận thức: results, fast entry, the sheet to print, the words to read aloud."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.ui.notices import tell
from xaso.core.units.models import Village
from xaso.lib.numbers import read_count
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.forms.awareness import CountForm
from xaso.modules.roadmap.models import AwarenessCount
from xaso.modules.roadmap.queries.awareness import by_question, counts_in, pairs_by, whole

from .frame import Step, edition_words, tabs

MOST_ROWS = 12
FIRST_YEAR = 2020


class AwarenessPage(TextPage):
    right = "roadmap.read"
    template_name = "roadmap/awareness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_year = timezone.localdate().year
        year = read_count(self.request.GET.get("nam", "")) or this_year
        year = year if FIRST_YEAR <= year <= this_year else this_year
        rows = counts_in(self.actor.commune, year)
        total = whole(rows, _t("Tất cả"))
        return super().get_context_data(
            title=_t("Kiểm tra nhận thức"),
            tabs=tabs(self.request),
            year=year,
            years=[this_year, this_year - 1],
            total=total,
            groups=pairs_by(rows, lambda row: row.get_group_display()),
            villages=pairs_by(rows, lambda row: row.village or _t("Cả xã, không theo thôn")),
            questions=by_question(total),
            entered=rows[:MOST_ROWS],
            may_count=self.actor.may("roadmap.count"),
            edition=edition_words(),
            **kwargs,
        )


class CountSheets(ActionPage):
    right = "roadmap.count"
    form_class = CountForm
    action = actions.count_sheets
    title = _("Nhập phiếu kiểm tra nhận thức")
    submit_label = _("Nhập số phiếu")
    template_name = "roadmap/count.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        villages = Village.objects.of(self.actor.commune).filter(closed_at=None)
        return {**super().get_form_kwargs(), "villages": list(villages.order_by("name_folded"))}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        return {
            "held_on": timezone.localdate(),
            "stage": asked.get("lan", AwarenessCount.Stage.TRUOC),
            "group": asked.get("nhom", AwarenessCount.Group.NGUOI_DAN),
            "village": asked.get("thon", ""),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        counts = form.counts()
        row = actions.count_sheets(actor=self.actor, at=timezone.now(), **counts)
        tell(
            self.request,
            _t("Đã nhập %(sheets)d phiếu.") % {"sheets": row.sheets},
            undo=reverse("roadmap:awareness-remove", args=[row.pk]),
        )
        return self.done(row)

    def next_url(self, result: AwarenessCount) -> str:
        return reverse("roadmap:awareness")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("roadmap:awareness"), **kwargs)


class CountStep(Step):
    right = "roadmap.count"

    def row(self) -> AwarenessCount:
        return AwarenessCount.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("roadmap:awareness")

    def given(self) -> dict[str, Any]:
        return {"count_id": self.row().pk}


class RemoveCount(CountStep):
    action = actions.remove_count
    submit_label = _("Bỏ số phiếu này")
    lead = _("Số phiếu ra khỏi mọi con số; nhập nhầm thì lấy lại được ngay sau đó.")
    sentence = _("Đã bỏ số phiếu.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def undo_url(self, result: AwarenessCount) -> str:
        return reverse("roadmap:awareness-restore", args=[result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Bỏ “%(row)s”?") % {"row": self.row()}
        return {**super().get_context_data(**kwargs), "title": title}


class RestoreCount(CountStep):
    action = actions.restore_count
    title = _("Lấy lại số phiếu")
    submit_label = _("Lấy lại")
    sentence = _("Đã lấy lại số phiếu.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "lead": str(self.row())}


class Sheet(TextPage):
    """The paper to print: pictures, questions, boxes; no name is asked."""

    right = "roadmap.read"
    template_name = "roadmap/sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Phiếu kiểm tra nhận thức"), questions=tables().awareness, **kwargs
        )


class Aloud(TextPage):
    """For whoever asks people who do not read: what to say, and the right answer with its why."""

    right = "roadmap.read"
    template_name = "roadmap/aloud.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Hỏi miệng bằng tranh"), questions=tables().awareness, **kwargs
        )
