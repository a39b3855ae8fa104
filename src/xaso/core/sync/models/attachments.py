"""Photos and recordings an event speaks of; they come after it, piece by piece."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .devices import Device
from .inbox import Item


class Attachment(CommuneOwned):
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("máy")
    )
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("mục từ máy")
    )
    sha256 = models.CharField(_("mã băm"), max_length=64)
    size_bytes = models.PositiveIntegerField(_("dung lượng (byte)"))
    media_type = models.CharField(_("kiểu"), max_length=60)
    received_at = models.DateTimeField(_("xã nhận lúc"), null=True, blank=True)
    stored = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp đã giữ"),
    )
    closed_at = models.DateTimeField(_("thôi chờ lúc"), null=True, blank=True)
    close_reason = models.CharField(_("vì sao thôi chờ"), max_length=200, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("ảnh, tiếng kèm theo")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "sha256"], name="sync_attachment_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["device", "sha256"], name="sync_attachment_of_device"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.sha256[:8]}"
