"""A system outside this program that the commune works in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet
from xaso.lib.text import fold


class Level(models.TextChoices):
    MINISTRY = "bo", _("bộ, ngành trung ương")
    PROVINCE = "tinh", _("tỉnh")
    COMMUNE = "xa", _("xã")
    COMPANY = "doanh_nghiep", _("doanh nghiệp")


class WayOut(models.TextChoices):
    FILE = "tep", _("xuất được tệp Excel")
    SCREEN = "man_hinh", _("chỉ xem trên màn hình")
    NONE = "khong", _("không lấy được số liệu")


class Every(models.TextChoices):
    NEVER = "khong", _("không phải trích xuất")
    WEEK = "tuan", _("mỗi tuần")
    MONTH = "thang", _("mỗi tháng")
    QUARTER = "quy", _("mỗi quý")
    YEAR = "nam", _("mỗi năm")


class System(CommuneOwned):
    name = models.CharField(_("tên hệ thống"), max_length=160)
    name_folded = models.CharField(max_length=160, editable=False)
    ready_code = models.CharField(_("mã trong danh sách có sẵn"), max_length=40, blank=True)
    level = models.CharField(_("chủ quản"), max_length=14, choices=Level)
    owner_name = models.CharField(_("cơ quan, đơn vị chủ quản"), max_length=120, blank=True)
    purpose = models.CharField(_("dùng vào việc gì"), max_length=300)
    web_address = models.CharField(_("địa chỉ trang"), max_length=300, blank=True)
    way_out = models.CharField(_("lấy số liệu ra"), max_length=10, choices=WayOut)
    every = models.CharField(_("kỳ trích xuất"), max_length=6, choices=Every, default=Every.NEVER)
    responsible = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người phụ trách"),
    )
    note = models.TextField(_("ghi chú"), blank=True)
    since_date = models.DateField(_("theo dõi từ ngày"))
    last_date = models.DateField(_("lần trích xuất gần nhất"), null=True, blank=True)
    due_date = models.DateField(_("hạn trích xuất"), null=True, blank=True)
    """Counted from the exports whenever one is noted, taken back or the rhythm changes."""
    stopped_date = models.DateField(_("ngừng dùng từ ngày"), null=True, blank=True)
    stopped_reason = models.CharField(_("lý do ngừng dùng"), max_length=300, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("hệ thống")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "name_folded"], name="system_name_once"),
            models.UniqueConstraint(
                fields=["commune", "ready_code"],
                condition=~Q(ready_code=""),
                name="system_ready_once",
            ),
            models.CheckConstraint(
                condition=Q(web_address="") | Q(web_address__startswith="https://"),
                name="system_address_is_https",
            ),
            models.CheckConstraint(
                condition=Q(stopped_date=None, stopped_reason="")
                | Q(stopped_date__isnull=False) & ~Q(stopped_reason=""),
                name="system_stopped_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_date=None) | ~Q(every="khong") & Q(stopped_date=None),
                name="system_due_while_in_use",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "due_date"], name="system_by_due_date"),
            models.Index(fields=["commune", "responsible"], name="system_by_responsible"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("systems:system", args=[self.pk])

    @property
    def is_stopped(self) -> bool:
        return self.stopped_date is not None

    @property
    def short_address(self) -> str:
        """As people say it: "dichvucong.gov.vn"."""
        return self.web_address.removeprefix("https://").rstrip("/")

    @property
    def level_place(self) -> int:
        """Ministries first, companies last."""
        return Level.values.index(self.level)
