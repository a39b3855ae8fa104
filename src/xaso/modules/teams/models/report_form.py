"""What a commune adds to the packaged form, and by which day of the month it wants an answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class ItemKind(models.TextChoices):
    STOCK = "stock", _("số hiện có, tháng sau có thể như tháng trước")
    FLOW = "flow", _("số phát sinh trong tháng")


class OwnForm(CommuneOwned):
    code = models.CharField(_("mã biểu"), max_length=20)
    name = models.CharField(_("tên biểu"), max_length=80)
    first_month = models.DateField(_("dùng từ tháng"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu riêng của xã")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="own_form_once"),
        ]

    def __str__(self) -> str:
        return self.name


class OwnItem(CommuneOwned):
    """Its meaning never changes; it can only end."""

    form = models.CharField(_("biểu"), max_length=20)
    code = models.CharField(_("mã mục"), max_length=20)
    label = models.CharField(_("tên mục"), max_length=120)
    unit = models.CharField(_("đơn vị tính"), max_length=20)
    kind = models.CharField(_("loại số"), max_length=5, choices=ItemKind, default=ItemKind.STOCK)
    is_whole = models.BooleanField(_("chỉ nhận số nguyên"), default=True)
    is_public = models.BooleanField(_("được công khai"), default=False)
    is_guarded = models.BooleanField(_("giữ kín"), default=False)
    first_month = models.DateField(_("dùng từ tháng"))
    last_month = models.DateField(_("dùng đến hết tháng"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục riêng của xã")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="own_item_once"),
            models.CheckConstraint(
                condition=Q(last_month=None) | Q(last_month__gte=F("first_month")),
                name="own_item_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(is_guarded=False),
                name="own_item_guarded_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ReportDay(CommuneOwned):
    """From this month on reports are due by this day; earlier months keep what held then."""

    day = models.PositiveSmallIntegerField(_("hạn ngày"))
    first_month = models.DateField(_("từ tháng"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("hạn báo cáo của thôn")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "first_month"], name="report_day_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=28), name="report_day_of_every_month"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)
