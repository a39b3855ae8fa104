"""Two people wrote two things into one field of one record: a case for a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .inbox import Item


class ClashCase(CommuneOwned):
    """One open case for a record and a field; what stands in the record stays until it is decided."""

    record = models.CharField(_("loại hồ sơ"), max_length=60)
    record_id = models.UUIDField(_("hồ sơ"))
    field = models.CharField(_("mục"), max_length=60)
    opened_at = models.DateTimeField(_("mở lúc"))
    decided_at = models.DateTimeField(_("quyết lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người quyết"),
    )
    chosen = models.JSONField(_("giữ bản nào"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỗ hai người ghi khác nhau")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "record_id", "field"],
                condition=Q(decided_at=None),
                name="sync_one_open_case",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "decided_at"], name="sync_cases_open"),
        ]

    def __str__(self) -> str:
        return f"{self.record}.{self.field}"


class ClashText(CommuneOwned):
    """What one person wants there; a later wish that was made upon it takes its place."""

    case = models.ForeignKey(
        ClashCase, on_delete=models.CASCADE, related_name="texts", verbose_name=_("chỗ khác nhau")
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("mục từ máy")
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    value = models.JSONField(_("muốn ghi"), null=True)
    at = models.DateTimeField(_("ghi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản của một người")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "item"], name="sync_one_text_each")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.account_id}"
