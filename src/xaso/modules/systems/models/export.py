from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .system import System


class ExportTaken(CommuneOwned):
    """Lần trích xuất: numbers were taken out of the system. Rows are only added: one that was noted
    by mistake is taken back by another row."""

    system = models.ForeignKey(
        System, on_delete=models.CASCADE, related_name="exports", verbose_name=_("hệ thống")
    )
    day = models.DateField(_("ngày trích xuất"))
    period = models.CharField(_("kỳ số liệu"), max_length=10, blank=True)
    """2026, 2026-q4, 2026-11; empty: the person did not say."""
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trích xuất"),
    )
    at = models.DateTimeField(_("ghi lúc"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    takes_back = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name=_("ghi nhầm, rút lại"),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần trích xuất")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(takes_back=None) | ~Q(takes_back=F("id")),
                name="system_export_not_of_itself",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["system", "-day", "-at"], name="system_export_newest")
        ]

    def __str__(self) -> str:
        return f"{self.system_id} {self.day}"
