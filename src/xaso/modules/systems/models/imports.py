"""Files taken out of a system, on their way to numbers, and how the files of a system are read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .system import System


class SystemReading(CommuneOwned):
    """Cách đọc tệp: which column is what. Made once, used each month."""

    system = models.ForeignKey(
        System, on_delete=models.CASCADE, related_name="readings", verbose_name=_("hệ thống")
    )
    name = models.CharField(_("tên cách đọc"), max_length=80)
    village_column = models.CharField(_("cột thôn"), max_length=140, blank=True)
    rules = models.JSONField(_("cách lấy từng số"), default=list)
    village_names = models.JSONField(_("tên thôn trong tệp"), default=dict, blank=True)
    """What a name in the files stands for, by its key: the id of a village, or "" for none of ours."""
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người lập"),
    )
    at = models.DateTimeField(_("lưu lúc"))
    used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("cách đọc tệp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "name"], name="system_reading_once"),
            models.CheckConstraint(condition=~Q(rules=[]), name="system_reading_reads_a_number"),
        ]

    def __str__(self) -> str:
        return self.name


class SystemFile(CommuneOwned):
    """One export that somebody sent: looked over, its numbers taken or not. The file itself is not
    kept: it is full of people; what was read of it goes once the numbers are taken."""

    class State(models.TextChoices):
        REVIEW = "xem_truoc", _("đang xem trước")
        TAKEN = "da_nhan", _("đã nhận")
        DROPPED = "da_bo", _("đã bỏ")
        TAKEN_BACK = "da_rut", _("đã rút lại")

    system = models.ForeignKey(
        System, on_delete=models.CASCADE, related_name="files", verbose_name=_("hệ thống")
    )
    reading = models.ForeignKey(
        SystemReading,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cách đọc tệp"),
    )
    file_name = models.CharField(_("tên tệp"), max_length=120)
    sha256 = models.CharField(_("mã băm"), max_length=64)
    sheets = models.JSONField(_("nội dung đã đọc"), default=list, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.REVIEW)
    first = models.DateField(_("số liệu từ ngày"), null=True, blank=True)
    last = models.DateField(_("số liệu đến hết ngày"), null=True, blank=True)
    taken = models.JSONField(_("các số đã nhận"), default=list, blank=True)
    """Pairs of ids: the number, and the one it took the place of or None."""
    export_id = models.UUIDField(_("lần trích xuất"), null=True, blank=True)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    at = models.DateTimeField(_("đọc lúc"))
    done_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp đã nhập")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="xem_truoc") | Q(sheets=[]),
                name="system_file_keeps_nothing_of_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["da_nhan", "da_rut"]) | Q(done_at__isnull=False),
                name="system_file_taken_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["system", "-at"], name="system_file_newest"),
            models.Index(fields=["system", "sha256"], name="system_file_again"),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("systems:file", args=[self.pk])
