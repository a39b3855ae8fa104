from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet
from xaso.lib.numbers import roman


class Survey(CommuneOwned):
    """Khảo sát: one a quarter, so that the next can be laid beside it."""

    year = models.PositiveSmallIntegerField(_("năm"))
    quarter = models.PositiveSmallIntegerField(_("quý"))
    edition = models.CharField(_("bản câu hỏi"), max_length=20)
    opened_by = models.UUIDField(_("người mở"), null=True, blank=True)
    opened_at = models.DateTimeField(_("mở lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("khảo sát")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "year", "quarter"], name="survey_once_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="survey_quarter_of_year"
            ),
        ]

    def __str__(self) -> str:
        return _t("Khảo sát quý %(quarter)s năm %(year)d") % {
            "quarter": roman(self.quarter),
            "year": self.year,
        }

    def get_absolute_url(self) -> str:
        return reverse("roadmap:survey", args=[self.pk])


class Answer(CommuneOwned):
    """A number, or "chưa biết". `source` says where the program took it from; typed ones have none."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="answers", verbose_name=_("khảo sát")
    )
    question = models.CharField(_("câu hỏi"), max_length=12)
    number = models.DecimalField(
        _("trả lời"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    is_unknown = models.BooleanField(_("chưa biết"), default=False)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)
    answered_by = models.UUIDField(_("người trả lời"), null=True, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu trả lời")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "question"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(is_unknown=True, number__isnull=True)
                | Q(is_unknown=False, number__isnull=False),
                name="answer_is_a_number_or_unknown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {'?' if self.number is None else self.number}"
