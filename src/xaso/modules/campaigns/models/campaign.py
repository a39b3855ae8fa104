"""A drive, what each village is to reach in it, and what people can listen to before they go."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village


class Mode(models.TextChoices):
    COUNT = "dem", _("đếm số")
    LIST = "danh_sach", _("theo danh sách hộ")


class Unit(models.TextChoices):
    HOUSEHOLD = "ho", _("hộ")
    PERSON = "nguoi", _("người")
    PLACE = "co_so", _("cơ sở")
    SAMPLE = "mau", _("mẫu")


class State(models.TextChoices):
    DRAFT = "nhap", _("đang chuẩn bị")
    OPEN = "dang_mo", _("đang ra quân")
    LOCKED = "da_khoa", _("đã khóa sổ")


class Campaign(CommuneOwned):
    code = models.CharField(_("mã đợt"), max_length=12)
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveSmallIntegerField(_("số thứ tự trong năm"))
    name = models.CharField(_("tên đợt"), max_length=160)
    goal = models.TextField(_("mục đích"), blank=True)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến hết ngày"))
    mode = models.CharField(_("cách ghi"), max_length=10, choices=Mode, default=Mode.COUNT)
    unit = models.CharField(_("đơn vị đếm"), max_length=8, choices=Unit, default=Unit.HOUSEHOLD)
    done_means = models.CharField(_("thế nào là xong"), max_length=300)
    reasons = models.JSONField(_("lý do chưa xong"), default=list)
    steps = models.TextField(_("hướng dẫn từng bước"), blank=True)
    announcement = models.TextField(_("lời phát loa"), blank=True)
    owner = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người phụ trách")
    )
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.DRAFT)
    template_code = models.CharField(_("theo mẫu"), max_length=40, blank=True)
    plan_id = models.UUIDField(_("thuộc kế hoạch"), null=True, blank=True)
    task_id = models.UUIDField(_("thuộc nhiệm vụ"), null=True, blank=True)
    value_code = models.CharField(_("số liệu được cấp"), max_length=60, blank=True)
    made_by = models.UUIDField(_("người lập"), null=True, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    locked_at = models.DateTimeField(_("khóa sổ lúc"), null=True, blank=True)
    proposals = models.TextField(_("kiến nghị khi khóa sổ"), blank=True)
    lists_purged_at = models.DateTimeField(_("xóa danh sách lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt ra quân")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "year", "number"], name="campaign_number_once"
            ),
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")), name="campaign_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state="nhap", opened_at=None)
                | ~Q(state="nhap") & Q(opened_at__isnull=False) & ~Q(done_means=""),
                name="campaign_opened_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="da_khoa", locked_at__isnull=False)
                | ~Q(state="da_khoa") & Q(locked_at=None),
                name="campaign_locked_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(lists_purged_at=None) | Q(state="da_khoa"),
                name="campaign_purged_once_locked",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "-to_date"], name="campaign_by_state")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.pk])

    @property
    def is_list(self) -> bool:
        return self.mode == Mode.LIST


class CampaignVillage(CommuneOwned):
    """One village in a drive, with its counts: kept in the transaction of every checkpoint, and
    compared with the checkpoints every night."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="villages", verbose_name=_("đợt")
    )
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    target = models.PositiveIntegerField(_("chỉ tiêu"), null=True, blank=True)
    responsible = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người phụ trách thôn"),
    )
    listed = models.PositiveIntegerField(_("trong danh sách"), default=0)
    last_number = models.PositiveIntegerField(_("số cuối đã phát"), default=0)
    """Numbers stand on paper, so none is given twice, also after its household has left."""
    reached = models.PositiveIntegerField(_("đã tới"), default=0)
    done = models.PositiveIntegerField(_("xong"), default=0)
    failed = models.PositiveIntegerField(_("chưa xong"), default=0)
    absent = models.PositiveIntegerField(_("vắng nhà"), default=0)
    reasons = models.JSONField(_("lý do"), default=dict)
    """Code → how many."""
    reported_at = models.DateTimeField(_("báo gần nhất"), null=True, blank=True)
    """None: nobody has said anything yet, which is not the same as 0."""
    reported_day = models.DateField(_("ngày báo gần nhất"), null=True, blank=True)
    counted_before = models.PositiveIntegerField(
        _("đã đếm trước khi có danh sách"), null=True, blank=True
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn trong đợt")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "village"], name="campaign_village_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "village"], name="campaign_by_village")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.village_id}"


class CampaignRecording(CommuneOwned):
    """Instructions somebody of the place has spoken, in one language."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="recordings", verbose_name=_("đợt")
    )
    language = models.CharField(_("tiếng"), max_length=8)
    title = models.CharField(_("nói về"), max_length=120)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp âm thanh")
    )
    added_at = models.DateTimeField(_("thêm lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản ghi hướng dẫn")

    def __str__(self) -> str:
        return self.title
