"""The commune's line to its province, what went up over it; and at the province, what communes reported."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.sync.models import Device, Item, State
from xaso.core.units.models import Commune, CommuneOwned, CommuneQuerySet


class Uplink(CommuneOwned):
    """One a commune. The commune's own server is a device of the province, known by these keys; they
    lie in the database, as those of the commune's station do, so that a restored commune has them."""

    class State(models.TextChoices):
        JOINED = "noi", _("đang nối")
        COPIED = "hai_may", _("có hai máy cùng tên")
        UNKNOWN = "khong_biet", _("tỉnh không nhận ra máy này")

    address = models.CharField(_("địa chỉ của tỉnh"), max_length=200)
    hub_name = models.CharField(_("nơi nhận"), max_length=120)
    hub_code = models.CharField(_("mã nơi nhận"), max_length=5)
    account = models.UUIDField(_("tài khoản ở tỉnh"))
    device = models.UUIDField(_("mã máy ở tỉnh"))
    key = models.BinaryField(_("khóa của máy"), editable=False)
    person_key = models.BinaryField(_("khóa ký"), editable=False)
    server_key = models.BinaryField(_("khóa của tỉnh"), editable=False)
    previous_device = models.UUIDField(_("mã máy trước"), null=True, blank=True)
    previous_key = models.BinaryField(_("khóa máy trước"), default=b"", editable=False)
    next_key = models.BinaryField(_("khóa máy sau"), default=b"", editable=False)
    next_person_key = models.BinaryField(_("khóa ký sau"), default=b"", editable=False)
    """Kept before the province is asked: the same question after a lost answer is the same machine."""
    epoch = models.UUIDField(_("đợt đếm"), null=True, blank=True)
    highest = models.PositiveBigIntegerField(_("đã đánh đến số"), default=0)
    head = models.BinaryField(_("mã nối cuối"), default=bytes(32), editable=False)
    received = models.PositiveBigIntegerField(_("tỉnh đã nhận đến số"), default=0)
    safe = models.PositiveBigIntegerField(_("tỉnh đã sao lưu đến số"), default=0)
    got = models.JSONField(_("giấy báo nhận cuối"), null=True, blank=True)
    must_tell_all = models.BooleanField(_("phải báo lại tất cả"), default=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.JOINED)
    reason = models.CharField(_("lần cuối không gửi được vì"), max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(_("số lần không gửi được"), default=0)
    joined_at = models.DateTimeField(_("nối từ"))
    tried_at = models.DateTimeField(_("gửi thử lúc"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("gửi lại sau"), null=True, blank=True)
    heard_at = models.DateTimeField(_("liên lạc gần nhất"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("đường lên tỉnh")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune"], name="upstream_one_uplink")
        ]

    def __str__(self) -> str:
        return self.address


class Outgoing(CommuneOwned):
    """One thing the commune says to its province. `content` never changes: `id` and `content_hash` stay
    when another device of the commune issues it again. Its place in a chain comes when it is sent."""

    kind = models.CharField(_("loại"), max_length=60)
    unit_code = models.CharField(_("về xã"), max_length=5)
    key = models.CharField(_("về việc"), max_length=120)
    is_latest = models.BooleanField(_("bản mới nhất"), default=True)
    content = models.JSONField(_("nội dung"))
    content_hash = models.BinaryField(_("mã nội dung"), max_length=32, editable=False)
    device = models.UUIDField(_("mã máy ở tỉnh"), null=True, blank=True)
    number = models.PositiveBigIntegerField(_("số thứ tự"), null=True, blank=True)
    chain_hash = models.BinaryField(_("mã nối"), default=b"", editable=False)
    signature = models.BinaryField(_("chữ ký"), default=b"", editable=False)
    made_at = models.DateTimeField(_("lập lúc"))
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, blank=True)
    """As the province told; empty while no receipt covers it."""
    code = models.CharField(_("lý do"), max_length=16, blank=True)
    text = models.CharField(_("lời của tỉnh"), max_length=300, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục gửi lên tỉnh")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "number"], name="upstream_number_once"),
            models.UniqueConstraint(
                fields=["commune", "kind", "unit_code", "key"],
                condition=Q(is_latest=True),
                name="upstream_latest_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "number", "made_at"], name="upstream_to_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_code} {self.key}"


class Proof(models.Model):
    """What a phone (or a commune below) sent and one thing said upward that rests on it."""

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="+", verbose_name=_("mục")
    )
    outgoing = models.ForeignKey(
        Outgoing, on_delete=models.CASCADE, related_name="proofs", verbose_name=_("mục gửi lên")
    )
    told = models.PositiveBigIntegerField(_("tỉnh đã nhận, ghi ở số"), null=True, blank=True)
    """The number in the diary at which the province had it; phones are told by it."""

    class Meta:
        verbose_name = _("căn cứ của mục gửi lên")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "outgoing"], name="upstream_proof_once")
        ]
        indexes: ClassVar = [models.Index(fields=["commune", "told"], name="upstream_told")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.outgoing_id}"


class Node(CommuneOwned):
    """At the province: one commune's own server, and for whom it may speak."""

    unit = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã gửi lên")
    )
    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("tài khoản của máy")
    )
    whole_province = models.BooleanField(_("gửi thay cả tỉnh của xã này"), default=False)
    made_at = models.DateTimeField(_("cấp mã lần đầu lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("máy chủ của xã")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "unit"], name="upstream_node_once")
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Reported(CommuneOwned):
    """At the province: what a commune said last about one thing. Earlier words stay among the items."""

    node = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="reports", verbose_name=_("máy chủ của xã")
    )
    unit = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã báo")
    )
    kind = models.CharField(_("loại"), max_length=60)
    kind_version = models.PositiveSmallIntegerField(_("phiên bản của loại"))
    key = models.CharField(_("về việc"), max_length=120)
    body = models.JSONField(_("nội dung"))
    is_gone = models.BooleanField(_("xã đã rút"), default=False)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("mục mang tới")
    )
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, related_name="+", verbose_name=_("máy gửi")
    )
    number = models.PositiveBigIntegerField(_("số thứ tự trên máy"))
    first_at = models.DateTimeField(_("nhận lần đầu"))
    last_at = models.DateTimeField(_("nhận lần cuối"))
    times = models.PositiveIntegerField(_("số lần báo"), default=1)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều xã báo lên")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "unit", "kind", "key"], name="upstream_reported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.key}"
