"""Files of measurements on their way in, how their columns are read, and what was taken from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class FileMapping(CommuneOwned):
    """Which column is what, of every file with these headers."""

    header_hash = models.CharField(_("mã của dòng tên cột"), max_length=64)
    way = models.JSONField(_("cách đọc"), default=dict)
    used_at = models.DateTimeField(_("dùng lần cuối"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("cách ghép cột")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "header_hash"], name="coverage_mapping_of_headers"
            )
        ]

    def __str__(self) -> str:
        return self.header_hash


class SignalFile(CommuneOwned):
    """One file: looked over, taken in as a whole, and undone as a whole if need be."""

    class State(models.TextChoices):
        REVIEW = "xem_truoc", _("đang xem trước")
        RUNNING = "dang_ghi", _("đang ghi")
        DONE = "da_nhan", _("đã nhận")
        UNDONE = "da_hoan_tac", _("đã hoàn tác")
        DROPPED = "da_bo", _("đã bỏ")

    file_name = models.CharField(_("tên tệp"), max_length=120)
    sha256 = models.CharField(_("mã băm"), max_length=64)
    header_hash = models.CharField(_("mã của dòng tên cột"), max_length=64)
    grid = models.JSONField(_("nội dung đã đọc"), default=list, blank=True)
    way = models.JSONField(_("cách đọc"), default=dict)
    state = models.CharField(_("tình trạng"), max_length=12, choices=State, default=State.REVIEW)
    sample_count = models.PositiveIntegerField(_("lần đo ở điểm"), default=0)
    reading_count = models.PositiveIntegerField(_("lần đo theo ô"), default=0)
    outside_count = models.PositiveIntegerField(_("lần đo ngoài địa bàn"), default=0)
    speed_count = models.PositiveIntegerField(_("mẫu i-Speed"), default=0)
    place_count = models.PositiveIntegerField(_("điểm mới"), default=0)
    same_count = models.PositiveIntegerField(_("dòng đã có"), default=0)
    bad_count = models.PositiveIntegerField(_("dòng bỏ"), default=0)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    at = models.DateTimeField(_("đọc lúc"))
    done_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp đo sóng")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("xem_truoc", "dang_ghi")) | Q(grid=[]),
                name="coverage_file_keeps_no_way",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["commune", "-at"], name="coverage_file_newest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("coverage:file", args=[self.pk])

    @property
    def added(self) -> int:
        return self.sample_count + self.reading_count + self.outside_count + self.speed_count


class Reading(CommuneOwned):
    """One row of a file that names no place: the hexagon and the day, nothing finer. Who walked
    where, and in what order, cannot be read from these rows."""

    file = models.ForeignKey(
        SignalFile, on_delete=models.PROTECT, related_name="readings", verbose_name=_("tệp")
    )
    cell = models.CharField(_("ô lục giác"), max_length=16)
    operator = models.CharField(_("nhà mạng"), max_length=20)
    technology = models.CharField(_("công nghệ"), max_length=8)
    level = models.PositiveSmallIntegerField(_("mức"), null=True, blank=True)
    strength_dbm = models.SmallIntegerField(_("cường độ dBm"), null=True, blank=True)
    day = models.DateField(_("ngày đo"))
    is_outside = models.BooleanField(_("ngoài địa bàn"), default=False)
    fingerprint = models.CharField(_("dấu nhận ra dòng đã nhập"), max_length=64)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đo theo ô")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "fingerprint"], name="coverage_reading_once"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False) | Q(strength_dbm__isnull=False),
                name="coverage_reading_says_something",
            ),
            models.CheckConstraint(
                condition=(Q(level=None) | Q(level__range=(0, 4)))
                & (Q(strength_dbm=None) | Q(strength_dbm__range=(-140, -30))),
                name="coverage_reading_can_be",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "is_outside", "cell"], name="coverage_by_cell")
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.operator}"
