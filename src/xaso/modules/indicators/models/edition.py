from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class PackEdition(CommuneOwned):
    """One edition of a province's own pack. Once taken it is never changed; a new one stands beside.

    Until then it is a workbook a person looks through, with what was corrected on the way.
    """

    class State(models.TextChoices):
        XEM_TRUOC = "xem_truoc", _("đang xem trước")
        DA_NHAN = "da_nhan", _("đã nhận")
        DA_BO = "da_bo", _("đã bỏ")

    code = models.CharField(_("mã bộ chỉ số"), max_length=40, blank=True)
    edition = models.PositiveIntegerField(_("bản thứ"), null=True, blank=True)
    title = models.CharField(_("tên bộ chỉ số"), max_length=200)
    effective_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    effective_to = models.DateField(_("áp dụng đến"), null=True, blank=True)
    basis = models.CharField(_("văn bản ban hành"), max_length=200, blank=True)
    shared = models.BooleanField(_("chung cho các xã trên máy chủ"), default=False)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp Excel")
    )
    corrections = models.JSONField(_("điều đã sửa khi xem trước"), default=dict, blank=True)
    """By the number of the row as Excel shows it: what stands in place of its cells."""
    rows = models.JSONField(_("các dòng"), default=list, blank=True)
    """As lines of a pack's CSV."""
    own_numbers = models.JSONField(_("số liệu riêng"), default=list, blank=True)
    layout = models.JSONField(_("chỗ ghi điểm"), default=dict, blank=True)
    fingerprint = models.CharField(_("dấu vân"), max_length=64, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=State, default=State.XEM_TRUOC
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    at = models.DateTimeField(_("nhập lúc"))
    taken_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản của bộ chỉ số")
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "state", "code", "edition"], name="pack_edition_newest"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "code", "edition"], name="pack_edition_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="da_nhan")
                | Q(edition__isnull=False, taken_at__isnull=False)
                & ~Q(code="")
                & ~Q(fingerprint=""),
                name="pack_edition_taken_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.state == self.State.DA_NHAN:
            return reverse("indicators:pack", args=[self.code])
        return reverse("indicators:pack-review", args=[self.pk])
