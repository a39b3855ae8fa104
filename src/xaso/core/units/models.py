"""Provinces, communes and what they were before, villages and clusters; who owns a row."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.lib.ids import new_id
from xaso.lib.text import fold


class Province(models.Model):
    """A province or city under the centre; codes of the General Statistics list."""

    code = models.CharField(_("mã"), max_length=2, primary_key=True)
    name = models.CharField(_("tên"), max_length=80)
    kind = models.CharField(_("loại"), max_length=20)

    class Meta:
        verbose_name = _("tỉnh")

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune, ward or special zone. It is in use here once `opened_at` is set."""

    code = models.CharField(_("mã"), max_length=5, primary_key=True)
    name = models.CharField(_("tên"), max_length=80)
    kind = models.CharField(_("loại"), max_length=20)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, verbose_name=_("tỉnh"))
    known_as = models.CharField(_("tên gọi kèm"), max_length=120, blank=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    opened_at = models.DateTimeField(_("dùng từ"), null=True, blank=True)
    modules_off = models.JSONField(_("phần đang tắt"), default=list, blank=True)
    """Labels of apps; beside the commune, so that every page knows without asking (core/switches)."""

    class Meta:
        verbose_name = _("xã")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def display_name(self) -> str:
        """As people know it: "Tả Van (gồm Mường Hoa cũ)"."""
        if not self.known_as:
            return self.name
        return _t("%(name)s (gồm %(old)s cũ)") % {"name": self.name, "old": self.known_as}


class FormerUnit(models.Model):
    """What a commune was made of on 1 July 2025; old papers stay searchable by these names."""

    commune = models.ForeignKey(
        Commune, on_delete=models.CASCADE, related_name="former_units", verbose_name=_("xã")
    )
    code = models.CharField(_("mã cũ"), max_length=5)
    name = models.CharField(_("tên cũ"), max_length=120)

    class Meta:
        verbose_name = _("đơn vị cũ")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune", "code"], name="former_unit_once")
        ]

    def __str__(self) -> str:
        return self.name


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class CommuneQuerySet(models.QuerySet[M_co]):
    def of(self, commune: Commune) -> Self:
        """Rows of one commune. Every page and every action starts here."""
        return self.filter(commune=commune)


class CommuneOwned(models.Model):
    """A row that belongs to exactly one commune and may be made on a phone without a line."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, verbose_name=_("xã"), related_name="+"
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=1, editable=False)

    class Meta:
        abstract = True


class Village(CommuneOwned):
    """Thôn, bản or tổ dân phố."""

    class Kind(models.TextChoices):
        THON = "thon", _("thôn")
        BAN = "ban", _("bản")
        TO_DAN_PHO = "to_dan_pho", _("tổ dân phố")

    code = models.CharField(_("mã thôn"), max_length=12, blank=True)
    name = models.CharField(_("tên thôn"), max_length=80)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind, default=Kind.THON)
    name_folded = models.CharField(max_length=80, editable=False)
    former_unit = models.CharField(_("thuộc xã cũ"), max_length=120, blank=True)
    household_count = models.PositiveIntegerField(_("số hộ"), null=True, blank=True)
    is_highland = models.BooleanField(_("vùng cao"), default=False)
    has_signal = models.BooleanField(_("có sóng điện thoại"), null=True, blank=True)
    is_name_sure = models.BooleanField(_("tên đã xác nhận"), default=True)
    closed_at = models.DateTimeField(_("ngừng dùng từ"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "name_folded", "former_unit"], name="village_name_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "name_folded"], name="village_by_name")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Cluster(CommuneOwned):
    """Cụm dân cư inside a village."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, verbose_name=_("thôn"), related_name="clusters"
    )
    name = models.CharField(_("tên cụm"), max_length=80)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("cụm dân cư")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["village", "name"], name="cluster_name_once")
        ]

    def __str__(self) -> str:
        return self.name
