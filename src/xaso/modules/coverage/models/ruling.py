from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village
from xaso.modules.coverage.versions import version_word


class VillageRuling(CommuneOwned):
    """An officer says the class of a village is another one, and why. Rows are only added: the newest
    holds; one without a class gives the word back to the rule."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    class_name = models.CharField(_("kết luận"), max_length=10, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    found_class = models.CharField(_("quy tắc tính ra"), max_length=10)
    """As it stood at that moment."""
    rule_version = models.CharField(_("bản quy tắc"), max_length=10)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người kết luận"),
    )
    at = models.DateTimeField(_("kết luận lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết luận vùng sóng của thôn")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="coverage_ruling_says_why")
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "village", "-at"], name="coverage_newest_ruling")
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.class_name}"

    @property
    def rule_word(self) -> str:
        return version_word(self.rule_version)
