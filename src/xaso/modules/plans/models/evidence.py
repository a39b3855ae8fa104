from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

from .kinds import EvidenceKind, SubmissionState, VillageState
from .plan import Target
from .task import NO_DUE_DATE, Task
from .task_tables import DRAFT


class Submission(CommuneOwned):
    """One handing-in ("nộp"): the lead's result, or the report of one village."""

    State = SubmissionState

    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("nhiệm vụ")
    )
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("thôn"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người gửi"),
    )
    at = models.DateTimeField(_("gửi lúc"))
    """Server clock. A lead may add evidence until the required count is there: the last moment."""
    stamped_at = models.DateTimeField(_("ghi trên máy lúc"), null=True, blank=True)
    """The phone's moment, kept only when its clock is trusted: sent late because of no signal."""
    outcome = models.CharField(_("kết quả"), max_length=16, default="XONG")
    reason_code = models.CharField(_("mã lý do"), max_length=16, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=SubmissionState, default=SubmissionState.DA_GUI
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người duyệt"),
    )
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nộp")
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "at", "id"], name="submission_waiting"),
            models.Index(fields=["task", "village", "-at"], name="submission_of_task"),
            models.Index(
                fields=["village", "-at", "-id"],
                name="submission_of_village",
                condition=Q(village__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(state="da_gui", village=None),
                name="one_waiting_result",
            ),
            models.UniqueConstraint(
                fields=["task", "village"],
                condition=Q(state="da_gui", village__isnull=False),
                name="one_waiting_report_each",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["chap_nhan", "tra_lai"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="submission_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("by")),
                name="submission_not_decided_by_sender",
            ),
            models.CheckConstraint(
                condition=~Q(state="tra_lai") | ~Q(reason=""), name="submission_returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.at:%d/%m/%Y %H:%M}"


class Evidence(CommuneOwned):
    Kind = EvidenceKind

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="evidence",
        verbose_name=_("lần nộp"),
    )
    kind = models.CharField(_("loại minh chứng"), max_length=12, choices=EvidenceKind)
    text = models.CharField(_("nội dung"), max_length=300, blank=True)
    """The document's number for so_van_ban, else a caption."""
    url = models.URLField(_("đường dẫn"), max_length=500, blank=True)
    number = models.DecimalField(
        _("số liệu"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("người gửi"),
    )
    at = models.DateTimeField(_("gửi lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("minh chứng")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="so_van_ban") & ~Q(text="")
                | Q(kind__in=["tep", "anh"], file__isnull=False)
                | Q(kind="so_lieu", number__isnull=False)
                | Q(kind="duong_dan") & ~Q(url=""),
                name="evidence_holds_what_it_says",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text}".strip()


class TaskVillage(CommuneOwned):
    """What one village owes for a task, and the number of it that counts.

    `number` is that of the newest accepted report; None means nothing is accepted, never 0.
    """

    State = VillageState

    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="villages", verbose_name=_("nhiệm vụ")
    )
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    expected = models.DecimalField(
        _("số phải đạt"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=VillageState, default=VillageState.CHUA_BAO
    )
    number = models.DecimalField(
        _("số đã duyệt"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    counted = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("báo cáo được tính"),
    )
    reported_at = models.DateTimeField(_("báo lúc"), null=True, blank=True)
    reason_code = models.CharField(_("mã lý do"), max_length=16, blank=True)
    task_order = models.PositiveSmallIntegerField(default=DRAFT, editable=False)
    task_date = models.DateField(default=NO_DUE_DATE, editable=False)
    task_target = models.ForeignKey(
        Target,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    """Copies of the task's state_order, listed_date and target, kept by actions/copies.py, so that
    the work of all villages is counted by one index."""

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn của nhiệm vụ")
        indexes: ClassVar = [
            models.Index(
                fields=["village", "task_order", "task_date", "task", "state"],
                name="owed_by_village",
            ),
            models.Index(
                fields=["commune", "task_order", "village", "state", "task_date"],
                name="village_counts",
            ),
            models.Index(
                fields=["task_target", "village", "task_order"], name="villages_of_target"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "village"], name="village_once_a_task"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(counted__isnull=False),
                name="village_number_has_a_report",
            ),
            models.CheckConstraint(
                condition=~Q(state="chap_nhan") | Q(counted__isnull=False),
                name="village_done_has_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.village_id}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self._state.adding:
            self.task_order, self.task_date = self.task.state_order, self.task.listed_date
            self.task_target_id = self.task.target_id
        super().save(*args, **kwargs)  # type: ignore[arg-type]
