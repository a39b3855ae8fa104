from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class StoredFile(CommuneOwned):
    """One file somebody gave us. The bytes lie under their SHA-256 and never change."""

    sha256 = models.CharField(_("mã băm"), max_length=64)
    name = models.CharField(_("tên tệp"), max_length=120)
    media_type = models.CharField(_("kiểu"), max_length=100)
    size_bytes = models.PositiveIntegerField(_("dung lượng (byte)"))
    width_px = models.PositiveIntegerField(_("rộng (điểm ảnh)"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("cao (điểm ảnh)"), null=True, blank=True)
    kept_by = models.UUIDField(_("người gửi"), null=True, blank=True)
    kept_at = models.DateTimeField(_("lúc nhận"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp")
        indexes: ClassVar = [models.Index(fields=["sha256"], name="file_by_hash")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_sound(self) -> bool:
        return self.media_type.startswith("audio/")
