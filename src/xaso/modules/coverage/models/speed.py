"""Samples of i-Speed as people here took them, and what the registry published of a month."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .file import SignalFile


class Network(models.TextChoices):
    MOBILE = "di_dong", _("di động")
    FIXED = "co_dinh", _("cố định")


MOST_MBPS, MOST_MS = 10_000, 60_000


def _speed(label: Any) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(label, max_digits=7, decimal_places=2, null=True, blank=True)


class SpeedTest(CommuneOwned):
    """One sample that counts until somebody takes it back. Rows are never changed otherwise."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    network = models.CharField(_("loại mạng"), max_length=8, choices=Network)
    operator = models.CharField(_("nhà mạng"), max_length=20, blank=True)
    measured_at = models.DateTimeField(_("đo lúc"))
    month = models.DateField(_("tháng đo"))
    """Its first day, as the calendar here has it."""
    down_mbps = models.DecimalField(_("tải xuống (Mb/s)"), max_digits=7, decimal_places=2)
    up_mbps = _speed(_("tải lên (Mb/s)"))
    ping_ms = models.PositiveIntegerField(_("độ trễ (ms)"), null=True, blank=True)
    jitter_ms = models.PositiveIntegerField(_("biến thiên trễ (ms)"), null=True, blank=True)
    file = models.ForeignKey(
        SignalFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speeds",
        verbose_name=_("tệp"),
    )
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người đo"),
    )
    at = models.DateTimeField(_("ghi lúc"))
    taken_back_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    taken_back_reason = models.CharField(_("vì sao bỏ"), max_length=200, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu i-Speed")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(down_mbps__range=(0, MOST_MBPS))
                & (Q(up_mbps=None) | Q(up_mbps__range=(0, MOST_MBPS))),
                name="coverage_speed_can_be",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_reason=""),
                name="coverage_speed_back_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "month", "network"], name="coverage_speed_of_month")
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.down_mbps}"


class PublishedCount(CommuneOwned):
    """What the registry published for the commune: beside our own tally, never in it. Rows are only
    added, the newest holds."""

    month = models.DateField(_("tháng"))
    network = models.CharField(_("loại mạng"), max_length=8, choices=Network)
    count = models.PositiveIntegerField(
        _("số mẫu công bố"), validators=[MinValueValidator(0), MaxValueValidator(1_000_000)]
    )
    source = models.CharField(_("nguồn"), max_length=200)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    at = models.DateTimeField(_("ghi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("số mẫu i-Speed công bố")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="coverage_published_by_somebody")
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "month", "-at"], name="coverage_published_newest")
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.network} {self.count}"
