from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import CommuneOwned, CommuneQuerySet
from xaso.lib.dates import write_date

from .survey import Survey


class Roadmap(CommuneOwned):
    """Lộ trình: four quarters of blocks from one survey. What it was worked out from is kept with
    it, so that anybody can work it out again."""

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="roadmaps", verbose_name=_("khảo sát")
    )
    first_day = models.DateField(_("bắt đầu từ ngày"))
    edition = models.CharField(_("bản viên gạch"), max_length=20)
    level = models.PositiveSmallIntegerField(_("mức của xã"))
    facts = models.JSONField(_("số liệu đã dùng"), default=dict)
    points = models.JSONField(_("điểm còn mở"), default=dict)
    made_by = models.UUIDField(_("người lập"), null=True, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    plan_id = models.UUIDField(_("kế hoạch"), null=True, blank=True)
    written_at = models.DateTimeField(_("lập kế hoạch lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lộ trình")
        indexes: ClassVar = [models.Index(fields=["commune", "-made_at"], name="roadmap_newest")]

    def __str__(self) -> str:
        return _t("Lộ trình từ %(day)s") % {"day": write_date(self.first_day)}

    def get_absolute_url(self) -> str:
        return reverse("roadmap:roadmap", args=[self.pk])

    @property
    def is_written(self) -> bool:
        return self.plan_id is not None


class RoadmapLine(CommuneOwned):
    """One block in a roadmap: where it stands, and why, as the recommendation or a person said."""

    class State(models.TextChoices):
        LAM = "lam", _("làm")
        DA_CO = "da_co", _("đã có")
        KHONG_HOP = "khong_hop", _("xã không có việc này")
        CHUA_NEN = "chua_nen", _("chưa nên làm")
        DE_SAU = "de_sau", _("để năm sau")
        BO_RA = "bo_ra", _("người lập bỏ ra")

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="lines", verbose_name=_("lộ trình")
    )
    block = models.CharField(_("viên gạch"), max_length=8)
    state = models.CharField(_("trạng thái"), max_length=12, choices=State)
    quarter = models.PositiveSmallIntegerField(_("quý thứ"), default=0)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_alternative = models.BooleanField(_("làm theo cách thay"), default=False)
    reasons = models.JSONField(_("vì sao"), default=dict)
    proposed_quarter = models.PositiveSmallIntegerField(_("quý phần mềm đề xuất"), default=0)
    person_reason = models.CharField(_("lý do của người lập"), max_length=300, blank=True)
    moved_at = models.DateTimeField(_("chuyển lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("viên gạch trong lộ trình")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["roadmap", "block"], name="block_once_in_roadmap"),
            models.CheckConstraint(
                condition=Q(state="lam", quarter__gte=1, quarter__lte=4)
                | ~Q(state="lam") & Q(quarter=0),
                name="block_to_do_has_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return self.block


class Need(CommuneOwned):
    """What the commune asks the province for, by block; the price is typed, never guessed."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="needs", verbose_name=_("lộ trình")
    )
    block = models.CharField(_("viên gạch"), max_length=8)
    item = models.CharField(_("cần gì"), max_length=160)
    unit = models.CharField(_("đơn vị tính"), max_length=40)
    quantity = models.PositiveIntegerField(_("số lượng"))
    unit_price_vnd = models.BigIntegerField(_("đơn giá"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=160, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhu cầu")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["roadmap", "block", "item"], name="need_once"),
            models.CheckConstraint(
                condition=Q(unit_price_vnd=None) | Q(unit_price_vnd__gte=0),
                name="need_price_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    @property
    def cost_vnd(self) -> int | None:
        return None if self.unit_price_vnd is None else self.unit_price_vnd * self.quantity


class Commitment(CommuneOwned):
    """What the leaders promised to do themselves in the year, and what was kept."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("lộ trình")
    )
    code = models.CharField(_("cam kết"), max_length=20)
    promised = models.PositiveIntegerField(_("hứa"))
    kept = models.PositiveIntegerField(_("đã làm"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("cam kết của lãnh đạo")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["roadmap", "code"], name="commitment_once")
        ]

    def __str__(self) -> str:
        return self.code
