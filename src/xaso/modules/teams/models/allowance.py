from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class AllowanceRule(CommuneOwned):
    """What a member gets a month, from a month on. Rows are only added; of two from one month the
    newer holds. Who gets it is counted from the memberships each time: no list is kept."""

    first_month = models.DateField(_("từ tháng"))
    head_vnd = models.PositiveIntegerField(_("tổ trưởng, đồng mỗi tháng"), null=True, blank=True)
    deputy_vnd = models.PositiveIntegerField(_("tổ phó, đồng mỗi tháng"), null=True, blank=True)
    member_vnd = models.PositiveIntegerField(
        _("thành viên, đồng mỗi tháng"), null=True, blank=True
    )
    least_days = models.PositiveSmallIntegerField(_("ít nhất bao nhiêu ngày trong tháng"))
    needs_report = models.BooleanField(_("thôn phải có báo cáo tháng được duyệt"), default=False)
    basis = models.CharField(_("căn cứ"), max_length=200)
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
        verbose_name = _("mức hỗ trợ thành viên tổ")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(least_days__gte=1, least_days__lte=28),
                name="allowance_days_of_a_month",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="allowance_has_a_basis"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "first_month"], name="allowance_by_month"),
        ]

    def __str__(self) -> str:
        return self.basis
