"""Village targets, what the public sees, what the portal said, and binders made."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .values import WrittenOnce


class VillageTarget(WrittenOnce):
    """How much of a target of the plan one village is to reach; the newest row counts."""

    target_id = models.UUIDField(_("chỉ tiêu"))
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    number = models.DecimalField(_("mức phải đạt"), max_digits=18, decimal_places=4)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu của thôn")
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "target_id", "village", "-entered_at"],
                name="village_target_newest",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(number__gte=0), name="village_target_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.number}"


class Scoreboard(WrittenOnce):
    """What the commune shows everybody, as it was approved; the newest row counts."""

    is_shown = models.BooleanField(_("đang công khai"))
    pack_code = models.CharField(_("bộ chỉ số"), max_length=40, blank=True)
    codes = models.JSONField(_("mục công khai"), default=list, blank=True)
    shows_villages = models.BooleanField(_("xếp thứ tự các thôn"), default=False)
    content = models.JSONField(_("nội dung đã duyệt"), default=dict, blank=True)
    """Only what the page shows: names, numbers and the day; nothing else leaves the commune."""

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng điểm công khai")
        indexes: ClassVar = [
            models.Index(fields=["commune", "-entered_at", "id"], name="scoreboard_newest")
        ]

    def __str__(self) -> str:
        return self.pack_code


class PortalReading(WrittenOnce):
    """What the national portal showed on a day, typed by an officer."""

    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    as_of = models.DateField(_("xem trên Cổng ngày"))
    groups = models.JSONField(_("điểm từng nhóm trên Cổng"), default=dict)
    """Points as written text, by the code of the group."""
    procedures = models.JSONField(_("thủ tục mất điểm nhiều nhất"), default=list, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("số xem trên Cổng dịch vụ công")
        indexes: ClassVar = [
            models.Index(fields=["commune", "last", "-as_of", "-entered_at"], name="portal_newest")
        ]

    def __str__(self) -> str:
        return f"{self.as_of:%d/%m/%Y}"


class Binder(CommuneOwned):
    """A folder of evidence made in the background; the file itself can be made again at any time."""

    pack_code = models.CharField(_("bộ chỉ số"), max_length=40)
    title = models.CharField(_("tên"), max_length=200)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người yêu cầu"),
    )
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    made_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    job_id = models.UUIDField(_("việc chạy nền"), null=True, blank=True)
    files = models.PositiveIntegerField(_("số tệp"), default=0)
    size_bytes = models.PositiveBigIntegerField(_("dung lượng (byte)"), default=0)
    sha256 = models.CharField(_("mã băm"), max_length=64, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ hồ sơ minh chứng")
        indexes: ClassVar = [
            models.Index(fields=["commune", "pack_code", "-asked_at", "id"], name="binder_newest")
        ]

    def __str__(self) -> str:
        return self.title
