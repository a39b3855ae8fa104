from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village


class AwarenessCount(CommuneOwned):
    """Sheets of one group, of one village or of the whole commune, counted together; no names."""

    class Stage(models.TextChoices):
        TRUOC = "truoc", _("trước tập huấn")
        SAU = "sau", _("sau tập huấn")

    class Group(models.TextChoices):
        CAN_BO = "can_bo", _("cán bộ, công chức")
        NGUOI_DAN = "nguoi_dan", _("người dân")
        HO_KINH_DOANH = "ho_kinh_doanh", _("hộ kinh doanh")

    stage = models.CharField(_("lần hỏi"), max_length=8, choices=Stage)
    group = models.CharField(_("nhóm người"), max_length=16, choices=Group)
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thôn"),
    )
    held_on = models.DateField(_("ngày hỏi"))
    sheets = models.PositiveIntegerField(_("số phiếu"))
    right_counts = models.JSONField(_("số phiếu đúng từng câu"), default=dict)
    entered_by = models.UUIDField(_("người nhập"), null=True, blank=True)
    entered_at = models.DateTimeField(_("nhập lúc"))
    removed_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("số phiếu kiểm tra nhận thức")
        indexes: ClassVar = [
            models.Index(fields=["commune", "-held_on", "-id"], name="awareness_newest")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sheets__gte=1), name="awareness_has_sheets")
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}, {self.get_stage_display()}: {self.sheets}"
