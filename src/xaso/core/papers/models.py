"""Papers of the commune from draft to signed copy, their numbers, and how the letterhead reads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet


class PaperSettings(CommuneOwned):
    """One row a commune; a commune without one uses the defaults of `queries.settings_of`."""

    parent_line = models.CharField(
        _("dòng cơ quan cấp trên"),
        max_length=120,
        blank=True,
        help_text=_("Để trống nếu văn bản của xã chỉ ghi tên UBND xã."),
    )
    place_name = models.CharField(_("địa danh"), max_length=60, blank=True)
    office_symbol = models.CharField(_("ký hiệu cơ quan"), max_length=20, default="UBND")
    letter_unit = models.CharField(_("ký hiệu đơn vị soạn công văn"), max_length=20, default="VP")
    one_series = models.BooleanField(_("một dãy số chung cho mọi loại văn bản"), default=False)
    chairman_name = models.CharField(_("họ tên Chủ tịch"), max_length=80, blank=True)
    office_file_copy = models.CharField(_("nơi lưu"), max_length=40, default="VT")

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("thể thức văn bản")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune"], name="paper_settings_once")
        ]

    def __str__(self) -> str:
        return self.commune_id


class NumberSeries(CommuneOwned):
    """The last number given in one series of one year; its row lock lines the clerks up."""

    series = models.CharField(_("dãy số"), max_length=20)
    year = models.PositiveSmallIntegerField(_("năm"))
    last = models.PositiveIntegerField(_("số cuối"), default=0)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("dãy số văn bản")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "series", "year"], name="one_series_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"


class OfficialPaper(CommuneOwned):
    """One paper. Its words live in `body` until a number is given; then the files are final."""

    class State(models.TextChoices):
        DRAFT = "nhap", _("dự thảo")
        NUMBERED = "da_cap_so", _("đã cấp số, chờ ký")
        SIGNED = "da_ky", _("đã ký")
        VOID = "huy", _("đã hủy số")

    kind = models.SlugField(_("mẫu"), max_length=40)
    type_symbol = models.CharField(_("ký hiệu loại"), max_length=10, blank=True)
    title = models.CharField(_("trích yếu"), max_length=300)
    period = models.CharField(_("kỳ"), max_length=10, blank=True)
    about = models.CharField(_("về"), max_length=60, blank=True)
    """What the clerk chose for it: the code of a pillar, the id of a plan, a drive, a person."""
    subject_id = models.UUIDField(_("đối tượng"), null=True, blank=True)
    body = models.JSONField(_("nội dung"), default=dict)
    basis_codes = models.JSONField(_("căn cứ"), default=list)
    basis_ticked_by = models.UUIDField(_("người xác nhận căn cứ"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=12, choices=State, default=State.DRAFT)
    drafted_by = models.UUIDField(_("người soạn"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("soạn lúc"))
    series = models.CharField(_("dãy số"), max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=40, blank=True)
    paper_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    numbered_by = models.UUIDField(_("người cấp số"), null=True, blank=True)
    numbered_at = models.DateTimeField(_("cấp số lúc"), null=True, blank=True)
    void_reason = models.CharField(_("lý do hủy số"), max_length=200, blank=True)
    docx = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản Word"),
    )
    pdf = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản PDF"),
    )
    xlsx = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("phụ lục Excel"),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "series", "year", "number"], name="paper_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="nhap")
                | models.Q(number__isnull=False, paper_date__isnull=False),
                name="numbered_paper_has_number_and_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "-drafted_at"], name="paper_newest"),
            models.Index(fields=["commune", "kind", "period"], name="paper_kind_period"),
        ]

    def __str__(self) -> str:
        return self.full_number or self.title

    def get_absolute_url(self) -> str:
        return reverse("desk:paper", args=[self.pk])

    @property
    def full_number(self) -> str:
        """ "05/BC-UBND"; empty before the number is given."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class SignedCopy(CommuneOwned):
    """The signed PDF as it came back. Replacing it adds a row with a reason; both stay."""

    paper = models.ForeignKey(
        OfficialPaper,
        on_delete=models.PROTECT,
        related_name="signed_copies",
        verbose_name=_("văn bản"),
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp")
    )
    attached_by = models.UUIDField(_("người đính kèm"), null=True, blank=True)
    attached_at = models.DateTimeField(_("đính kèm lúc"))
    reason = models.CharField(_("lý do thay"), max_length=200, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản đã ký")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.attached_at:%Y-%m-%d}"
