from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class CodeList(models.TextChoices):
    SERVICE = "noi_dung", _("nội dung hỗ trợ")
    OUTCOME = "ket_qua", _("kết quả")
    REASON = "ly_do", _("lý do chưa xong")
    PLACE = "noi", _("nơi hỗ trợ")
    JOB = "nghe", _("nghề, đoàn thể")


class OwnCode(CommuneOwned):
    """What the commune has added to a packaged list. Its meaning never changes; it can only end."""

    which = models.CharField(_("danh mục"), max_length=10, choices=CodeList)
    code = models.CharField(_("mã"), max_length=20)
    label = models.CharField(_("tên gọi"), max_length=80)
    asks_reason = models.BooleanField(_("phải ghi lý do"), default=False)
    first_date = models.DateField(_("dùng từ ngày"))
    last_date = models.DateField(_("dùng đến hết ngày"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã riêng của xã")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "which", "code"], name="team_code_once"),
            models.CheckConstraint(
                condition=Q(last_date=None) | Q(last_date__gte=F("first_date")),
                name="team_code_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label
