from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class Plan(CommuneOwned):
    """A signed plan, or one on its way to be signed."""

    class Kind(models.TextChoices):
        NAM = "nam", _("kế hoạch năm")
        GIAI_DOAN = "giai_doan", _("kế hoạch giai đoạn")
        CHUYEN_DE = "chuyen_de", _("kế hoạch chuyên đề")
        DOT = "dot", _("đợt ra quân")

    class State(models.TextChoices):
        NHAP = "nhap", _("Dự thảo")
        LAY_Y_KIEN = "lay_y_kien", _("Lấy ý kiến")
        TRINH = "trinh", _("Trình duyệt")
        BAN_HANH = "ban_hanh", _("Đã ban hành")
        DIEU_CHINH = "dieu_chinh", _("Đang điều chỉnh")
        KET_THUC = "ket_thuc", _("Kết thúc")

    kind = models.CharField(_("loại kế hoạch"), max_length=12, choices=Kind, default=Kind.NAM)
    title = models.CharField(_("tên kế hoạch"), max_length=300)
    year = models.PositiveSmallIntegerField(_("năm"))
    period_from = models.DateField(_("thời kỳ từ ngày"))
    period_to = models.DateField(_("thời kỳ đến hết ngày"))
    document_number = models.CharField(_("số, ký hiệu"), max_length=40, blank=True)
    document_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=80, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=80, blank=True)
    published_url = models.URLField(_("địa chỉ công bố"), blank=True)
    signed_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản đã ký"),
    )
    basis = models.JSONField(_("căn cứ"), default=list, blank=True)
    """Codes of LegalText."""
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc kế hoạch"),
    )
    state = models.CharField(_("trạng thái"), max_length=12, choices=State, default=State.NHAP)
    state_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trình"),
    )
    submitted_at = models.DateTimeField(_("trình lúc"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người duyệt"),
    )
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch")
        indexes: ClassVar = [models.Index(fields=["commune", "-year", "id"], name="plan_by_year")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="plan_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["ban_hanh", "dieu_chinh", "ket_thuc"])
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
                name="plan_in_force_was_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | models.Q(submitted_by__isnull=False)
                & ~models.Q(approved_by=models.F("submitted_by")),
                name="plan_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def is_open_to_edits(self) -> bool:
        return self.state in {self.State.NHAP, self.State.LAY_Y_KIEN, self.State.DIEU_CHINH}


class Goal(CommuneOwned):
    """Mục tiêu: one sentence of a plan, under one pillar."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="goals", verbose_name=_("kế hoạch")
    )
    pillar = models.CharField(_("trụ cột"), max_length=20)
    text = models.CharField(_("mục tiêu"), max_length=500)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục tiêu")

    def __str__(self) -> str:
        return self.text


class Target(CommuneOwned):
    """Chỉ tiêu: a number to reach by a day. `target_number` None means nobody has set it yet."""

    class Direction(models.TextChoices):
        UP = "up", _("càng cao càng tốt")
        DOWN = "down", _("càng thấp càng tốt")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="targets", verbose_name=_("kế hoạch")
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("mục tiêu"),
    )
    pillar = models.CharField(_("trụ cột"), max_length=20, blank=True)
    code = models.CharField(_("số chỉ tiêu"), max_length=20)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    name = models.CharField(_("tên chỉ tiêu"), max_length=300)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    direction = models.CharField(_("chiều"), max_length=4, choices=Direction, default=Direction.UP)
    baseline_number = models.DecimalField(
        _("hiện trạng"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    target_number = models.DecimalField(
        _("mức phải đạt"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    by_date = models.DateField(_("đạt trước hết ngày"))
    per_village = models.BooleanField(_("cộng từ các thôn"), default=False)
    value_code = models.CharField(_("mã số liệu"), max_length=60, blank=True)
    """A bare code of the value definitions of the indicators module."""
    base_code = models.CharField(_("mã mẫu số"), max_length=60, blank=True)
    """With it the target is a share: value ÷ base × 100, summed over villages before dividing."""
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người theo dõi"),
    )
    note = models.CharField(_("cách tính, ghi chú"), max_length=500, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="target_code_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "value_code"], name="target_by_value")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("plans:target", args=[self.pk])
