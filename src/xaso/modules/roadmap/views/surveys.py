"""Answering a survey: group by group, kept at each step."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import DetailPage, put_errors
from xaso.core.pages.whole import WholePage
from xaso.core.ui.notices import tell
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.forms.answers import GroupForm
from xaso.modules.roadmap.given import Said
from xaso.modules.roadmap.models import Answer, Survey
from xaso.modules.roadmap.queries.surveys import answers_of, group_named, groups_of
from xaso.modules.roadmap.words import GROUPS, answer_words

from .frame import Step, edition_words


class SurveyPage(DetailPage):
    model = Survey
    right = "roadmap.read"
    template_name = "roadmap/survey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survey: Survey = self.object
        groups = groups_of(answers_of(survey))
        total = sum(group.total for group in groups)
        answered = sum(group.answered for group in groups)
        return super().get_context_data(
            title=str(survey),
            groups=[(GROUPS[group.code], group) for group in groups],
            next_group=next((g.code for g in groups if g.answered < g.total), ""),
            total=total,
            answered=answered,
            progress=_t("%(answered)d/%(total)d câu") % {"answered": answered, "total": total},
            prefilled=sum(group.prefilled for group in groups),
            unknown=sum(group.unknown for group in groups),
            may_write=self.actor.may("roadmap.write"),
            edition=edition_words(),
            **kwargs,
        )


class SurveyStep(Step):
    @cached_property
    def survey(self) -> Survey:
        return Survey.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return self.survey.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"survey_id": self.survey.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(survey=self.survey, thing=self.survey, **kwargs)


class OpenSurvey(Step):
    action = actions.open_survey
    title = _("Mở khảo sát quý này")
    submit_label = _("Mở khảo sát")
    lead = _(
        "Phần mềm điền sẵn những câu nó biết từ kế hoạch, chỉ số, danh mục thôn, danh sách cán bộ; anh chị"
        " xem lại và trả lời phần còn lại. Cả thảy 35 câu, khoảng 20 phút, nghỉ giữa chừng được."
    )

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def said(self, result: Survey) -> str:
        filled = Answer.objects.filter(survey=result).count()
        return _t("Đã mở khảo sát, điền sẵn %(filled)d câu.") % {"filled": filled}

    def next_url(self, result: Survey) -> str:
        return result.get_absolute_url()


class FillAgain(SurveyStep):
    action = actions.fill_again
    title = _("Lấy lại số phần mềm biết")
    submit_label = _("Lấy lại số")
    lead = _("Chỉ những câu chưa ai trả lời tay được điền lại theo số hôm nay.")
    sentence = _("Đã lấy lại số.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class FinishSurvey(SurveyStep):
    action = actions.finish_survey
    title = _("Khóa khảo sát")
    submit_label = _("Xong, xem hồ sơ của xã")
    lead = _("Sau khi khóa vẫn mở lại sửa được.")
    sentence = _("Khảo sát đã xong. Đây là hồ sơ của xã.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def next_url(self, result: Survey) -> str:
        return reverse("roadmap:profile", args=[result.pk])


class ReopenSurvey(SurveyStep):
    action = actions.reopen_survey
    title = _("Mở lại khảo sát")
    submit_label = _("Mở lại để sửa")
    lead = _("Lộ trình đã lập từ khảo sát này giữ nguyên.")
    sentence = _("Đã mở lại khảo sát.")


class GroupPage(WholePage, SurveyStep):
    """What is right is kept even when another answer is wrong, so nothing typed is lost."""

    form_class = GroupForm
    action = actions.save_answers
    template_name = "roadmap/group.html"
    saved_by = ("survey.answered", "survey.filled")

    def belongs_to(self) -> Survey:
        return self.survey

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return answers_of(self.survey)

    def get_form_kwargs(self) -> dict[str, Any]:
        group = group_named(self.answers, self.kwargs["group"])
        return {**super().get_form_kwargs(), "group": group}

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.said()
        if not self.keeps(form, said):
            return super().form_invalid(form)
        tell(self.request, _t("Đã lưu %(count)d câu trả lời.") % {"count": len(said)})
        return self.done_with(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        clash_by, said = self.who_saved(self.survey), form.said()
        if said or self.survey.finished_at is not None:
            self.keeps(form, said)
        context = self.get_context_data(form=form, clash_by=clash_by)
        return self.render_to_response(context, status=422)

    def keeps(self, form: Any, said: dict[str, Said]) -> bool:
        try:
            actions.save_answers(
                actor=self.actor, survey_id=self.survey.pk, said=said, at=timezone.now()
            )
        except ValidationError as error:
            put_errors(form, error)
            return False
        return True

    def done_with(self, form: Any) -> HttpResponse:
        after = _after(self.kwargs["group"])
        if "stay" in self.request.POST or not after:
            return redirect(self.survey)
        return redirect("roadmap:group", self.survey.pk, after)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        group = self.kwargs["group"]
        codes = list(GROUPS)
        return {
            **super().get_context_data(**kwargs),
            "title": GROUPS[group],
            "place": _t("Nhóm %(number)d trên %(all)d")
            % {"number": codes.index(group) + 1, "all": len(codes)},
            "after": GROUPS.get(_after(group), ""),
            "is_finished": self.survey.finished_at is not None,
        }


def _after(group: str) -> str:
    codes = list(GROUPS)
    place = codes.index(group) + 1
    return codes[place] if place < len(codes) else ""


class AnswersPage(DetailPage):
    """All answers on one sheet, to read or print."""

    model = Survey
    right = "roadmap.read"
    template_name = "roadmap/answers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [
            (
                GROUPS[group.code],
                [
                    (row.question, answer_words(row.question, row.answer), row.answer)
                    for row in group.asked
                ],
            )
            for group in groups_of(answers_of(self.object))
        ]
        return super().get_context_data(title=str(self.object), groups=groups, **kwargs)
