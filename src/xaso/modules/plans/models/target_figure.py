"""Accepted figures of targets, each with the moment a newer one took its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .evidence import Evidence
from .plan import Target
from .task import Task

FOREVER = datetime(9000, 1, 1, tzinfo=UTC)


class TargetFigureQuerySet(CommuneQuerySet["TargetFigure"]):
    def counting_at(self, moments: Collection[datetime]) -> Self:
        """What counted at one of these moments: the newest of a target and village before it."""
        wanted = (Q(at__lt=moment, until__gte=moment) for moment in moments)
        return self.filter(reduce(or_, wanted))


class TargetFigure(CommuneOwned):
    """A copy of an accepted figure of a target, so that a number is known without walking through
    all evidence. actions/copies.py keeps it in step with the evidence."""

    target = models.ForeignKey(
        Target,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="+",
        verbose_name=_("chỉ tiêu"),
    )
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="+", verbose_name=_("nhiệm vụ")
    )
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("thôn"),
    )
    """None: the lead's own figure for the whole commune."""
    evidence = models.OneToOneField(
        Evidence, on_delete=models.CASCADE, related_name="+", verbose_name=_("minh chứng")
    )
    number = models.DecimalField(_("số liệu"), max_digits=18, decimal_places=4)
    at = models.DateTimeField(_("gửi lúc"))
    until = models.DateTimeField(_("tính đến lúc"), default=FOREVER)
    """When the next figure of the same target and village was sent; far away while this one
    counts."""

    objects = TargetFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu của chỉ tiêu")
        indexes: ClassVar = [
            models.Index(
                fields=["target", "until", "at", "village", "number"],
                name="figure_that_counts",
            ),
            models.Index(fields=["target", "village", "at"], name="figure_in_order"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("at")),
                name="figure_gives_way_to_a_later_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.number}"
