"""One answer about one operator at one place at one time. Rows are only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .file import SignalFile
from .place import Place


class Technology(models.TextChoices):
    G2 = "2g", "2G"
    G3 = "3g", "3G"
    G4 = "4g", "4G"
    G5 = "5g", "5G"
    UNKNOWN = "khong_ro", _("không rõ")


class DayPart(models.TextChoices):
    MORNING = "sang", _("sáng")
    NOON = "trua", _("trưa")
    AFTERNOON = "chieu", _("chiều")
    EVENING = "toi", _("tối")


class Way(models.TextChoices):
    ON_THE_SPOT = "do_tai_cho", _("đo tại chỗ")
    TOLD = "nguoi_dan_bao", _("người dân báo")
    IMPORTED = "nhap_tep", _("nhập tệp")


class Sample(CommuneOwned):
    """Rows of one survey share its id. One without a level takes back the one it replaces: the
    operator had not been asked about after all."""

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="samples", verbose_name=_("điểm")
    )
    operator = models.CharField(_("nhà mạng"), max_length=20)
    survey_id = models.UUIDField(_("mã lần đo"))
    technology = models.CharField(
        _("công nghệ"), max_length=8, choices=Technology, default=Technology.UNKNOWN
    )
    level = models.PositiveSmallIntegerField(_("mức"), null=True, blank=True)
    strength_dbm = models.SmallIntegerField(_("cường độ dBm"), null=True, blank=True)
    down_kbps = models.PositiveIntegerField(_("tải về, kbit/s"), null=True, blank=True)
    up_kbps = models.PositiveIntegerField(_("gửi lên, kbit/s"), null=True, blank=True)
    round_trip_ms = models.PositiveIntegerField(_("độ trễ, mili giây"), null=True, blank=True)
    lost_percent = models.PositiveSmallIntegerField(_("mất gói, %"), null=True, blank=True)
    measured_at = models.DateTimeField(_("đo lúc"))
    """To the minute."""
    month = models.DateField(_("tháng đo"))
    """Its first day, as the calendar here has it."""
    day_part = models.CharField(_("buổi"), max_length=5, choices=DayPart)
    is_indoors = models.BooleanField(_("đo trong nhà"))
    way = models.CharField(_("cách đo"), max_length=14, choices=Way)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người đo"),
    )
    at = models.DateTimeField(_("ghi lúc"))
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("sửa lần đo"),
    )
    file = models.ForeignKey(
        SignalFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="samples",
        verbose_name=_("tệp"),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đo sóng")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "operator", "by", "measured_at"],
                condition=Q(replaces=None),
                name="coverage_sample_once_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False, level__range=(0, 4))
                | Q(level=None, replaces__isnull=False),
                name="coverage_level_or_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(strength_dbm=None) | Q(strength_dbm__range=(-140, -30)),
                name="coverage_dbm_of_a_phone",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                name="coverage_sample_not_of_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "operator", "-month"], name="coverage_newest_month"),
            models.Index(fields=["commune", "survey_id"], name="coverage_by_survey"),
        ]

    def __str__(self) -> str:
        return f"{self.operator} {self.level}"
