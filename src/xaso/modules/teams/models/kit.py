"""Things the commune lends to its teams, and who holds each of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .member import Member
from .team import Team


class ThingKind(models.TextChoices):
    PHONE = "dien_thoai", _("điện thoại")
    SIM = "sim", _("SIM")
    ROUTER = "bo_phat", _("bộ phát 4G")
    POWER = "sac", _("sạc dự phòng")
    HANDOUT = "tai_lieu", _("tài liệu, tờ rơi")
    OTHER = "khac", _("đồ khác")


class Condition(models.TextChoices):
    GOOD = "tot", _("tốt")
    WORN = "cu", _("cũ, còn dùng được")
    BROKEN = "hong", _("hỏng")
    LOST = "mat", _("mất")
    RETIRED = "thoi", _("thôi dùng")


USABLE = (Condition.GOOD, Condition.WORN)


class KitThing(CommuneOwned):
    """Whether it is lent is said by its open loan alone."""

    kind = models.CharField(_("loại đồ"), max_length=10, choices=ThingKind)
    code = models.CharField(_("mã đồ"), max_length=20)
    name = models.CharField(_("tên, dấu hiệu nhận ra"), max_length=120)
    condition = models.CharField(
        _("tình trạng đồ"), max_length=4, choices=Condition, default=Condition.GOOD
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("đồ cho mượn")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="kit_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("teams:thing", args=[self.pk])

    @property
    def is_usable(self) -> bool:
        return self.condition in USABLE


class KitLoan(CommuneOwned):
    """Open until the thing is back or said to be lost. `member` answers for it, also when the
    whole team uses it; a renewal puts the same person's new membership here."""

    thing = models.ForeignKey(
        KitThing, on_delete=models.PROTECT, related_name="loans", verbose_name=_("đồ cho mượn")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="loans", verbose_name=_("tổ")
    )
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        related_name="loans",
        verbose_name=_("người chịu trách nhiệm"),
    )
    is_shared = models.BooleanField(_("dùng chung cả tổ"), default=False)
    lent_date = models.DateField(_("mượn ngày"))
    due_date = models.DateField(_("hẹn trả ngày"))
    due_reason = models.CharField(_("vì sao đổi hẹn"), max_length=200, blank=True)
    condition_out = models.CharField(_("lúc giao"), max_length=4, choices=Condition)
    note = models.CharField(_("kèm theo, ghi chú"), max_length=300, blank=True)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người giao"),
    )
    at = models.DateTimeField(_("ghi lúc"))
    back_date = models.DateField(_("trả ngày"), null=True, blank=True)
    condition_back = models.CharField(_("lúc trả"), max_length=4, choices=Condition, blank=True)
    back_note = models.CharField(_("ghi chú lúc trả"), max_length=300, blank=True)
    back_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhận lại"),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần mượn đồ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["thing"], condition=Q(back_date=None), name="kit_lent_once"
            ),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("lent_date")), name="kit_due_after_lent"
            ),
            models.CheckConstraint(
                condition=Q(back_date=None, condition_back="")
                | Q(back_date__gte=F("lent_date")) & ~Q(condition_back=""),
                name="kit_comes_back_in_a_condition",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "back_date", "due_date"], name="kit_loan_by_due"),
        ]

    def __str__(self) -> str:
        return str(self.thing)
