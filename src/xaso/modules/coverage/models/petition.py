"""What the commune asks of the operators for places without signal, until it was measured again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet
from xaso.modules.coverage.versions import version_word

from .place import Place


class PetitionState(models.TextChoices):
    DRAFT = "nhap", _("bản nháp")
    SENT = "da_gui", _("đã gửi, chờ trả lời")
    PROMISED = "da_tra_loi", _("đã hứa")
    ON_AIR = "tren_song", _("nhà mạng báo đã phát sóng, chờ đo lại")
    PASSED = "dat", _("đo lại đạt")
    CLOSED = "dong", _("đã đóng")
    REFUSED = "tu_choi", _("bị từ chối")
    REOPENED = "mo_lai", _("đo lại không đạt, mở lại")
    GONE = "thoi_mang", _("đã đóng, nhà mạng đã thôi")


class BudgetLine(models.TextChoices):
    UNIVERSAL = "cong_ich", _("Quỹ dịch vụ viễn thông công ích")
    COMPANY = "doanh_nghiep", _("doanh nghiệp tự đầu tư")
    POWER = "cho_dien", _("chờ có điện lưới")


class Petition(CommuneOwned):
    code = models.CharField(_("mã kiến nghị"), max_length=20)
    name = models.CharField(_("về"), max_length=200)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=PetitionState, default=PetitionState.DRAFT
    )
    operators = models.JSONField(_("nhà mạng được đề nghị"), default=list)
    nearest_station = models.CharField(_("trạm gần nhất đã biết"), max_length=120, blank=True)
    nearest_km = models.DecimalField(
        _("cách trạm gần nhất (km)"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    terrain = models.CharField(_("địa hình"), max_length=300, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    sent_number = models.CharField(_("số công văn"), max_length=60, blank=True)
    sent_date = models.DateField(_("ngày gửi"), null=True, blank=True)
    sent_to = models.CharField(_("gửi đến"), max_length=300, blank=True)
    promised_date = models.DateField(_("ngày hứa phát sóng"), null=True, blank=True)
    on_air_date = models.DateField(_("ngày báo đã phát sóng"), null=True, blank=True)
    overdue_date = models.DateField(_("quá hẹn từ ngày"), null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(_("số lần mở lại"), default=0)
    terms_version = models.CharField(_("bản quy ước đo lại"), max_length=10, blank=True)
    best_level = models.PositiveSmallIntegerField(_("mức tốt nhất"), null=True, blank=True)
    """As it was last concluded."""
    closed_date = models.DateField(_("ngày đóng"), null=True, blank=True)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người lập"),
    )
    made_at = models.DateTimeField(_("lập lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiến nghị phủ sóng")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "code"], name="coverage_petition_code_once"
            ),
            models.CheckConstraint(
                condition=Q(state="nhap", sent_date=None)
                | ~Q(state="nhap") & Q(sent_date__isnull=False) & ~Q(sent_number=""),
                name="coverage_petition_sent_by_letter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("tren_song", "dat", "dong"))
                | Q(on_air_date__isnull=False),
                name="coverage_petition_on_air_first",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "promised_date"], name="coverage_promised")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def terms_word(self) -> str:
        return version_word(self.terms_version)

    def get_absolute_url(self) -> str:
        return reverse("coverage:petition", args=[self.pk])


class PetitionPlace(CommuneOwned):
    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="places", verbose_name=_("kiến nghị")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("điểm")
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm trong kiến nghị")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "place"], name="coverage_petition_place")
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.place_id}"


class PetitionReply(CommuneOwned):
    """What one operator answered, as it stands in its letter. Rows are only added."""

    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="replies", verbose_name=_("kiến nghị")
    )
    operator = models.CharField(_("nhà mạng"), max_length=20)
    day = models.DateField(_("ngày trả lời"))
    number = models.CharField(_("số văn bản trả lời"), max_length=60, blank=True)
    is_refusal = models.BooleanField(_("từ chối"), default=False)
    reason = models.CharField(_("lý do từ chối"), max_length=300, blank=True)
    station_code = models.CharField(_("mã trạm"), max_length=40, blank=True)
    station_name = models.CharField(_("tên trạm"), max_length=120, blank=True)
    distance_km = models.DecimalField(
        _("khoảng cách tới trạm (km)"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    is_blocked = models.BooleanField(_("bị địa hình che"), default=False)
    terrain = models.CharField(_("địa hình theo nhà mạng"), max_length=300, blank=True)
    promised_date = models.DateField(_("ngày hứa phát sóng"), null=True, blank=True)
    budget_line = models.CharField(_("nguồn vốn"), max_length=14, choices=BudgetLine, blank=True)
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
        verbose_name = _("trả lời của nhà mạng")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_refusal=False) | ~Q(reason=""),
                name="coverage_refused_with_a_reason",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["petition", "at"], name="coverage_replies")]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.operator}"
