"""One table, three readers: the audit trail, the outbox and the feed of changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune


class Event(models.Model):
    """What happened. A row is written once and never changed."""

    id = models.BigAutoField(primary_key=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    number = models.PositiveBigIntegerField(_("số thứ tự"))
    kind = models.CharField(_("loại"), max_length=80)
    actor_id = models.UUIDField(_("người thực hiện"), null=True)
    subject_id = models.UUIDField(_("đối tượng"))
    data = models.JSONField(_("dữ liệu"), default=dict)
    recorded_at = models.DateTimeField(_("lúc ghi"))
    previous_hash = models.CharField(_("mã nối trước"), max_length=64)
    hash = models.CharField(_("mã nối"), max_length=64)

    class Meta:
        verbose_name = _("sự kiện")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "number"], name="event_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_id", "number"], name="event_subject"),
            models.Index(fields=["commune", "actor_id", "-number"], name="event_by_actor"),
            models.Index(fields=["commune", "kind", "-number"], name="event_by_kind"),
            models.Index(fields=["commune", "recorded_at", "number"], name="event_by_moment"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.kind}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise TypeError("an event is never changed")
        super().save(*args, **kwargs)


class ChainHead(models.Model):
    """The newest event of a commune; its row lock orders writers on PostgreSQL."""

    commune = models.OneToOneField(
        Commune, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name=_("xã")
    )
    number = models.PositiveBigIntegerField(_("số cuối"), default=0)
    hash = models.CharField(_("mã nối cuối"), max_length=64, default="")

    class Meta:
        verbose_name = _("đầu chuỗi")

    def __str__(self) -> str:
        return f"{self.commune_id} #{self.number}"


class Delivery(models.Model):
    """How far one handler has come with one event; commits together with its effect."""

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ giao")
        DONE = "done", _("đã giao")
        DEAD = "dead", _("không giao được")
        DROPPED = "dropped", _("đã bỏ")

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("sự kiện")
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    handler = models.CharField(_("nơi nhận"), max_length=120)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    try_after = models.DateTimeField(_("giao từ lúc"))
    error = models.CharField(_("lỗi"), max_length=500, blank=True)
    error_detail = models.TextField(_("chi tiết kỹ thuật"), blank=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt giao")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_each"),
            models.CheckConstraint(
                condition=Q(state="waiting", done_at=None)
                | ~Q(state="waiting") & Q(done_at__isnull=False),
                name="delivery_ends_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event"], condition=Q(state="waiting"), name="delivery_next"),
            models.Index(
                fields=["handler", "commune", "event"],
                condition=Q(state="waiting"),
                name="delivery_in_order",
            ),
            models.Index(fields=["state", "done_at"], name="delivery_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} #{self.event_id}"


class DayCount(models.Model):
    """How often something happened on a day of a commune. Nobody is named: count-only."""

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=80)
    count = models.PositiveIntegerField(_("số lần"))

    class Meta:
        verbose_name = _("số việc trong ngày")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "day", "kind"], name="day_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.count}"
