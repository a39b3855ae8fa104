"""Tổ công nghệ số cộng đồng: one of each village, and the decisions that made it what it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village


class TeamState(models.TextChoices):
    ACTIVE = "hoat_dong", _("đang hoạt động")
    RENEWAL = "kien_toan", _("cần kiện toàn")
    DISSOLVED = "giai_the", _("đã giải thể")


class DecisionKind(models.TextChoices):
    FOUNDED = "thanh_lap", _("thành lập")
    RENEWED = "kien_toan", _("kiện toàn")
    DISSOLVED = "giai_the", _("giải thể")


class Team(CommuneOwned):
    """`decision_number` and `decision_date` are those of the newest decision."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=TeamState, default=TeamState.ACTIVE
    )
    decision_number = models.CharField(_("số quyết định"), max_length=40)
    decision_date = models.DateField(_("ngày quyết định"))
    renewal_reason = models.CharField(_("vì sao cần kiện toàn"), max_length=300, blank=True)
    founded_date = models.DateField(_("thành lập ngày"))
    made_at = models.DateTimeField(_("ghi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ công nghệ số")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village"], condition=~Q(state="giai_the"), name="team_one_of_a_village"
            ),
            models.CheckConstraint(
                condition=Q(state="kien_toan") & ~Q(renewal_reason="")
                | ~Q(state="kien_toan") & Q(renewal_reason=""),
                name="team_renewal_has_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "state"], name="team_by_state"),
        ]

    def __str__(self) -> str:
        return _t("Tổ công nghệ số cộng đồng %(village)s") % {"village": self.village}

    def get_absolute_url(self) -> str:
        return reverse("teams:team", args=[self.pk])

    @property
    def place(self) -> str:
        return str(capfirst(str(self.village)))

    @property
    def is_dissolved(self) -> bool:
        return self.state == TeamState.DISSOLVED


class TeamDecision(CommuneOwned):
    """Rows are only added. Those named by it are its `members`."""

    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("tổ")
    )
    kind = models.CharField(_("loại quyết định"), max_length=10, choices=DecisionKind)
    number = models.CharField(_("số quyết định"), max_length=40)
    day = models.DateField(_("ngày quyết định"))
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
        verbose_name = _("quyết định về tổ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(kind="thanh_lap"),
                name="team_founded_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["team", "day"], name="team_decision_by_day"),
        ]

    def __str__(self) -> str:
        return self.number
