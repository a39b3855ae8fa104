"""One place: added, described, no longer measured, measured again."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage, NothingForm
from xaso.core.residents.queries import reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Cluster
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.places import COUNTS, DEGREES, EditPlaceForm, PlaceForm
from xaso.modules.coverage.models import Place

PLAIN = ("kind", "name", *COUNTS, *DEGREES, "is_risky", "is_indoors")
YES_OR_NO = {True: "yes", False: "no"}


class AddPlace(ActionPage):
    right = "coverage.enter"
    form_class = PlaceForm
    template_name = "coverage/form.html"
    action = actions.add_place
    title = _("Thêm điểm đo")
    done_message = _("Đã thêm điểm. Đo lần đầu: bấm “Ghi lần đo”.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **_where(self.actor)}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def next_url(self, result: Any) -> str:
        return str(result.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("coverage:places"), **kwargs)


class PlaceStep(ActionPage):
    right = "coverage.write"
    template_name = "coverage/step.html"
    said: Any = ""

    @cached_property
    def place(self) -> Place:
        rows = Place.objects.of(self.actor.commune).select_related("village")
        return rows.get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"place_id": self.place.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {
            "place": self.place,
            "thing": self.place,
            "cancel_url": self.place.get_absolute_url(),
            "said": self.said,
        }
        return super().get_context_data(**{**given, **kwargs})

    def next_url(self, result: Any) -> str:
        return self.place.get_absolute_url()


class EditPlace(ChangePage, PlaceStep):
    form_class = EditPlaceForm
    template_name = "coverage/form.html"
    action = actions.edit_place
    title = _("Sửa điểm đo")
    done_message = _("Đã lưu điểm đo.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **_where(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        found = {name: getattr(self.place, name) for name in PLAIN}
        answers = {name: YES_OR_NO[getattr(self.place, name)] for name in ("has_power", "is_hard")}
        where = {"village": self.place.village_id, "cluster": self.place.cluster_id}
        return {**found, **answers, **where}


class ClosePlace(PlaceStep):
    form_class = NothingForm
    action = actions.close_place
    title = _("Thôi đo ở điểm này")
    submit_label = _("Thôi đo")
    said = _("Điểm không tính vào kết quả của thôn nữa. Các lần đã đo vẫn xem lại được.")
    done_message = _("Điểm này thôi đo.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class ReopenPlace(PlaceStep):
    form_class = NothingForm
    action = actions.reopen_place
    title = _("Đo lại ở điểm này")
    submit_label = _("Đo lại")
    said = _("Các lần đo trước đây lại được tính.")
    done_message = _("Điểm này đo trở lại.")


def _where(actor: Actor) -> dict[str, Any]:
    villages = list(reached_villages(actor))
    clusters = Cluster.objects.of(actor.commune).filter(village__in=villages).order_by("name")
    return {"villages": villages, "clusters": clusters}
