"""What came in: each event once by its id, and where each stands in the chain of its device."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.core.units.models import Commune, CommuneOwned, CommuneQuerySet

from .devices import Device


class State(models.TextChoices):
    APPLIED = "ap_dung", _("đã nhận")
    HELD = "cho", _("đã nhận, chưa làm")
    QUARANTINED = "cach_ly", _("đã nhận, chờ xã xem")
    REFUSED = "tu_choi", _("bị trả lại")


class Code(models.TextChoices):
    """Why a state is what it is; codes of the contract."""

    OK = "ok", _("đã nhận đủ")
    FILES_MISSING = "thieu_anh", _("còn thiếu ảnh")
    CLASH = "va_cham", _("khác với số liệu ở xã, chờ xã xem")
    STORED = "dang_chay", _("xã đã nhận, đang ghi vào sổ")
    UNKNOWN = "chua_biet", _("xã chưa có bản phần mềm mới")
    NEEDS = "cho_lenh_truoc", _("chờ mục trước đó")
    APPROVAL = "cho_duyet", _("chờ cán bộ duyệt")
    FAULT = "xa_loi", _("phần mềm ở xã gặp lỗi, sẽ chạy lại")
    NO_RIGHT = "khong_quyen", _("không có quyền")
    WRONG = "sai_du_lieu", _("dữ liệu chưa đúng")
    TOO_OLD = "phien_ban_cu", _("bản phần mềm quá cũ")
    GIVEN_UP = "da_bo", _("người ghi đã bỏ")
    OTHER_CONTENT = "khac_noi_dung", _("cùng mã, khác nội dung")
    NUMBER_TWICE = "trung_so", _("hai mục cùng số")
    BROKEN_CHAIN = "sai_chuoi", _("chuỗi của máy bị đứt")
    BAD_SIGNATURE = "sai_chu_ky", _("chữ ký không đúng")
    DEVICE_SHUT = "may_bi_khoa", _("máy đã khóa")


class Item(CommuneOwned):
    """One event, by its own id: the same from whatever device it comes. Its content never changes."""

    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, related_name="items", verbose_name=_("máy")
    )
    number = models.PositiveBigIntegerField(_("số thứ tự trên máy"))
    content_hash = models.BinaryField(_("mã nội dung"), max_length=32, editable=False)
    signature = models.BinaryField(_("chữ ký của người"), max_length=64, editable=False)
    signed_hash = models.BinaryField(_("mã đã ký"), max_length=32, editable=False)
    actor = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    kind = models.CharField(_("loại"), max_length=60)
    kind_version = models.PositiveSmallIntegerField(_("phiên bản của loại"))
    scope = models.CharField(_("phạm vi"), max_length=60)
    device_ms = models.BigIntegerField(_("giờ của máy, mili giây"))
    offset_ms = models.BigIntegerField(_("lệch giờ, mili giây"))
    effective_at = models.DateTimeField(_("có hiệu lực lúc"))
    is_time_unsure = models.BooleanField(_("giờ không chắc"), default=False)
    received_at = models.DateTimeField(_("xã nhận lúc"))
    body = models.JSONField(_("nội dung"))
    needs = models.JSONField(_("cần mục nào trước"), default=list, blank=True)
    replaces = models.UUIDField(_("thay cho mục"), null=True, blank=True)
    made_as = models.UUIDField(_("lập hồ sơ mang mã"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.HELD)
    code = models.CharField(_("lý do"), max_length=16, choices=Code, default=Code.STORED)
    field = models.CharField(_("mục chưa đúng"), max_length=60, blank=True)
    text = models.CharField(_("lời báo cho người ghi"), max_length=300, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục từ máy của thôn")
        indexes: ClassVar = [
            models.Index(fields=["commune", "state", "received_at"], name="sync_item_by_state"),
            models.Index(fields=["device", "number"], name="sync_item_of_device"),
            models.Index(fields=["replaces"], name="sync_item_replaces"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Waiting(models.Model):
    """A held item and one of those it waits for."""

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="waits_for", verbose_name=_("mục")
    )
    needed = models.UUIDField(_("chờ mục"), db_index=True)

    class Meta:
        verbose_name = _("mục chờ mục")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "needed"], name="sync_waits_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.needed}"


class Position(models.Model):
    """Number n of a device: what stands there, trusted or not. Together they are its chain."""

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("xã")
    )
    device = models.ForeignKey(
        Device, on_delete=models.CASCADE, related_name="positions", verbose_name=_("máy")
    )
    number = models.PositiveBigIntegerField(_("số thứ tự trên máy"))
    chain_hash = models.BinaryField(_("mã nối"), max_length=32, editable=False)
    content_hash = models.BinaryField(_("mã nội dung"), max_length=32, editable=False)
    event_id = models.UUIDField(_("mã mục"))
    stored_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("chỗ trong chuỗi của máy")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "number"], name="sync_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.number}"


class Quarantined(CommuneOwned):
    """Stored and not trusted, until an officer has looked or a new device has issued it again."""

    device = models.ForeignKey(
        Device, on_delete=models.CASCADE, related_name="quarantined", verbose_name=_("máy")
    )
    number = models.PositiveBigIntegerField(_("số thứ tự trên máy"))
    content_hash = models.BinaryField(_("mã nội dung"), max_length=32, editable=False)
    event_id = models.UUIDField(_("mã mục"), db_index=True)
    code = models.CharField(_("lý do"), max_length=16, choices=Code)
    event = models.JSONField(_("nội dung"))
    received_at = models.DateTimeField(_("xã nhận lúc"))
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục để riêng")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device", "number", "content_hash"], name="sync_quarantined_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.event_id}"
