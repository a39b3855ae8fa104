from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .plan import Plan, Target
from .task import Task


class AnnexImport(CommuneOwned):
    """One annex file as read. Nothing reaches the tasks before a person has accepted it."""

    class State(models.TextChoices):
        XEM_TRUOC = "xem_truoc", _("đang xem trước")
        DA_NHAN = "da_nhan", _("đã nhận")
        DA_HOAN_TAC = "da_hoan_tac", _("đã hoàn tác")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="imports", verbose_name=_("kế hoạch")
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp phụ lục")
    )
    file_sha256 = models.CharField(_("mã băm của tệp"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    at = models.DateTimeField(_("nhập lúc"))
    mapping = models.JSONField(_("cột đã ghép"), default=dict)
    rows = models.JSONField(_("các dòng nhiệm vụ đã đọc"), default=list)
    target_rows = models.JSONField(_("các dòng chỉ tiêu đã đọc"), default=list)
    choices = models.JSONField(_("điều đã chọn khi xem lại"), default=dict)
    """As typed, see actions.keep_choices: a review goes on where it was left."""
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=State, default=State.XEM_TRUOC
    )
    accepted_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập phụ lục")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="xem_truoc") | models.Q(accepted_at__isnull=False),
                name="import_taken_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        waiting = self.state == self.State.XEM_TRUOC
        return reverse("plans:import-review" if waiting else "plans:import-result", args=[self.pk])


class ImportedRow(CommuneOwned):
    """What one accepted row did to one task or target; `before` lets the whole import be undone."""

    class Effect(models.TextChoices):
        MOI = "moi", _("nhiệm vụ mới")
        SUA = "sua", _("sửa nhiệm vụ")
        GIU = "giu", _("không đổi")
        BO = "bo", _("hủy vì không còn trong phụ lục")

    annex_import = models.ForeignKey(
        AnnexImport,
        on_delete=models.PROTECT,
        related_name="imported_rows",
        verbose_name=_("lần nhập"),
    )
    row = models.PositiveIntegerField(_("dòng"))
    """The 1-based row of the sheet or table; 0 when the annex no longer has it."""
    row_key = models.CharField(_("khóa của dòng"), max_length=260)
    task = models.ForeignKey(
        Task,
        on_delete=models.SET_NULL,
        null=True,
        related_name="imported_rows",
        verbose_name=_("nhiệm vụ"),
    )
    target = models.ForeignKey(
        Target,
        on_delete=models.SET_NULL,
        null=True,
        related_name="imported_rows",
        verbose_name=_("chỉ tiêu"),
    )
    effect = models.CharField(_("tác động"), max_length=4, choices=Effect)
    before = models.JSONField(_("trước"), default=dict)
    after = models.JSONField(_("sau"), default=dict)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng đã nhập")
        indexes: ClassVar = [
            models.Index(fields=["annex_import", "row"], name="imported_row_order")
        ]

    def __str__(self) -> str:
        return f"{self.annex_import_id} #{self.row}"
