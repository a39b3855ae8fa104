"""One visit: written down for somebody who phoned in, shown with what it was before, put right."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.files.serve import file_response
from xaso.core.pages.pages import ActionPage, Page, TextPage
from xaso.core.residents.queries import reached_villages
from xaso.lib.dates import write_date
from xaso.modules.teams import actions
from xaso.modules.teams.codes import OUTCOME, REASON, SERVICE, CodeBook
from xaso.modules.teams.forms.visits import VisitForm, WithdrawForm
from xaso.modules.teams.models import Visit
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.visits import (
    newer_of,
    photo_for,
    photos_of,
    versions_of,
    visit_rows,
)
from xaso.modules.teams.visit_words import chip_of, facts_of, lines_words, people_words

KEPT = (
    "day", "part", "place", "male", "female", "under_15", "from_15", "from_60", "typed_by",
    "language", "minutes", "procedure", "outside_code", "dossier_result", "dossier_reason",
    "follow_by", "follow_date", "note",
)  # fmt: skip


class VisitPage(TextPage):
    right = "teams.read"
    template_name = "teams/visit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit = visit_rows(self.actor).select_related("team").get(pk=self.kwargs["pk"])
        book, versions = code_book(self.actor.commune), versions_of(self.actor, visit)
        is_own = visit.by_id == self.actor.account_id
        may_change = self.actor.may("teams.log") and (is_own or self.actor.may("teams.write"))
        return super().get_context_data(
            title=_t("Lượt hỗ trợ ngày %(day)s") % {"day": write_date(visit.day)},
            visit=visit,
            place=capfirst(str(visit.village)),
            chip=chip_of(visit, book),
            lines=[_line(each, book) for each in visit.lines.all()],
            facts=facts_of(visit, book),
            before=[_before(each, book) for each in versions[1:]],
            photos=photos_of(versions),
            newer=newer_of(visit),
            may_change=may_change and visit.counts,
            may_follow=self.actor.may("teams.log")
            and visit.counts
            and bool(visit.follow_by)
            and visit.followed_date is None,
            **kwargs,
        )


class AddVisit(ActionPage):
    right = "teams.log"
    form_class = VisitForm
    template_name = "teams/visit_form.html"
    action: Any = actions.add_visit
    title: Any = _("Ghi lượt hỗ trợ")
    submit_label = _("Ghi lượt hỗ trợ")
    done_message: Any = _("Đã ghi lượt hỗ trợ.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "villages": reached_villages(self.actor),
            "book": code_book(self.actor.commune),
            "offered_on": timezone.localdate(),
        }

    def get_initial(self) -> dict[str, Any]:
        hour = timezone.localtime().hour
        part = "sang" if hour < 12 else "chieu" if hour < 18 else "toi"
        place = "DIEN_THOAI" if self.actor.village_ids is None else "NHA"
        asked = self.request.GET.get("thon", "")
        return {"day": timezone.localdate(), "part": part, "place": place, "village": asked}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": reverse("teams:visits"), **kwargs})


class VisitStep(ActionPage):
    right = "teams.log"

    @cached_property
    def visit(self) -> Visit:
        return visit_rows(self.actor).get(pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"visit": self.visit, "cancel_url": self.visit.get_absolute_url()}
        return super().get_context_data(**{**given, **kwargs})


class CorrectVisit(VisitStep):
    """A new row: one that somebody has put right meanwhile is refused."""

    form_class = VisitForm
    template_name = "teams/visit_form.html"
    action = actions.correct_visit
    title = _("Sửa lượt hỗ trợ")
    submit_label = _("Lưu bản sửa")
    done_message = _("Đã lưu bản sửa. Bản cũ vẫn xem lại được.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "villages": reached_villages(self.actor),
            "book": code_book(self.actor.commune),
        }

    def get_initial(self) -> dict[str, Any]:
        visit = self.visit
        found = {name: getattr(visit, name) for name in KEPT}
        for each in visit.lines.all():
            for name in ("service", "outcome", "reason"):
                found[f"{name}_{each.number}"] = getattr(each, name)
        code = visit.household.code if visit.household else ""
        return {**found, "village": visit.village_id, "household": code}

    def given(self) -> dict[str, Any]:
        return {"visit_id": self.visit.pk, "at": timezone.now()}


class WithdrawVisit(VisitStep):
    form_class = WithdrawForm
    template_name = "teams/visit_step.html"
    action = actions.withdraw_visit
    title = _("Rút lượt hỗ trợ")
    submit_label = _("Rút lượt này")
    done_message = _("Đã rút. Lượt này không còn được tính, vẫn xem lại được.")

    def given(self) -> dict[str, Any]:
        return {"visit_id": self.visit.pk}


class PhotoFile(Page):
    right = "teams.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        return file_response(photo_for(self.actor, kwargs["pk"]).file)


def _line(line: Any, book: CodeBook) -> tuple[str, str, str]:
    return (
        str(capfirst(book.label(SERVICE, line.service))),
        str(capfirst(book.label(OUTCOME, line.outcome))),
        str(capfirst(book.label(REASON, line.reason))),
    )


def _before(visit: Visit, book: CodeBook) -> dict[str, Any]:
    return {
        "visit": visit,
        "lines": capfirst(lines_words(visit, book)),
        "people": people_words(visit),
        "facts": facts_of(visit, book),
    }
