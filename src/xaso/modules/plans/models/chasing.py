"""Đôn đốc: each step of the ladder once, and explanations asked for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .task import Task


class Reminder(CommuneOwned):
    """One line of a person's digest of one day."""

    task = models.ForeignKey(
        Task,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="reminders",
        verbose_name=_("nhiệm vụ"),
    )
    step = models.CharField(_("nấc"), max_length=4)
    """A value of xaso.lib.worktime.Step."""
    due_date = models.DateField(_("hạn"))
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="+",
        verbose_name=_("nhắc ai"),
    )
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thôn"),
    )
    on_date = models.DateField(_("ngày nhắc"))
    at = models.DateTimeField(_("nhắc lúc"))
    opened_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhắc")
        indexes: ClassVar = [
            models.Index(fields=["commune", "on_date", "to"], name="reminder_of_day"),
            models.Index(fields=["to", "on_date"], name="reminder_of_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "step", "due_date", "to"],
                condition=Q(village=None),
                name="reminder_step_once",
            ),
            models.UniqueConstraint(
                fields=["task", "step", "due_date", "to", "village"],
                name="reminder_step_of_village_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.step}"


class Explanation(CommuneOwned):
    """Yêu cầu giải trình of a late task, and the answer."""

    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        related_name="explanations",
        verbose_name=_("nhiệm vụ"),
    )
    due_date = models.DateField(_("hạn đã qua"))
    of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ai giải trình"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người yêu cầu"),
    )
    """None: asked by the ladder itself."""
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    question = models.CharField(_("hỏi về"), max_length=300, blank=True)
    answer = models.TextField(_("giải trình"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("giải trình")
        indexes: ClassVar = [
            models.Index(fields=["commune", "of", "answered_at"], name="explanation_waiting")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(answered_at=None), name="one_waiting_explanation"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="explanation_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.asked_at:%d/%m/%Y}"
