from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .system import System


class SystemFigure(CommuneOwned):
    """The system is the source of this number; a number may stand in several systems."""

    system = models.ForeignKey(
        System, on_delete=models.CASCADE, related_name="figures", verbose_name=_("hệ thống")
    )
    value_code = models.CharField(_("mã số liệu"), max_length=60)
    where = models.CharField(_("xem ở mục nào"), max_length=200, blank=True)
    """The report or screen inside the system."""

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu của hệ thống")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "value_code"], name="system_figure_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "value_code"], name="system_figure_by_code")
        ]

    def __str__(self) -> str:
        return self.value_code
