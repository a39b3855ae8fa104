from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .plan import Plan


class PlanTemplate(CommuneOwned):
    """A plan the commune keeps as a pattern: targets, and tasks with days counted from a start."""

    name = models.CharField(_("tên mẫu"), max_length=200)
    help_text = models.CharField(_("dùng khi nào"), max_length=500, blank=True)
    body = models.JSONField(_("nội dung mẫu"), default=dict)
    """As the packaged templates of data/templates."""
    from_plan = models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lấy từ kế hoạch"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người lưu"),
    )
    made_at = models.DateTimeField(_("lưu lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu kế hoạch")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "name"], name="plan_template_name_once")
        ]

    def __str__(self) -> str:
        return self.name
