"""What was measured is written down from the keyboard: Tab, a digit, Tab, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.surveys import DBM, LEVEL, TECHNOLOGY, SurveyForm
from xaso.modules.coverage.models import Place, Sample, Technology
from xaso.modules.coverage.queries.places import measured
from xaso.modules.coverage.scales import Operator

from .places import PlaceStep
from .ruled import Ruled


class SurveyPage(Ruled, PlaceStep):
    right = "coverage.enter"
    form_class = SurveyForm
    template_name = "coverage/survey.html"
    submit_label = _("Lưu lần đo")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "operators": self.operators}

    @cached_property
    def operators(self) -> Sequence[Operator]:
        return self.rules.operators

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class AddSurvey(SurveyPage):
    action = actions.add_survey
    title = _("Ghi lần đo sóng")
    done_message = _("Đã ghi lần đo.")

    @cached_property
    def place(self) -> Place:
        return measured(self.actor).select_related("village").get(pk=self.kwargs["pk"])


class CorrectSurvey(SurveyPage):
    """The old rows stay; new ones count in their place."""

    action = actions.correct_survey
    title = _("Sửa lần đo sóng")
    done_message = _("Đã ghi bản sửa. Bản cũ vẫn xem lại được, không tính nữa.")

    @cached_property
    def rows(self) -> list[Sample]:
        rows = Sample.objects.of(self.actor.commune).filter(survey_id=self.kwargs["pk"])
        found = list(rows.filter(level__isnull=False, replaced_by=None).order_by("pk"))
        if not found:
            raise ObjectDoesNotExist
        return found

    @cached_property
    def place(self) -> Place:
        rows = measured(self.actor).select_related("village")
        return rows.get(pk=self.rows[0].place_id)

    @cached_property
    def operators(self) -> Sequence[Operator]:
        """Those of today, and whoever was asked about then."""
        asked = [row.operator for row in self.rows]
        known = self.rules.all_operators.known(self.rules.day)
        now = {each.code: each for each in self.rules.operators}
        return tuple({**now, **{code: known[code] for code in asked if code in known}}.values())

    def given(self) -> dict[str, Any]:
        return {**super().given(), "replaces": self.kwargs["pk"]}

    def get_initial(self) -> dict[str, Any]:
        first = self.rows[0]
        answers: dict[str, Any] = {}
        for row in self.rows:
            known = row.technology != Technology.UNKNOWN
            answers[LEVEL + row.operator] = row.level
            answers[TECHNOLOGY + row.operator] = row.technology if known else ""
            answers[DBM + row.operator] = row.strength_dbm
        return {
            "day": timezone.localdate(first.measured_at),
            "day_part": first.day_part,
            "is_indoors": "yes" if first.is_indoors else "no",
            "way": first.way,
            "note": first.note,
            **answers,
        }
