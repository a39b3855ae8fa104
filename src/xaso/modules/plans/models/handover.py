from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .plan import Target
from .task import Task


class Handover(CommuneOwned):
    """Bàn giao: all open work of one person given to others in one step."""

    from_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người giao lại"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người quyết định"),
    )
    at = models.DateTimeField(_("bàn giao lúc"))
    reason = models.CharField(_("lý do"), max_length=300)
    closes_account = models.BooleanField(_("khóa tài khoản cũ"), default=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bàn giao")
        indexes: ClassVar = [models.Index(fields=["commune", "-at"], name="handover_newest")]

    def __str__(self) -> str:
        return f"{self.from_account_id} {self.at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("plans:handover", args=[self.pk])


class HandoverItem(CommuneOwned):
    """One thing that changed hands, as it stood that day."""

    class Post(models.TextChoices):
        CHU_TRI = "chu_tri", _("việc đang chủ trì")
        NHAP = "nhap", _("bản nháp")
        NGHIEM_THU = "nghiem_thu", _("việc theo dõi, nghiệm thu")
        CHI_TIEU = "chi_tieu", _("chỉ tiêu theo dõi")

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, related_name="items", verbose_name=_("bàn giao")
    )
    post = models.CharField(_("phần việc"), max_length=12, choices=Post)
    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nhiệm vụ"),
    )
    target = models.ForeignKey(
        Target,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chỉ tiêu"),
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người nhận"),
    )
    code = models.CharField(_("mã"), max_length=20, blank=True)
    title = models.CharField(_("tên việc, chỉ tiêu"), max_length=300)
    status = models.CharField(_("tình trạng"), max_length=120, blank=True)
    due_date = models.DateField(_("hạn"), null=True, blank=True)
    file_count = models.PositiveSmallIntegerField(_("số minh chứng đã có"), default=0)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục bàn giao")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, target=None) | Q(task=None, target__isnull=False),
                name="handover_item_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title
