from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class CalendarFeed(CommuneOwned):
    """A secret address a phone's calendar reads. Only the hash of its secret is kept."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("lịch của ai"),
    )
    token_hash = models.CharField(_("dấu của địa chỉ"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("lập lúc"))
    revoked_at = models.DateTimeField(_("thu lại lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("địa chỉ lịch")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(revoked_at=None),
                name="one_calendar_feed_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%d/%m/%Y}"
