"""Days that differ from an ordinary week: national rows, and rows of one commune."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune


class CalendarRow(models.Model):
    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("nghỉ lễ, tết")
        SWAP_OFF = "swap_off", _("nghỉ hoán đổi")
        SWAP_WORK = "swap_work", _("làm bù")
        OFF = "off", _("xã nghỉ riêng")
        HALF = "half", _("làm buổi sáng")

    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("xã"),
    )
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    name = models.CharField(_("tên"), max_length=120)
    confirmed = models.BooleanField(_("đã xác nhận"), default=False)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ngày đặc biệt")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(commune=None), name="national_day_once"
            ),
            models.UniqueConstraint(
                fields=["day", "commune"],
                condition=models.Q(commune__isnull=False),
                name="commune_day_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
