"""What was reported, never changed; and the rows of a list, with what stands there now."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.residents.models import Household
from xaso.core.units.models import Cluster, CommuneOwned, CommuneQuerySet, Village

from .campaign import Campaign


class Result(models.TextChoices):
    DONE = "xong", _("xong")
    FAILED = "chua_xong", _("chưa xong")
    ABSENT = "vang", _("vắng nhà")
    UNDONE = "bo", _("bỏ đánh dấu")


class Source(models.TextChoices):
    VILLAGE = "thon", _("thôn tự ghi")
    OFFICE = "xa", _("văn phòng ghi")
    PHONE = "dien_thoai", _("nhận qua điện thoại")
    PAPER = "giay", _("chép từ phiếu giấy")


class CampaignItem(CommuneOwned):
    """One household or person of a list. What stands here is worked out from the checkpoints."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="items", verbose_name=_("đợt")
    )
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    number = models.PositiveIntegerField(_("số trên phiếu"))
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hộ"),
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cụm dân cư"),
    )
    state = models.CharField(_("kết quả"), max_length=10, choices=Result, blank=True)
    """Empty: nobody has been there yet."""
    reason = models.CharField(_("lý do"), max_length=20, blank=True)
    checked_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    times_done = models.PositiveSmallIntegerField(_("số lần ghi xong"), default=0)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng của danh sách")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "village", "number"], name="campaign_item_number_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=Q(household__isnull=False),
                name="campaign_household_once",
            ),
            models.CheckConstraint(
                condition=Q(state="xong", done_at__isnull=False)
                | ~Q(state="xong") & Q(done_at=None),
                name="campaign_item_done_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["campaign", "village", "state", "number"], name="campaign_item_left"
            ),
            models.Index(fields=["campaign", "village", "number"], name="campaign_item_order"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.number}"


class Checkpoint(CommuneOwned):
    """One report, written once. A correction is a new row; of one day of a village the newest
    counts, of one household the earliest "xong" that nobody took back."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="checkpoints", verbose_name=_("đợt")
    )
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    day = models.DateField(_("của ngày"))
    item = models.ForeignKey(
        CampaignItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="checkpoints",
        verbose_name=_("dòng của danh sách"),
    )
    is_of_list = models.BooleanField(_("của danh sách"), default=False)
    result = models.CharField(_("kết quả"), max_length=10, choices=Result, blank=True)
    reason = models.CharField(_("lý do"), max_length=20, blank=True)
    reached = models.PositiveIntegerField(_("đã tới"), null=True, blank=True)
    done = models.PositiveIntegerField(_("xong"), null=True, blank=True)
    failed = models.PositiveIntegerField(_("chưa xong"), null=True, blank=True)
    reasons = models.JSONField(_("lý do"), default=dict)
    stayed_home = models.BooleanField(_("hôm đó không đi"), default=False)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sửa cho lần ghi"),
    )
    source = models.CharField(_("ai ghi"), max_length=12, choices=Source)
    is_late = models.BooleanField(_("ghi sau giờ chốt"), default=False)
    by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("xã nhận lúc"))
    stamped_at = models.DateTimeField(_("ghi lúc"))
    device_seq = models.PositiveIntegerField(_("số thứ tự trên máy"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần ghi kết quả")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_of_list=True, reached=None, done=None, failed=None) & ~Q(result="")
                | Q(
                    is_of_list=False,
                    item=None,
                    result="",
                    reached__isnull=False,
                    done__isnull=False,
                    failed__isnull=False,
                ),
                name="checkpoint_ticks_or_counts",
            ),
            models.CheckConstraint(
                condition=Q(stayed_home=False) | Q(reached=0, done=0, failed=0),
                name="checkpoint_at_home_is_zero",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "village", "day", "at"], name="checkpoint_of_day"),
            models.Index(fields=["item", "stamped_at"], name="checkpoint_of_item"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("a checkpoint is never changed")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
