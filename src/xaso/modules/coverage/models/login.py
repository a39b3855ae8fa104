from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class OperatorLogin(CommuneOwned):
    """An account works for this operator. Rows are only added: the newest holds; one without an operator
    takes it away."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("tài khoản")
    )
    operator = models.CharField(_("nhà mạng"), max_length=20, blank=True)
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
        verbose_name = _("tài khoản của nhà mạng")
        indexes: ClassVar = [models.Index(fields=["account", "-at"], name="coverage_newest_login")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.operator}"
