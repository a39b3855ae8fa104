"""A pack scored in a period, from opening to lock, as the council and the officers made it."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .values import WrittenOnce


class Round(CommuneOwned):
    class State(models.TextChoices):
        MO = "mo", _("mở kỳ, giao mục")
        DANG_NHAP = "dang_nhap", _("cán bộ đang nhập")
        DA_TU_CHAM = "da_tu_cham", _("đã tự chấm")
        TRINH = "trinh", _("chủ tịch đã duyệt")
        THAM_DINH = "tham_dinh", _("hội đồng thẩm định")
        BO_SUNG = "bo_sung", _("bổ sung theo yêu cầu")
        KET_QUA = "ket_qua", _("có kết quả")
        KHOA = "khoa", _("đã khóa")

    class Rule(models.TextChoices):
        TRUNG_BINH = "trung_binh", _("trung bình các thành viên")
        CHU_TICH = "chu_tich", _("chủ tịch hội đồng quyết")

    pack_code = models.CharField(_("bộ chỉ số"), max_length=40)
    pack_version = models.CharField(_("dấu vân của bộ chỉ số"), max_length=64)
    title = models.CharField(_("tên bộ chỉ số"), max_length=200)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    revision = models.PositiveIntegerField(_("lần"), default=1)
    reason = models.CharField(_("lý do mở lại"), max_length=500, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.MO)
    due = models.DateField(_("hạn nộp"), null=True, blank=True)
    rule = models.CharField(
        _("cách lấy điểm thẩm định"), max_length=10, choices=Rule, default=Rule.TRUNG_BINH
    )
    council = models.JSONField(_("thành viên hội đồng"), default=list, blank=True)
    """Account ids; empty means everybody with the council's role."""
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chủ tịch hội đồng"),
    )
    opened_at = models.DateTimeField(_("mở lúc"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người duyệt"),
    )
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    lock_asked_at = models.DateTimeField(_("đề nghị khóa lúc"), null=True, blank=True)
    locked_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    kept = models.TextField(_("bản đã khóa"), blank=True)
    """What stood there at the lock, as JSON text: shown for ever as it is, letter by letter."""

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ đánh giá")
        indexes: ClassVar = [
            models.Index(fields=["commune", "-last", "-opened_at", "id"], name="round_newest")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "pack_code", "first", "last", "revision"], name="round_once"
            ),
            models.UniqueConstraint(
                fields=["commune", "pack_code", "first", "last"],
                condition=~Q(state="khoa"),
                name="round_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="khoa") | Q(locked_at__isnull=False) & ~Q(kept=""),
                name="round_locked_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="round_reopened_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("indicators:round", args=[self.pk])

    @property
    def kept_sha256(self) -> str:
        return hashlib.sha256(self.kept.encode()).hexdigest()

    @property
    def is_locked(self) -> bool:
        return self.state == self.State.KHOA

    @property
    def is_before_the_council(self) -> bool:
        """It has something to write minutes about, from the first day of its review on."""
        return self.state in BEFORE_THE_COUNCIL


BEFORE_THE_COUNCIL = (
    Round.State.THAM_DINH,
    Round.State.BO_SUNG,
    Round.State.KET_QUA,
    Round.State.KHOA,
)


class RoundItem(CommuneOwned):
    """One item of a round: whose it is, what was handed in, what the council made of it."""

    class State(models.TextChoices):
        CHO = "cho", _("chưa nộp")
        DA_NOP = "da_nop", _("đã nộp")
        HOI_LAI = "hoi_lai", _("phải bổ sung")
        DA_XET = "da_xet", _("hội đồng đã xét")

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="items", verbose_name=_("kỳ đánh giá")
    )
    code = models.CharField(_("chỉ số"), max_length=40)
    order = models.PositiveIntegerField(_("thứ tự"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cán bộ"),
    )
    due = models.DateField(_("hạn"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.CHO)
    self_state = models.CharField(_("kết quả tự chấm"), max_length=16, blank=True)
    self_score = models.DecimalField(
        _("điểm tự chấm"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    how = models.CharField(_("cách tính"), max_length=1000, blank=True)
    explanation = models.CharField(_("giải trình"), max_length=2000, blank=True)
    proofs = models.JSONField(_("minh chứng"), default=list, blank=True)
    council_score = models.DecimalField(
        _("điểm thẩm định"), max_digits=10, decimal_places=2, null=True, blank=True
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục của kỳ đánh giá")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "code"], name="round_item_once"),
        ]

    def __str__(self) -> str:
        return self.code


class RoundNote(WrittenOnce):
    """What was handed in, said or decided about an item, one row each time; nothing is replaced."""

    class Kind(models.TextChoices):
        NOP = "nop", _("nộp tự chấm")
        DONG_Y = "dong_y", _("đồng ý")
        CHO_DIEM = "cho_diem", _("cho điểm khác")
        HOI_LAI = "hoi_lai", _("yêu cầu bổ sung")

    item = models.ForeignKey(
        RoundItem, on_delete=models.PROTECT, related_name="notes", verbose_name=_("mục")
    )
    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    score = models.DecimalField(_("điểm"), max_digits=10, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("nội dung"), max_length=2000, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến về mục")
        indexes: ClassVar = [models.Index(fields=["item", "entered_at"], name="round_note_order")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind__in=["cho_diem", "hoi_lai"]) | ~Q(text=""),
                name="round_note_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.get_kind_display()}"
