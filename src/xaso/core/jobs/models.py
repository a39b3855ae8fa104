"""Work that runs apart from a page: what is asked, who holds it, how it ended; and the schedule."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.lib.ids import new_id

MOST_ATTEMPTS = 5


class Job(models.Model):
    """One run of one kind of work. Whoever holds the lease may end it, nobody else."""

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("xong")
        RETRY = "retry", _("lỗi, sẽ thử lại")
        DEAD = "dead", _("không xong")
        DROPPED = "dropped", _("đã bỏ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("xã"),
    )
    name = models.CharField(_("loại việc"), max_length=80)
    arguments = models.JSONField(_("dữ liệu kèm"), default=dict, blank=True)
    asked_by = models.UUIDField(_("người yêu cầu"), null=True, blank=True)
    priority = models.SmallIntegerField(_("mức ưu tiên"), default=0)
    run_after = models.DateTimeField(_("chạy từ lúc"))
    unique_key = models.CharField(_("khóa chống trùng"), max_length=200, blank=True)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    most_attempts = models.PositiveSmallIntegerField(_("số lần thử tối đa"), default=MOST_ATTEMPTS)
    worker = models.CharField(_("nơi đang chạy"), max_length=120, blank=True)
    lease_until = models.DateTimeField(_("giữ việc đến"), null=True, blank=True)
    progress_done = models.PositiveIntegerField(_("đã làm"), default=0)
    progress_total = models.PositiveIntegerField(_("tổng cộng"), default=0)
    progress_note = models.CharField(_("đang làm gì"), max_length=200, blank=True)
    result = models.CharField(_("kết quả"), max_length=500, blank=True)
    error = models.CharField(_("lỗi"), max_length=500, blank=True)
    error_detail = models.TextField(_("chi tiết kỹ thuật"), blank=True)
    made_at = models.DateTimeField(_("yêu cầu lúc"))
    began_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    done_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    OPEN: ClassVar = (State.WAITING, State.RETRY, State.RUNNING)
    ENDED: ClassVar = (State.DONE, State.DEAD, State.DROPPED)

    class Meta:
        verbose_name = _("việc chạy nền")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state__in=("waiting", "retry", "running")) & ~Q(unique_key=""),
                name="job_open_once_for_a_key",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) & ~Q(worker="")
                | ~Q(state="running") & Q(lease_until=None, worker=""),
                name="job_runs_under_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "dead", "dropped"), done_at__isnull=False)
                | Q(state__in=("waiting", "retry", "running"), done_at=None),
                name="job_ends_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["state", "-priority", "run_after"],
                condition=Q(state__in=("waiting", "retry", "running")),
                name="job_to_take",
            ),
            models.Index(fields=["commune", "-made_at"], name="job_of_commune"),
            models.Index(fields=["asked_by", "-made_at"], name="job_of_person"),
            models.Index(fields=["done_at"], name="job_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class Schedule(models.Model):
    """When one kind of work runs next, for one commune or for the whole installation."""

    key = models.CharField(_("khóa"), max_length=100, primary_key=True)
    commune = models.ForeignKey(
        Commune,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("xã"),
    )
    name = models.CharField(_("loại việc"), max_length=80)
    cron = models.CharField(_("giờ chạy"), max_length=60)
    next_at = models.DateTimeField(_("lần tới"), db_index=True)
    last_at = models.DateTimeField(_("lần trước"), null=True, blank=True)
    last_job_id = models.UUIDField(_("việc của lần trước"), null=True, blank=True)

    class Meta:
        verbose_name = _("lịch chạy")

    def __str__(self) -> str:
        return f"{self.key} {self.cron}"


class Worker(models.Model):
    """A process that does the work, and when it last gave a sign of life."""

    name = models.CharField(_("tên"), max_length=120, primary_key=True)
    place = models.CharField(_("máy"), max_length=120)
    pid = models.PositiveIntegerField(_("số của tiến trình"))
    seen_at = models.DateTimeField(_("thấy lần cuối"))
    ended_at = models.DateTimeField(_("nghỉ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("nơi chạy việc nền")

    def __str__(self) -> str:
        return self.name
