"""The commune's own end of the line, and the phones at the other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import Commune, CommuneOwned, CommuneQuerySet
from xaso.lib.ids import new_id


class Station(models.Model):
    """One a commune: the keys phones know it by, and the epoch its counting belongs to.

    The keys lie in the database, so that a commune restored on another machine is the same to its
    phones; a backup is sealed as a whole.
    """

    commune = models.OneToOneField(
        Commune, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name=_("xã")
    )
    signing_key = models.BinaryField(_("khóa ký"), editable=False)
    opening_key = models.BinaryField(_("khóa mở phong bì"), editable=False)
    epoch = models.UUIDField(_("đợt đếm"), default=new_id, editable=False)
    recovering_since = models.DateTimeField(_("đang khôi phục từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("trạm đồng bộ")

    def __str__(self) -> str:
        return f"{self.commune_id} {self.epoch}"


class PastEpoch(models.Model):
    """An epoch that ended, or one a device came with and nobody here knows: it counts once."""

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    epoch = models.UUIDField(_("đợt đếm"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("đợt đếm cũ")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "epoch"], name="sync_epoch_once")
        ]

    def __str__(self) -> str:
        return f"{self.epoch}"


class Device(CommuneOwned):
    """A phone from one enrolment on; installed anew it is another device. `id` is `dev` on the wire."""

    class State(models.TextChoices):
        ACTIVE = "dang_dung", _("đang dùng")
        FROZEN = "dong_bang", _("tạm ngừng nhận, chờ xã xem")
        LOST = "mat", _("báo mất")
        HANDED_IN = "da_nop", _("đã nộp lại")

    label = models.CharField(_("tên máy"), max_length=80)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.ACTIVE)
    state_at = models.DateTimeField(_("từ lúc"))
    state_reason = models.CharField(_("vì sao"), max_length=200, blank=True)
    public_key = models.BinaryField(_("khóa của máy"), editable=False)
    enrolled_at = models.DateTimeField(_("ghi danh lúc"))
    stored = models.PositiveBigIntegerField(_("đã nhận đến số"), default=0)
    head = models.BinaryField(_("mã nối cuối"), default=bytes(32), editable=False)
    highest = models.PositiveBigIntegerField(_("máy đã ghi đến số"), default=0)
    unsent = models.PositiveIntegerField(_("còn trên máy"), default=0)
    oldest_at = models.DateTimeField(_("mục chờ lâu nhất ghi lúc"), null=True, blank=True)
    app_version = models.CharField(_("bản phần mềm"), max_length=40, blank=True)
    last_contact_at = models.DateTimeField(_("liên lạc gần nhất"), null=True, blank=True)
    accepted_to = models.PositiveBigIntegerField(_("nộp lại ở số"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("máy của thôn")

    def __str__(self) -> str:
        return self.label

    @property
    def is_out_of_use(self) -> bool:
        return self.state in (self.State.LOST, self.State.HANDED_IN)


class DevicePerson(CommuneOwned):
    """Whose key on this device signs what that person saves."""

    device = models.ForeignKey(
        Device, on_delete=models.CASCADE, related_name="people", verbose_name=_("máy")
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người dùng máy")
    )
    public_key = models.BinaryField(_("khóa của người"), editable=False)
    earlier_keys = models.JSONField(_("các khóa trước"), default=list, blank=True, editable=False)
    """What was saved before a PIN was forgotten is signed with one of these, and still counts."""
    since = models.DateTimeField(_("từ lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("người dùng máy")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "account"], name="sync_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.account_id}"


class Invitation(CommuneOwned):
    """The one-time code of an enrolment; only its hash is kept."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="+", verbose_name=_("cho ai")
    )
    code_hash = models.CharField(_("mã đã băm"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("cấp lúc"))
    ends_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã ghi danh máy")

    def __str__(self) -> str:
        return f"{self.account_id}"


class Contact(models.Model):
    """When a device was last heard of while it had made `highest` events: what it makes afterwards
    was made afterwards."""

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    device = models.ForeignKey(
        Device, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("máy")
    )
    highest = models.PositiveBigIntegerField(_("máy đã ghi đến số"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần liên lạc")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "highest"], name="sync_contact_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.highest}"
