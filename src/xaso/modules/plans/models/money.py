"""Dự toán and what has been spent of it: a simple table, no accounting."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .plan import Plan
from .task import Task


class BudgetLine(CommuneOwned):
    """Money for one thing of a plan, or of one task."""

    plan = models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("kế hoạch"),
    )
    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("nhiệm vụ"),
    )
    content = models.CharField(_("nội dung chi"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=20)
    """A code of data/money_sources.csv."""
    planned_vnd = models.BigIntegerField(_("dự toán (đồng)"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng kinh phí")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(planned_vnd__gte=0), name="budget_not_below_zero"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(task__isnull=False),
                name="budget_is_for_something",
            ),
        ]

    def __str__(self) -> str:
        return self.content


class Spending(CommuneOwned):
    """One payment (đợt) out of a line."""

    line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        related_name="spendings",
        verbose_name=_("dòng kinh phí"),
    )
    on_date = models.DateField(_("ngày chi"))
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))
    note = models.CharField(_("đợt, chứng từ"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    at = models.DateTimeField(_("ghi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần chi")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="spending_above_zero")
        ]

    def __str__(self) -> str:
        return f"{self.on_date} {self.amount_vnd}"
