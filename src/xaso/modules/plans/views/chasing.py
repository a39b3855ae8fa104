"""Đôn đốc: who is to be reminded today, in words to paste; the chairman's list; explanations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import address
from xaso.core.pages.pages import ListPage, TextPage
from xaso.modules.plans import actions
from xaso.modules.plans.cards import card_of
from xaso.modules.plans.chase_words import step_words, text_to_paste
from xaso.modules.plans.forms.chasing import AnswerForm, AskExplanationForm
from xaso.modules.plans.models import Explanation, Reminder
from xaso.modules.plans.queries.chasing import (
    chairman_list,
    explanations,
    newest_steps,
    reminders_of,
    reminders_of_day,
)

from .steps import Step, TaskStep
from .task_rows import rows_of

PEOPLE_AT_ONCE = 25


@dataclass(frozen=True)
class Digest:
    """Everything one person is reminded of on one day."""

    key: UUID
    name: str
    post: str
    lines: list[tuple[Reminder, str]]
    text: str
    is_seen: bool


class Chasing(TextPage):
    right = "plans.assign"
    template_name = "plans/chasing.html"

    @cached_property
    def day(self) -> date:
        """Today, or the day of an address; nonsense counts as today."""
        try:
            return date.fromisoformat(self.request.GET.get("ngay", ""))
        except ValueError:
            return timezone.localdate()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        digests = self._digests()
        try:
            start = max(int(self.request.GET.get("tu", "0")), 0)
        except ValueError:
            start = 0
        end = start + PEOPLE_AT_ONCE
        return super().get_context_data(
            day=self.day,
            is_today=self.day == timezone.localdate(),
            digests=digests[start:end],
            people=len(digests),
            rest=max(len(digests) - end, 0),
            next_url=address(self.request, tu=str(end)),
            **kwargs,
        )

    def _digests(self) -> list[Digest]:
        office = _t("UBND %(commune)s") % {"commune": self.actor.commune.full_name}
        rows = list(reminders_of_day(self.actor.commune, self.day))
        return [
            _digest(list(group), self.day, office)
            for _key, group in groupby(rows, key=lambda row: row.to_id)
        ]


class ChairmanList(TextPage):
    """What has come to the last step of the ladder and is still not handed in."""

    right = "plans.assign"
    template_name = "plans/chairman_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        cards = [card_of(task, today) for task in chairman_list(self.actor.commune)[:100]]
        return super().get_context_data(rows=rows_of(cards), **kwargs)


class ExplanationList(ListPage):
    model = Explanation
    right = "plans.assign"
    order = ("-asked_at", "-pk")
    template_name = "plans/explanations.html"

    def get_queryset(self) -> Any:
        return explanations(self.actor.commune)


class MyReminders(Step):
    """The digest of the person who looks; "Đã xem" tells the office so."""

    right = "plans.work"
    action = actions.see_reminders
    template_name = "plans/my_reminders.html"
    title = _("Nhắc việc hôm nay")
    sentence = _("Đã báo là anh chị đã xem.")

    def home_url(self) -> str:
        return reverse("plans:my-reminders")

    def given(self) -> dict[str, Any]:
        return {"on_date": timezone.localdate(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        account_id = self.actor.account_id
        rows = newest_steps(reminders_of(account_id, today)) if account_id else []
        return super().get_context_data(
            lines=[(row, step_words(row.step, row.due_date, today)) for row in rows],
            is_seen=all(row.opened_at for row in rows),
            **kwargs,
        )


class AskExplanation(TaskStep):
    right = "plans.accept"
    form_class = AskExplanationForm
    action = actions.ask_explanation
    title = _("Yêu cầu giải trình")
    submit_label = _("Yêu cầu giải trình")
    sentence = _("Đã yêu cầu. Câu trả lời hiện ở trang của việc này.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class AnswerExplanation(Step):
    right = "plans.work"
    form_class = AnswerForm
    action = actions.answer_explanation
    title = _("Giải trình việc quá hạn")
    submit_label = _("Gửi giải trình")
    sentence = _("Đã gửi giải trình.")

    @cached_property
    def asked(self) -> Explanation:
        """Only the person who was asked finds it."""
        rows = Explanation.objects.of(self.actor.commune).select_related("task", "asked_by")
        return rows.get(pk=self.kwargs["explanation_id"], of=self.actor.account_id)

    def home_url(self) -> str:
        return self.asked.task.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"explanation_id": self.asked.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.asked
        question = asked.question or _t("Vì sao quá hạn và bao giờ xong?")
        who = asked.asked_by.full_name if asked.asked_by else _t("Lịch đôn đốc")
        lead = _t("%(who)s hỏi: %(question)s") % {"who": who, "question": question}
        return super().get_context_data(**{"task": asked.task, "lead": lead, **kwargs})


def _digest(rows: list[Reminder], day: date, office: str) -> Digest:
    person = rows[0].to
    kept = newest_steps(rows)
    return Digest(
        key=person.pk,
        name=person.full_name,
        post=person.job_title or person.unit_name,
        lines=[(row, step_words(row.step, row.due_date, day)) for row in kept],
        text=text_to_paste(person.full_name, kept, day, office),
        is_seen=all(row.opened_at for row in rows),
    )
