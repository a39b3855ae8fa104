from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class WeightTable(CommuneOwned):
    """The commune's own weights from a day on. Rows are only added: what was ranked before keeps the version
    it was ranked by."""

    label = models.CharField(_("bản"), max_length=10)
    since = models.DateField(_("dùng từ ngày"))
    weights = models.JSONField(_("hệ số"))
    """By kind of place, as texts: "1.5"."""
    reason = models.CharField(_("vì sao"), max_length=300)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người định"),
    )
    at = models.DateTimeField(_("định lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng hệ số xếp hạng")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "label"], name="coverage_weights_label"),
            models.CheckConstraint(condition=~Q(reason=""), name="coverage_weights_say_why"),
        ]

    def __str__(self) -> str:
        return self.label
