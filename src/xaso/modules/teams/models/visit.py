"""Phiếu hỗ trợ: one visit with what was done, for whom and why it did not work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.people.models import Account
from xaso.core.residents.models import Household
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .team import Team


class DayPart(models.TextChoices):
    MORNING = "sang", _("buổi sáng")
    AFTERNOON = "chieu", _("buổi chiều")
    EVENING = "toi", _("buổi tối")


class TypedBy(models.TextChoices):
    """Who pressed the keys; most "online" dossiers are typed by helpers."""

    PERSON = "nguoi_dan_tu_lam", _("người dân tự làm")
    TOGETHER = "cung_lam", _("cùng làm")
    HELPER = "lam_ho", _("làm hộ")


class DossierResult(models.TextChoices):
    FILED = "da_nop", _("đã nộp")
    NOT_FILED = "chua_nop", _("chưa nộp được")
    RETURNED = "bi_tra", _("bị trả lại")


class FollowBy(models.TextChoices):
    TEAM = "to", _("tổ công nghệ số")
    OFFICER = "cong_chuc", _("công chức xã")
    OPERATOR = "nha_mang", _("nhà mạng")
    POLICE = "cong_an", _("công an xã")


class VisitSource(models.TextChoices):
    PHONE = "may", _("ghi trên máy của tổ")
    OFFICE = "xa", _("xã ghi hộ")
    PAPER = "giay", _("phiếu giấy")
    SMS = "tin", _("tin nhắn")


class VisitState(models.TextChoices):
    COUNTS = "tinh", _("đang tính")
    CORRECTED = "da_sua", _("đã sửa")
    WITHDRAWN = "da_rut", _("đã rút")


class Visit(CommuneOwned):
    """Nobody's name stands here. A correction is another row; the old one stays as it was."""

    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", verbose_name=_("tổ")
    )
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    day = models.DateField(_("ngày hỗ trợ"))
    part = models.CharField(_("buổi"), max_length=5, choices=DayPart)
    place = models.CharField(_("nơi hỗ trợ"), max_length=20)
    male = models.PositiveSmallIntegerField(_("số nam"), default=0)
    female = models.PositiveSmallIntegerField(_("số nữ"), default=0)
    under_15 = models.PositiveSmallIntegerField(_("dưới 15 tuổi"), default=0)
    from_15 = models.PositiveSmallIntegerField(_("15–59 tuổi"), default=0)
    from_60 = models.PositiveSmallIntegerField(_("từ 60 tuổi"), default=0)
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hộ"),
    )
    minutes = models.PositiveSmallIntegerField(_("số phút"), null=True, blank=True)
    language = models.CharField(_("tiếng đã dùng"), max_length=8, blank=True)
    typed_by = models.CharField(_("ai thao tác"), max_length=16, choices=TypedBy, blank=True)
    procedure = models.CharField(_("thủ tục đã nộp"), max_length=160, blank=True)
    outside_code = models.CharField(_("mã hồ sơ"), max_length=60, blank=True)
    dossier_result = models.CharField(
        _("kết quả nộp"), max_length=8, choices=DossierResult, blank=True
    )
    dossier_reason = models.CharField(_("vì sao chưa nộp được"), max_length=20, blank=True)
    follow_by = models.CharField(_("ai theo dõi tiếp"), max_length=9, choices=FollowBy, blank=True)
    follow_date = models.DateField(_("theo dõi trước ngày"), null=True, blank=True)
    followed_date = models.DateField(_("đã theo dõi ngày"), null=True, blank=True)
    followed_note = models.CharField(_("kết quả theo dõi"), max_length=300, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    source = models.CharField(_("nguồn ghi"), max_length=4, choices=VisitSource)
    state = models.CharField(
        _("tình trạng"), max_length=6, choices=VisitState, default=VisitState.COUNTS
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("sửa cho phiếu"),
    )
    withdrawn_reason = models.CharField(_("vì sao rút"), max_length=300, blank=True)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    at = models.DateTimeField(_("ghi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu hỗ trợ")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(male__gte=F("under_15") + F("from_15") + F("from_60") - F("female")),
                name="visit_ages_are_of_people",
            ),
            models.CheckConstraint(
                condition=Q(state="da_rut") & ~Q(withdrawn_reason="")
                | ~Q(state="da_rut") & Q(withdrawn_reason=""),
                name="visit_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(follow_by="", follow_date=None)
                | ~Q(follow_by="") & Q(follow_date__gte=F("day")),
                name="visit_followed_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(followed_date=None, followed_note="")
                | ~Q(follow_by="") & Q(followed_date__gte=F("day")),
                name="visit_followed_as_asked",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "follow_date"],
                condition=Q(follow_date__isnull=False, followed_date=None, state="tinh"),
                name="visit_to_follow",
            ),
            models.Index(fields=["commune", "-day", "-at"], name="visit_newest"),
            models.Index(fields=["team", "day"], name="visit_by_team"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("teams:visit", args=[self.pk])

    @property
    def people(self) -> int:
        return self.male + self.female

    @property
    def counts(self) -> bool:
        return self.state == VisitState.COUNTS

    @property
    def code_seen(self) -> str:
        """The last four signs: enough to find the dossier, too little to open it."""
        return f"…{self.outside_code[-4:]}" if len(self.outside_code) > 4 else self.outside_code


class VisitLine(CommuneOwned):
    """What was done about one service."""

    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="lines", verbose_name=_("phiếu hỗ trợ")
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    service = models.CharField(_("nội dung hỗ trợ"), max_length=20)
    outcome = models.CharField(_("kết quả"), max_length=20)
    reason = models.CharField(_("lý do chưa xong"), max_length=20, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung của phiếu")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "service"], name="visit_service_once"),
        ]

    def __str__(self) -> str:
        return self.service


class VisitPhoto(CommuneOwned):
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="photos", verbose_name=_("phiếu hỗ trợ")
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("ảnh")
    )
    at = models.DateTimeField(_("nhận lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("ảnh của phiếu")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "file"], name="visit_photo_once"),
        ]

    def __str__(self) -> str:
        return str(self.file_id)
