"""Báo cáo tháng của thôn: one of each village, form and month; a locked one is corrected by another."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village


class ReportState(models.TextChoices):
    DRAFT = "nhap", _("nháp")
    SENT = "da_gui", _("đã gửi")
    RETURNED = "can_sua", _("cần sửa")
    APPROVED = "da_duyet", _("đã duyệt")
    LOCKED = "da_khoa", _("đã khóa")


class ReportSource(models.TextChoices):
    VILLAGE = "thon", _("thôn tự ghi")
    PHONE = "dien_thoai", _("nhận qua điện thoại")


class CellOrigin(models.TextChoices):
    TYPED = "ghi", _("thôn ghi")
    SAME = "nhu_truoc", _("như tháng trước")
    COUNTED = "dem", _("đếm từ sổ")


class VillageReport(CommuneOwned):
    """The newest approved revision counts; one that is being corrected leaves it standing."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    form = models.CharField(_("biểu"), max_length=20)
    month = models.DateField(_("tháng"))
    revision = models.PositiveSmallIntegerField(_("lần sửa"), default=1)
    state = models.CharField(
        _("tình trạng"), max_length=8, choices=ReportState, default=ReportState.DRAFT
    )
    reason = models.CharField(_("vì sao sửa sau khi khóa"), max_length=300, blank=True)
    source = models.CharField(_("nguồn ghi"), max_length=10, choices=ReportSource)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    at = models.DateTimeField(_("ghi lúc"))
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trưởng thôn xác nhận"),
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người duyệt"),
    )
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo tháng của thôn")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "form", "month", "revision"], name="village_report_once"
            ),
            models.UniqueConstraint(
                fields=["village", "form", "month"],
                condition=~Q(state="da_khoa"),
                name="village_report_one_open",
            ),
            models.CheckConstraint(
                condition=Q(revision=1, reason="") | Q(revision__gt=1) & ~Q(reason=""),
                name="village_report_corrected_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "form", "month"], name="village_report_by_month"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("teams:report", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def counts(self) -> bool:
        return self.state in (ReportState.APPROVED, ReportState.LOCKED)

    @property
    def waits_for_village(self) -> bool:
        """Typed by the office, and the village has not said yet that it is so."""
        return self.source == ReportSource.PHONE and self.confirmed_at is None


class ReportCell(CommuneOwned):
    """No row, or a row without a number: nobody has said it. A guarded item has its own column."""

    report = models.ForeignKey(
        VillageReport, on_delete=models.CASCADE, related_name="cells", verbose_name=_("báo cáo")
    )
    item = models.CharField(_("mục"), max_length=20)
    number = models.DecimalField(_("số"), max_digits=14, decimal_places=2, null=True, blank=True)
    guarded = models.DecimalField(
        _("số được giữ kín"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    origin = models.CharField(
        _("từ đâu"), max_length=9, choices=CellOrigin, default=CellOrigin.TYPED
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    comment = models.CharField(_("ý kiến của xã"), max_length=300, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("số trong báo cáo thôn")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "item"], name="report_cell_once"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(guarded=None), name="report_cell_one_number"
            ),
            models.CheckConstraint(
                condition=(Q(number=None) | Q(number__gte=0))
                & (Q(guarded=None) | Q(guarded__gte=0)),
                name="report_cell_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    @property
    def value(self) -> Decimal | None:
        return self.number if self.guarded is None else self.guarded


class ReportReminder(CommuneOwned):
    """One step of the ladder a village has been told of; the key lets no step be said twice."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    form = models.CharField(_("biểu"), max_length=20)
    month = models.DateField(_("tháng"))
    step = models.CharField(_("bước nhắc"), max_length=4)
    on_date = models.DateField(_("nhắc ngày"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời nhắc báo cáo thôn")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "form", "month", "step"], name="report_reminded_once"
            ),
        ]

    def __str__(self) -> str:
        return self.step
