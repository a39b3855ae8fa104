"""Short messages in which teams tell of visits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet

from .member import Member


class MessageState(models.TextChoices):
    WAITING = "cho", _("chờ ghi")
    WRITTEN = "da_ghi", _("đã ghi thành lượt")
    PUT_BY = "bo", _("không phải lượt hỗ trợ")


class Message(CommuneOwned):
    """Somebody of the office reads it before it counts: the number of a sender proves nothing. Its id is
    that of the sheet its visits are written from."""

    sender = models.CharField(_("số gửi"), max_length=20)
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thành viên có số này"),
    )
    text = models.CharField(_("nội dung tin"), max_length=1000)
    sent_at = models.DateTimeField(_("gửi lúc"))
    came_at = models.DateTimeField(_("tới lúc"))
    state = models.CharField(
        _("tình trạng"), max_length=6, choices=MessageState, default=MessageState.WAITING
    )
    reason = models.CharField(_("vì sao bỏ"), max_length=200, blank=True)
    by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ai xem"),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin nhắn của tổ")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="bo") & ~Q(reason="") | ~Q(state="bo") & Q(reason=""),
                name="message_put_by_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "-came_at"], name="message_by_state"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
