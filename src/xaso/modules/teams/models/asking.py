"""What villages ask for: help for one person now, and what the commune must answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .member import Member


class NeedKind(models.TextChoices):
    NEED = "nhu_cau", _("nhu cầu")
    FEEDBACK = "phan_anh", _("phản ánh, kiến nghị")
    QUESTION = "cau_hoi", _("câu hỏi")


class NeedState(models.TextChoices):
    NEW = "moi", _("mới")
    HANDED = "da_giao", _("đã giao")
    ANSWERED = "da_tra_loi", _("đã trả lời")


class Need(CommuneOwned):
    """Nobody's name: what a village needs or says, who answers and by which day."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    kind = models.CharField(_("loại"), max_length=8, choices=NeedKind)
    text = models.CharField(_("nội dung"), max_length=600)
    households = models.PositiveSmallIntegerField(_("bao nhiêu hộ cần"), null=True, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=NeedState, default=NeedState.NEW
    )
    owner = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ai trả lời"),
    )
    due_date = models.DateField(_("trước ngày"), null=True, blank=True)
    answer = models.CharField(_("trả lời"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trả lời"),
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
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
        verbose_name = _("nhu cầu, phản ánh của thôn")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="da_tra_loi") & ~Q(answer="")
                | ~Q(state="da_tra_loi") & Q(answer=""),
                name="need_answered_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="da_giao") | Q(owner__isnull=False, due_date__isnull=False),
                name="need_handed_to_somebody_by_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "-at"], name="need_by_state"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("teams:need", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state != NeedState.ANSWERED


class HelpState(models.TextChoices):
    NEW = "moi", _("mới")
    TAKEN = "nhan", _("đã nhận")
    HELPING = "dang_giup", _("đang giúp")
    DONE = "xong", _("xong")
    PASSED = "chuyen", _("chuyển nơi khác")


class HelpLevel(models.TextChoices):
    """Who is waited for: nobody answers within a day, the head is; within three, the office."""

    MEMBER = "thanh_vien", _("thành viên tổ")
    HEAD = "to_truong", _("tổ trưởng")
    OFFICE = "cong_chuc", _("công chức xã")


class HelpChannel(models.TextChoices):
    PHONE = "dien_thoai", _("gọi điện")
    PAPER = "giay", _("phiếu giấy")
    FACE = "gap", _("gặp trực tiếp")


class HelpRequest(CommuneOwned):
    """Nobody's name: where the person is found, in which language, about what."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    service = models.CharField(_("cần giúp việc gì"), max_length=20)
    language = models.CharField(_("nói tiếng"), max_length=8)
    where = models.CharField(_("tìm ở đâu"), max_length=160)
    channel = models.CharField(_("nhờ qua đâu"), max_length=10, choices=HelpChannel)
    state = models.CharField(
        _("tình trạng"), max_length=9, choices=HelpState, default=HelpState.NEW
    )
    level = models.CharField(_("đang chờ ai"), max_length=10, choices=HelpLevel)
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ai giúp"),
    )
    taken_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhận"),
    )
    taken_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    result = models.CharField(_("kết quả, chuyển đâu"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
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
        verbose_name = _("yêu cầu giúp")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["xong", "chuyen"], ended_at__isnull=False) & ~Q(result="")
                | ~Q(state__in=["xong", "chuyen"]) & Q(ended_at=None, result=""),
                name="help_ends_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(level="cong_chuc") | Q(member__isnull=False),
                name="help_waits_for_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "-at"], name="help_by_state"),
        ]

    def __str__(self) -> str:
        return self.where

    def get_absolute_url(self) -> str:
        return reverse("teams:help", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in (HelpState.DONE, HelpState.PASSED)
