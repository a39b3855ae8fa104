from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .kinds import ExtensionResult
from .task import Task


class Extension(CommuneOwned):
    """Gia hạn: asked by the lead, decided by the following leader or above; each stays visible."""

    Result = ExtensionResult

    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("nhiệm vụ")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người xin"),
    )
    asked_at = models.DateTimeField(_("xin lúc"))
    from_date = models.DateField(_("hạn cũ"))
    to_date = models.DateField(_("hạn mới"))
    reason = models.CharField(_("lý do"), max_length=500)
    result = models.CharField(
        _("quyết định"), max_length=8, choices=ExtensionResult, default=ExtensionResult.CHO
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người quyết định"),
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True, editable=False)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần gia hạn")
        indexes: ClassVar = [
            models.Index(fields=["commune", "result", "asked_at"], name="extension_waiting")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(result="cho"), name="one_waiting_extension"
            ),
            models.CheckConstraint(
                condition=Q(to_date__gt=F("from_date")), name="extension_goes_forward"
            ),
            models.CheckConstraint(
                condition=Q(result="cho")
                | Q(decided_by__isnull=False, decided_at__isnull=False, decided_on__isnull=False)
                & ~Q(decided_by=F("asked_by")),
                name="extension_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.to_date}"


class PauseSpan(CommuneOwned):
    """From the approved pause to the day work goes on; `to_date` None while it lasts."""

    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, related_name="pauses", verbose_name=_("nhiệm vụ")
    )
    from_date = models.DateField(_("tạm dừng từ"))
    to_date = models.DateField(_("làm lại từ"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người cho dừng"),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần tạm dừng")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(to_date=None), name="one_running_pause"
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.from_date}"
