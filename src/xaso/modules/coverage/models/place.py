"""A place of the commune where the signal is measured."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Cluster, CommuneOwned, CommuneQuerySet, Village
from xaso.lib.text import fold

from .file import SignalFile


class PlaceKind(models.TextChoices):
    CENTRE = "trung_tam", _("nhà văn hóa, trung tâm thôn")
    CLUSTER = "cum", _("cụm dân cư")
    SCHOOL = "truong", _("trường học")
    HEALTH = "tram_y_te", _("trạm y tế")
    OFFICE = "ubnd", _("UBND, điểm làm việc")
    MARKET = "cho", _("chợ")
    ROAD = "duong", _("đường đi")
    FIELD = "nuong", _("nương, ruộng")
    CATCHING = "hung_song", _("điểm hứng sóng")


class Place(CommuneOwned):
    """The point is the place's own, never where a person stood."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name=_("thôn")
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cụm dân cư"),
    )
    kind = models.CharField(_("loại điểm"), max_length=12, choices=PlaceKind)
    name = models.CharField(_("tên điểm"), max_length=120)
    name_folded = models.CharField(max_length=120, editable=False)
    latitude = models.DecimalField(
        _("vĩ độ"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("kinh độ"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    household_count = models.PositiveIntegerField(_("số hộ"), null=True, blank=True)
    people_count = models.PositiveIntegerField(_("số người"), null=True, blank=True)
    pupil_count = models.PositiveIntegerField(_("số học sinh"), null=True, blank=True)
    has_power = models.BooleanField(_("có điện lưới"))
    is_hard = models.BooleanField(_("thuộc khu vực đặc biệt khó khăn"))
    is_risky = models.BooleanField(_("hay bị lũ, sạt lở"), default=False)
    is_indoors = models.BooleanField(_("đo trong nhà"), default=False)
    made_at = models.DateTimeField(_("thêm lúc"))
    closed_at = models.DateTimeField(_("thôi đo từ"), null=True, blank=True)
    file = models.ForeignKey(
        SignalFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("tệp"),
    )
    """The one it came with, if it came with a file."""

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm đo sóng")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "kind", "name_folded"], name="coverage_place_name_once"
            ),
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(kind="trung_tam", closed_at=None),
                name="coverage_one_centre",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(8, 24),
                    longitude__range=(102, 110),
                ),
                name="coverage_point_is_here",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "village", "kind"], name="coverage_by_village")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("coverage:place", args=[self.pk])

    @property
    def point(self) -> str:
        """As one types it into a map: "22.31, 104.03"; empty where nobody has written it down."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude.normalize():f}, {self.longitude.normalize():f}"
