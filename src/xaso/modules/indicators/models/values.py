"""Values, answers and targets are written once: a correction is a new row, the newest counts."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village


class WrittenOnce(CommuneOwned):
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    entered_at = models.DateTimeField(_("nhập lúc"))

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("a row of this table is never changed; add a new one")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Value(WrittenOnce):
    """One number of one definition, for the commune or for one village.

    A number "cuối kỳ" is of one day: `first`, `last` and `as_of` are that day.
    """

    class State(models.TextChoices):
        CO_SO = "co_so", _("có số")
        THIEU = "thieu", _("chưa có, đã nêu lý do")

    class Method(models.TextChoices):
        NHAP_TAY = "nhap_tay", _("nhập tay")
        NHAP_TEP = "nhap_tep", _("nhập tệp")

    code = models.CharField(_("mã số liệu"), max_length=60)
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thôn"),
    )
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    as_of = models.DateField(_("tính đến ngày"))
    number = models.DecimalField(
        _("số liệu"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State, default=State.CO_SO, editable=False
    )
    method = models.CharField(
        _("cách nhập"), max_length=8, choices=Method, default=Method.NHAP_TAY
    )
    confirmed_zero = models.BooleanField(_("đúng là 0"), default=False)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("sửa cho"),
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    """Why it differs from what stood there before, or why there is no number."""
    note = models.CharField(_("nguồn, ghi chú"), max_length=500, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu")
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "code", "village", "-as_of", "-entered_at"], name="value_newest"
            ),
            models.Index(fields=["commune", "-entered_at", "id"], name="value_last_entered"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number__isnull=False, state="co_so")
                | Q(number=None, state="thieu") & ~Q(reason=""),
                name="value_has_number_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=0), name="value_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first"), as_of__gte=models.F("first")),
                name="value_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""), name="value_correction_says_why"
            ),
            models.UniqueConstraint(fields=["corrects"], name="value_corrected_once"),
            models.CheckConstraint(
                condition=Q(confirmed_zero=False) | Q(number=0),
                name="value_only_zero_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.last:%d/%m/%Y}: {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:value", args=[self.code])


class PackEntry(WrittenOnce):
    """What the commune says about a pack in a period: that it uses it, a target, an answer.

    One table, so that a page with every pack reads it once. The newest of each kind counts.
    """

    class Kind(models.TextChoices):
        THEO_DOI = "theo_doi", _("dùng bộ chỉ số")
        CHI_TIEU = "chi_tieu", _("chỉ tiêu của chỉ số")
        TRA_LOI = "tra_loi", _("trả lời của chỉ số")

    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    pack_code = models.CharField(_("bộ chỉ số"), max_length=40)
    item_code = models.CharField(_("chỉ số"), max_length=40, blank=True)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))

    in_use = models.BooleanField(_("đang dùng"), null=True, blank=True)
    pack_version = models.CharField(_("dấu vân của bộ chỉ số"), max_length=64, blank=True)
    """Fingerprint of the pack's data on that day; another one now means the pack was changed."""

    target_number = models.DecimalField(
        _("chỉ tiêu (%)"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    document_number = models.CharField(_("số văn bản giao"), max_length=60, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)

    level = models.CharField(_("mức"), max_length=60, blank=True)
    yes = models.BooleanField(_("có hay không"), null=True, blank=True)
    number = models.DecimalField(
        _("số liệu"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    parts = models.JSONField(_("các phần"), default=list, blank=True)
    """For each part true, false, or null while nobody knows."""
    not_applicable = models.BooleanField(_("không áp dụng"), default=False)
    explanation = models.CharField(_("giải trình"), max_length=1000, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("ghi nhận về bộ chỉ số")
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "pack_code", "first", "item_code", "entered_at"],
                name="pack_entry_of_period",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(not_applicable=False) | ~Q(explanation=""),
                name="not_applicable_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind="theo_doi", in_use__isnull=False, item_code="")
                | ~Q(kind="theo_doi") & Q(in_use=None) & ~Q(item_code=""),
                name="pack_or_one_of_its_items",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="chi_tieu", target_number__isnull=False, document_date__isnull=False
                )
                & ~Q(document_number="")
                | ~Q(kind="chi_tieu") & Q(target_number=None),
                name="pack_target_names_its_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack_code} {self.item_code} {self.get_kind_display()}"


class ValueEvidence(CommuneOwned):
    """What proves a value or an answer: a file, an address or the number of a document."""

    class Kind(models.TextChoices):
        TEP = "tep", _("tệp")
        DUONG_DAN = "duong_dan", _("đường dẫn")
        SO_VAN_BAN = "so_van_ban", _("số văn bản")

    value = models.ForeignKey(
        Value,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("số liệu"),
    )
    entry = models.ForeignKey(
        PackEntry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("trả lời"),
    )
    kind = models.CharField(_("loại minh chứng"), max_length=12, choices=Kind)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp"),
    )
    url = models.URLField(_("đường dẫn"), max_length=500, blank=True)
    text = models.CharField(_("số, ký hiệu"), max_length=200, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("minh chứng của số liệu")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, entry=None) | Q(value=None, entry__isnull=False),
                name="value_evidence_proves_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind="tep", file__isnull=False)
                | Q(kind="duong_dan") & ~Q(url="")
                | Q(kind="so_van_ban") & ~Q(text=""),
                name="value_evidence_holds_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.url or (self.file.name if self.file else "")
