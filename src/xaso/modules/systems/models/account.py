from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .system import System


class AccountKind(models.TextChoices):
    OWN = "rieng", _("của riêng một người")
    SHARED = "chung", _("chung của đơn vị")


class SystemAccount(CommuneOwned):
    """Who gets into the system, by which name. There is no column for a password, nor will be."""

    system = models.ForeignKey(
        System, on_delete=models.CASCADE, related_name="accounts", verbose_name=_("hệ thống")
    )
    holder = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người giữ")
    )
    kind = models.CharField(
        _("loại tài khoản"), max_length=6, choices=AccountKind, default=AccountKind.OWN
    )
    login = models.CharField(_("tên đăng nhập"), max_length=120, blank=True)
    given_date = models.DateField(_("được cấp ngày"))
    closed_date = models.DateField(_("thôi giữ ngày"), null=True, blank=True)
    closed_reason = models.CharField(_("lý do thôi giữ"), max_length=300, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    handover_id = models.UUIDField(_("lần bàn giao"), null=True, blank=True)
    """The handover that ended it, so that its minutes can name it."""

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài khoản trên hệ thống")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["system", "holder", "login"],
                condition=Q(closed_date=None),
                name="system_account_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_date=None) | Q(closed_date__gte=F("given_date")),
                name="system_account_closed_after_given",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "holder"], name="system_account_by_holder")
        ]

    def __str__(self) -> str:
        return f"{self.system_id} {self.holder_id}"
