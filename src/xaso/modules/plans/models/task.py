from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet
from xaso.lib.text import fold

from .kinds import EvidenceKind, Priority, Recurrence, SourceKind, TaskState
from .plan import Plan, Target
from .task_tables import (
    CANCELLED,
    DONE,
    DRAFT,
    PAUSED,
    RUNNING,
    TASK_CONSTRAINTS,
    TASK_INDEXES,
    WAITING,
)

STATE_ORDER = {
    TaskState.CHUA_BAT_DAU: RUNNING,
    TaskState.DANG_LAM: RUNNING,
    TaskState.CHO_MINH_CHUNG: WAITING,
    TaskState.TAM_DUNG: PAUSED,
    TaskState.NHAP: DRAFT,
    TaskState.HUY: CANCELLED,
    TaskState.HOAN_THANH: DONE,
}
"""Lists read one order after the other; inside an order the earliest due date comes first. What is
over stands last, so that reading backwards gives the newest finished task."""

NO_DUE_DATE = date(9999, 12, 31)


class TaskQuerySet(CommuneQuerySet["Task"]):
    def running(self) -> Self:
        """Assigned and not yet handed in: the lead must do something."""
        return self.filter(state_order=RUNNING)

    def open(self) -> Self:
        return self.filter(state_order__in=[RUNNING, WAITING, PAUSED])

    def late_on(self, today: date) -> Self:
        """As lateness.is_late: what waits for a leader is late only when it was handed in late."""
        running = Q(state_order=RUNNING, listed_date__lt=today)
        handed_in = Q(state_order=WAITING, submitted_on__gt=F("listed_date"))
        return self.filter(running | handed_in, state_order__in=[RUNNING, WAITING])

    def for_rows(self) -> Self:
        """With what every row of a list shows, in one query."""
        return self.select_related("lead", "follower", "target")


class Task(CommuneOwned):
    """Nhiệm vụ with the five "rõ". Quá hạn is worked out from the dates and never stored."""

    State = TaskState

    plan = models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("kế hoạch"),
    )
    target = models.ForeignKey(
        Target,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="tasks",
        verbose_name=_("chỉ tiêu"),
    )
    series = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("lặp lại từ việc"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    code = models.CharField(_("mã nhiệm vụ"), max_length=16, blank=True)
    """NV-<year>-<number>, given when the task leaves draft; empty before."""
    pillar = models.CharField(_("trụ cột"), max_length=20, blank=True)
    title = models.CharField(_("việc phải làm"), max_length=200)
    product = models.CharField(_("sản phẩm, kết quả"), max_length=500, blank=True)

    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người chủ trì"),
    )
    lead_role = models.CharField(_("vai trò chủ trì"), max_length=20, blank=True)
    """A village-bound role ("truong_thon"): the heads of all villages of the task lead it."""
    lead_unit_text = models.CharField(_("đơn vị chủ trì"), max_length=300, blank=True)
    coworkers_text = models.CharField(_("đơn vị phối hợp"), max_length=500, blank=True)
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lãnh đạo theo dõi, nghiệm thu"),
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người giao"),
    )
    assigned_at = models.DateTimeField(_("giao lúc"), null=True, blank=True)

    source_kind = models.CharField(
        _("việc từ đâu"), max_length=16, choices=SourceKind, default=SourceKind.KE_HOACH
    )
    source_number = models.CharField(_("số văn bản giao"), max_length=60, blank=True)
    source_date = models.DateField(_("ngày văn bản giao"), null=True, blank=True)
    source_issuer = models.CharField(_("cơ quan giao"), max_length=160, blank=True)
    source_clause = models.CharField(_("điều, khoản"), max_length=120, blank=True)
    source_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản quét văn bản giao"),
    )
    plan_position = models.CharField(_("vị trí trong kế hoạch"), max_length=300, blank=True)

    due_date = models.DateField(_("hạn"), null=True, blank=True)
    due_note = models.CharField(_("ghi chú về hạn"), max_length=200, blank=True)
    original_due_date = models.DateField(_("hạn gốc"), null=True, blank=True, editable=False)
    counted_due_date = models.DateField(
        _("hạn tính đúng hạn"), null=True, blank=True, editable=False
    )
    """The original due date, moved only by an extension granted before it passed, or a pause."""
    recurrence = models.CharField(_("lặp lại"), max_length=12, choices=Recurrence, blank=True)
    recurrence_day = models.PositiveSmallIntegerField(_("ngày trong tháng"), null=True, blank=True)
    recurrence_until = models.DateField(_("lặp lại đến hết ngày"), null=True, blank=True)
    evidence_kind = models.CharField(
        _("loại minh chứng"), max_length=12, choices=EvidenceKind, blank=True
    )
    evidence_count = models.PositiveSmallIntegerField(_("số minh chứng cần có"), default=1)
    priority = models.PositiveSmallIntegerField(
        _("ưu tiên"), choices=Priority, default=Priority.NORMAL
    )
    budget_million = models.DecimalField(
        _("kinh phí (triệu đồng)"), max_digits=12, decimal_places=3, null=True, blank=True
    )

    state = models.CharField(
        _("trạng thái"), max_length=16, choices=TaskState, default=TaskState.NHAP
    )
    state_order = models.PositiveSmallIntegerField(default=DRAFT, editable=False)
    progress = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)
    hindrance = models.CharField(_("vướng mắc"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    is_on_time = models.BooleanField(_("đúng hạn"), null=True, blank=True, editable=False)
    """Set when the result is accepted; judged against `counted_due_date`."""
    paused_on = models.DateField(_("tạm dừng từ"), null=True, blank=True)
    resume_date = models.DateField(_("dự kiến làm lại"), null=True, blank=True)
    pause_reason = models.CharField(_("lý do tạm dừng"), max_length=500, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)
    cancelled_on = models.DateField(_("hủy ngày"), null=True, blank=True)
    extension_count = models.PositiveSmallIntegerField(_("số lần gia hạn"), default=0)
    evidence_given = models.PositiveSmallIntegerField(_("số minh chứng đã có"), default=0)
    village_count = models.PositiveSmallIntegerField(_("số thôn"), default=0)
    villages_done = models.PositiveSmallIntegerField(_("số thôn xong"), default=0)
    search_text = models.CharField(max_length=700, blank=True, editable=False)
    listed_date = models.DateField(default=NO_DUE_DATE, editable=False)
    """The due date, or a far day for drafts without one: lists sort by it, and it is never null."""

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        indexes: ClassVar = TASK_INDEXES
        constraints: ClassVar = TASK_CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("plans:task", args=[self.pk])

    def save(self, *args: object, **kwargs: object) -> None:
        self.state_order = STATE_ORDER[TaskState(self.state)]
        self.listed_date = self.due_date or NO_DUE_DATE
        words = (self.code, self.title, self.lead_unit_text, self.source_number)
        self.search_text = fold(" ".join(words))[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_led_by_villages(self) -> bool:
        return self.lead_role != ""
