from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class NumberSeries(CommuneOwned):
    """The last number of a year. Numbers an undone import gave back are used again first."""

    year = models.PositiveSmallIntegerField(_("năm"))
    last = models.PositiveIntegerField(_("số cuối"), default=0)
    freed = models.JSONField(_("số trả lại"), default=list)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("dãy số nhiệm vụ")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "year"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return f"NV-{self.year}: {self.last}"
