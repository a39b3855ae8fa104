"""Households and the few facts about them that work needs: no papers of identity, no place on a map."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Cluster, CommuneOwned, CommuneQuerySet, Village
from xaso.lib.text import fold

MOST_MEMBERS = 60


class CloseReason(models.TextChoices):
    MOVED = "chuyen_di", _("đã chuyển đi nơi khác")
    ENDED = "khong_con", _("không còn ai trong hộ")
    DOUBLE = "ghi_trung", _("ghi trùng, đã gộp vào hộ khác")
    GONE = "khong_co_trong_tep", _("không còn trong danh sách thôn gửi")


class Household(CommuneOwned):
    """One household. Its code never changes and is never given to another."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cụm dân cư"),
    )
    code = models.CharField(_("mã hộ"), max_length=20)
    head_name = models.CharField(_("tên chủ hộ"), max_length=80, blank=True)
    head_folded = models.CharField(max_length=80, blank=True, editable=False)
    members_count = models.PositiveSmallIntegerField(_("số người"), null=True, blank=True)
    has_smartphone = models.BooleanField(_("có điện thoại thông minh"), null=True, blank=True)
    language = models.CharField(_("tiếng nói chính"), max_length=8, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    close_reason = models.CharField(
        _("lý do đóng"), max_length=20, choices=CloseReason, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("gộp vào hộ"),
    )
    forgotten_at = models.DateTimeField(_("xóa tên lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("hộ")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="household_code_once"),
            models.CheckConstraint(
                condition=~Q(head_name="") | Q(forgotten_at__isnull=False),
                name="household_has_a_head",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, close_reason="", merged_into=None)
                | Q(closed_at__isnull=False) & ~Q(close_reason=""),
                name="household_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(closed_at__isnull=False),
                name="household_forgotten_once_closed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "village", "code"], name="household_by_village"),
            models.Index(fields=["commune", "closed_at"], name="household_by_end"),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: object, **kwargs: object) -> None:
        self.head_folded = fold(self.head_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class NotDouble(CommuneOwned):
    """Somebody has looked: these two of one name are two households. The smaller id stands first."""

    first = models.ForeignKey(
        Household, on_delete=models.CASCADE, related_name="+", verbose_name=_("hộ thứ nhất")
    )
    second = models.ForeignKey(
        Household, on_delete=models.CASCADE, related_name="+", verbose_name=_("hộ thứ hai")
    )
    by_id = models.UUIDField(_("người xem"), null=True, blank=True)
    at = models.DateTimeField(_("xem lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("hai hộ trùng tên, không ghi trùng")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="not_double_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_double_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class HouseholdImport(CommuneOwned):
    """One list somebody sent: read, looked over, taken in, and undone as a whole if need be."""

    class State(models.TextChoices):
        REVIEW = "xem_truoc", _("đang xem trước")
        RUNNING = "dang_ghi", _("đang ghi")
        DONE = "da_nhan", _("đã nhận")
        UNDONE = "da_hoan_tac", _("đã hoàn tác")
        DROPPED = "da_bo", _("đã bỏ")

    file_name = models.CharField(_("tên tệp"), max_length=120)
    sha256 = models.CharField(_("mã băm"), max_length=64)
    grid = models.JSONField(_("nội dung đã đọc"), default=list, blank=True)
    columns = models.JSONField(_("các cột"), default=dict, blank=True)
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thôn của cả tệp"),
    )
    closes_gone = models.BooleanField(_("đóng hộ không còn trong tệp"), default=False)
    state = models.CharField(_("tình trạng"), max_length=12, choices=State, default=State.REVIEW)
    new_count = models.PositiveIntegerField(_("hộ mới"), default=0)
    changed_count = models.PositiveIntegerField(_("hộ sửa"), default=0)
    same_count = models.PositiveIntegerField(_("hộ như cũ"), default=0)
    gone_count = models.PositiveIntegerField(_("hộ đóng"), default=0)
    bad_count = models.PositiveIntegerField(_("dòng bỏ"), default=0)
    by_id = models.UUIDField(_("người nhập"), null=True, blank=True)
    at = models.DateTimeField(_("đọc lúc"))
    done_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập danh sách hộ")
        indexes: ClassVar = [models.Index(fields=["commune", "-at"], name="household_import_new")]

    def __str__(self) -> str:
        return self.file_name


class HouseholdChange(CommuneOwned):
    """What one row was before an import touched it; what undoing puts back."""

    batch = models.ForeignKey(
        HouseholdImport,
        on_delete=models.CASCADE,
        related_name="changes",
        verbose_name=_("lần nhập"),
    )
    household = models.ForeignKey(
        Household, on_delete=models.CASCADE, related_name="+", verbose_name=_("hộ")
    )
    before = models.JSONField(_("trước đó"), null=True, blank=True)
    """None for a household the import made."""
    version_after = models.PositiveIntegerField(_("phiên bản sau khi nhập"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("thay đổi của lần nhập hộ")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "household"], name="household_change_once")
        ]

    def __str__(self) -> str:
        return str(self.household_id)
