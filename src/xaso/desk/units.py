"""Đơn vị: the commune as people know it, its villages and clusters."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import history
from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage, DetailPage, ListPage
from xaso.core.pages.workbook import Column
from xaso.core.units import actions
from xaso.core.units.models import Cluster, Village
from xaso.lib.text import fold

from .event_words import tell_all
from .forms_units import ClusterForm, EditClusterForm, EditVillageForm, VillageForm
from .lists import Choice, links

FILTERS: dict[str, Q] = {
    "": Q(closed_at=None),
    "vung-cao": Q(closed_at=None, is_highland=True),
    "mat-song": Q(closed_at=None, has_signal=False),
    "ten-chua-chac": Q(closed_at=None, is_name_sure=False),
    "ngung": Q(closed_at__isnull=False),
}


class Units(ListPage):
    right = "units.read"
    model = Village
    template_name = "desk/units/list.html"
    order = ("name_folded", "pk")
    page_size = 30
    export_name = "danh-sach-thon"
    columns = (
        Column(_("Tên thôn"), lambda village: village.name, 24),
        Column(_("Loại"), lambda village: village.get_kind_display(), 14),
        Column(_("Mã thôn"), lambda village: village.code, 12),
        Column(_("Thuộc xã cũ"), lambda village: village.former_unit, 22),
        Column(_("Số hộ"), lambda village: village.household_count, 10),
        Column(_("Vùng cao"), lambda village: _t("có") if village.is_highland else "", 10),
        Column(_("Có sóng điện thoại"), lambda village: signal_word(village.has_signal), 18),
    )

    def get_queryset(self) -> QuerySet[Village]:
        wanted = FILTERS.get(self.request.GET.get("loc", ""), FILTERS[""])
        rows = super().get_queryset().filter(wanted)
        if self.typed:
            rows = rows.filter(name_folded__contains=fold(self.typed))
        clusters = Prefetch("clusters", queryset=Cluster.objects.order_by("name"))
        return rows.prefetch_related(clusters)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune = self.actor.commune
        return super().get_context_data(
            title=_t("Đơn vị"),
            commune=commune,
            former=commune.former_units.order_by("code"),
            filters=links(self.request, "loc", _choices()),
            typed=self.typed,
            may_manage=self.actor.may("units.manage"),
            **kwargs,
        )

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()


class VillagePage(DetailPage):
    right = "units.read"
    model = Village
    template_name = "desk/units/village.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = self.object
        events = history(self.actor.commune, [village.pk], 15)
        return super().get_context_data(
            title=capfirst(str(village)),
            facts=_facts(village),
            clusters=village.clusters.order_by("name"),
            may_manage=self.actor.may("units.manage"),
            told=tell_all(events, {village.pk: village.name})
            if self.actor.may("events.read")
            else [],
            **kwargs,
        )


class AddVillage(ActionPage):
    right = "units.manage"
    form_class = VillageForm
    template_name = "desk/form.html"
    action = actions.add_village
    title = _("Thêm thôn")
    submit_label = _("Thêm thôn")
    done_message = _("Đã thêm thôn.")

    def get_initial(self) -> dict[str, Any]:
        return {"is_name_sure": True}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:units")
        return super().get_context_data(cancel_url=back, crumbs=[(back, _t("Đơn vị"))], **kwargs)

    def next_url(self, result: Village) -> str:
        return _url(result)


class VillageAction(ActionPage):
    """One thing done to one village of the commune."""

    right = "units.manage"
    template_name = "desk/form.html"

    @cached_property
    def village(self) -> Village:
        return Village.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"village_id": self.village.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = _url(self.village)
        crumbs = [(back, capfirst(str(self.village)))]
        return super().get_context_data(
            village=self.village, thing=self.village, cancel_url=back, crumbs=crumbs, **kwargs
        )

    def next_url(self, result: Any) -> str:
        return _url(self.village)


class EditVillage(ChangePage, VillageAction):
    form_class = EditVillageForm
    action = actions.edit_village
    title = _("Sửa thông tin thôn")
    done_message = _("Đã lưu thông tin thôn.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.village, name) for name in actions.VILLAGE_FACTS}


class CloseVillage(VillageAction):
    template_name = "desk/units/sure.html"
    action = actions.close_village
    submit_label = _("Ngừng dùng thôn này")
    done_message = _("Đã ngừng dùng thôn.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=_t("Ngừng dùng %(village)s?") % {"village": self.village},
            explained=_t("Thôn không nhận việc mới. Việc đã làm và số liệu cũ vẫn giữ nguyên."),
            is_danger=True,
            **kwargs,
        )


class ReopenVillage(VillageAction):
    template_name = "desk/units/sure.html"
    action = actions.reopen_village
    submit_label = _("Dùng lại thôn này")
    done_message = _("Thôn dùng lại được.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _t("Dùng lại %(village)s?") % {"village": self.village}
        explained = _t("Thôn lại có trong mọi danh sách chọn.")
        return super().get_context_data(question=question, explained=explained, **kwargs)


class AddCluster(VillageAction):
    form_class = ClusterForm
    action = actions.add_cluster
    title = _("Thêm cụm dân cư")
    done_message = _("Đã thêm cụm dân cư.")


class RenameCluster(ChangePage):
    right = "units.manage"
    form_class = EditClusterForm
    template_name = "desk/form.html"
    action = actions.rename_cluster
    saved_by = ".renamed"
    title = _("Đổi tên cụm dân cư")
    done_message = _("Đã đổi tên cụm.")

    @cached_property
    def cluster(self) -> Cluster:
        rows = Cluster.objects.of(self.actor.commune).select_related("village")
        return rows.get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"cluster_id": self.cluster.pk}

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.cluster.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = _url(self.cluster.village)
        crumbs = [(back, capfirst(str(self.cluster.village)))]
        return super().get_context_data(
            thing=self.cluster, cancel_url=back, crumbs=crumbs, **kwargs
        )

    def next_url(self, result: Cluster) -> str:
        return _url(self.cluster.village)


def signal_word(has_signal: bool | None) -> str:
    return {True: _t("có"), False: _t("không"), None: ""}[has_signal]


def _url(village: Village) -> str:
    return reverse("desk:village", args=[village.pk])


def _choices() -> list[Choice]:
    return [
        Choice("", _t("Đang dùng")),
        Choice("vung-cao", _t("Vùng cao")),
        Choice("mat-song", _t("Không có sóng")),
        Choice("ten-chua-chac", _t("Tên chưa chắc")),
        Choice("ngung", _t("Đã ngừng")),
    ]


def _facts(village: Village) -> list[tuple[str, Any]]:
    return [
        (_t("Loại"), village.get_kind_display()),
        (_t("Thuộc xã cũ"), village.former_unit or _t("không ghi")),
        (_t("Mã thôn"), village.code or _t("không ghi")),
        (_t("Số hộ"), village.household_count),
        (_t("Vùng cao"), _t("có") if village.is_highland else _t("không")),
        (_t("Sóng điện thoại"), signal_word(village.has_signal) or _t("chưa biết")),
    ]
