from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .team import Team, TeamDecision


class MemberRole(models.TextChoices):
    HEAD = "to_truong", _("tổ trưởng")
    DEPUTY = "to_pho", _("tổ phó")
    MEMBER = "thanh_vien", _("thành viên")


class Gender(models.TextChoices):
    FEMALE = "nu", _("nữ")
    MALE = "nam", _("nam")


class BirthBand(models.TextChoices):
    BEFORE_1966 = "truoc_1966", _("trước 1966")
    FROM_1966 = "1966_1975", _("1966–1975")
    FROM_1976 = "1976_1985", _("1976–1985")
    FROM_1986 = "1986_1995", _("1986–1995")
    FROM_1996 = "1996_2005", _("1996–2005")
    AFTER_2005 = "sau_2005", _("sau 2005")


class Member(CommuneOwned):
    """One membership under one decision. A new decision ends it and begins another one."""

    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, related_name="members", verbose_name=_("tổ")
    )
    decision = models.ForeignKey(
        TeamDecision,
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("theo quyết định"),
    )
    role = models.CharField(
        _("vai trò trong tổ"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER
    )
    full_name = models.CharField(_("họ và tên"), max_length=80)
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tài khoản"),
    )
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    is_phone_open = models.BooleanField(_("đồng ý cho hiện số điện thoại"), default=False)
    gender = models.CharField(_("giới tính"), max_length=3, choices=Gender, blank=True)
    birth_band = models.CharField(_("năm sinh"), max_length=10, choices=BirthBand, blank=True)
    job = models.CharField(_("nghề, đoàn thể"), max_length=20, blank=True)
    languages = models.JSONField(_("tiếng nói được"), default=list, blank=True)
    skills = models.JSONField(_("giúp được việc gì"), default=list, blank=True)
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"), null=True, blank=True)
    end_reason = models.CharField(_("lý do thôi"), max_length=300, blank=True)
    trained_date = models.DateField(_("tập huấn gần nhất"), null=True, blank=True)
    has_allowance = models.BooleanField(_("có phụ cấp"), default=False)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên tổ")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="member_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_phone_open=False) | ~Q(phone=""), name="member_opens_a_number"
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role="to_truong", to_date=None),
                name="member_one_head",
            ),
            models.UniqueConstraint(
                fields=["team", "account"],
                condition=Q(account__isnull=False, to_date=None),
                name="member_account_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["team", "to_date"], name="member_by_end"),
        ]

    def __str__(self) -> str:
        return self.full_name
