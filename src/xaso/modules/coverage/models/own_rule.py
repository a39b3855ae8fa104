from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet
from xaso.modules.coverage.versions import own_version, version_word


class RulePart(models.TextChoices):
    OPERATOR = "nha_mang", _("danh sách nhà mạng")
    CLASSES = "muc_dbm", _("bảng xếp cường độ dBm")
    VILLAGE = "xep_loai", _("quy tắc xếp loại thôn")
    TERMS = "do_lai", _("quy ước đo lại, quá hẹn")


class OwnRule(CommuneOwned):
    """What the commune itself says from a day on, beside what came with the program. Rows are only
    added: what was found before keeps the version it was found by."""

    part = models.CharField(_("về"), max_length=10, choices=RulePart)
    code = models.CharField(_("mã nhà mạng"), max_length=20, blank=True)
    number = models.PositiveSmallIntegerField(_("bản"))
    since = models.DateField(_("dùng từ ngày"))
    body = models.JSONField(_("nội dung"))
    reason = models.CharField(_("vì sao"), max_length=300)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người định"),
    )
    at = models.DateTimeField(_("định lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy ước đo sóng của xã")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "part", "number"], name="coverage_own_rule_number"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="coverage_own_rule_says_why"),
            models.CheckConstraint(
                condition=(Q(part="nha_mang") & ~Q(code="")) | (~Q(part="nha_mang") & Q(code="")),
                name="coverage_own_rule_of_an_operator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.number}"

    @property
    def version_word(self) -> str:
        return version_word(own_version(self.number))
