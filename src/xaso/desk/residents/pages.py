"""One household: what is known, what happened, and everything done to it by hand."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import history
from xaso.core.pages.changes import ChangePage
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.privacy.actions import read_private
from xaso.core.privacy.forms import ReasonForm
from xaso.core.residents import actions
from xaso.core.residents.forms import EditHouseholdForm, NewHouseholdForm
from xaso.core.residents.languages import language_name
from xaso.core.residents.models import Household
from xaso.core.residents.names import name_seen, sees_names
from xaso.core.residents.queries import reached, reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Cluster
from xaso.desk.event_words import tell_all

from .forms import CloseForm, MergeForm
from .lists import phone_word, village_title


class HouseholdPage(TextPage):
    right = "residents.read"
    template_name = "desk/residents/household.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = reached(self.actor).select_related("village", "cluster", "merged_into")
        household = rows.get(pk=self.kwargs["pk"])
        events = history(self.actor.commune, [household.pk], 15)
        return super().get_context_data(
            title=_t("Hộ %(code)s") % {"code": household.code},
            object=household,
            name=name_seen(self.actor, household),
            is_masked=not sees_names(self.actor, household.village_id) and household.head_name,
            facts=_facts(self.actor, household),
            may_edit=self.actor.may("residents.edit"),
            may_reveal=self.actor.may("privacy.reveal"),
            told=tell_all(events, {}) if self.actor.may("events.read") else [],
            **kwargs,
        )


class HouseholdAction(ActionPage):
    """One thing done to one household within reach."""

    right = "residents.edit"
    template_name = "desk/form.html"

    @cached_property
    def household(self) -> Household:
        return reached(self.actor).select_related("village").get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"household_id": self.household.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = _url(self.household)
        crumbs = [(back, _t("Hộ %(code)s") % {"code": self.household.code})]
        return super().get_context_data(
            object=self.household,
            thing=self.household,
            name=name_seen(self.actor, self.household),
            cancel_url=back,
            crumbs=crumbs,
            **kwargs,
        )

    def next_url(self, result: Any) -> str:
        return _url(self.household)


class WithPlaces:
    """Forms that offer the villages within reach and their clusters."""

    actor: Actor

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        villages = list(reached_villages(self.actor))
        clusters = Cluster.objects.of(self.actor.commune).filter(village__in=villages)
        return {**kwargs, "villages": villages, "clusters": clusters.order_by("name")}


class AddHousehold(WithPlaces, ActionPage):
    right = "residents.edit"
    form_class = NewHouseholdForm
    template_name = "desk/form.html"
    action = actions.add_household
    title = _("Thêm hộ")
    submit_label = _("Thêm hộ")
    done_message = _("Đã thêm hộ.")

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_initial(self) -> dict[str, Any]:
        return {"village": self.request.GET.get("thon", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:households")
        crumbs = [(back, _t("Hộ dân"))]
        return super().get_context_data(cancel_url=back, crumbs=crumbs, **kwargs)

    def next_url(self, result: Household) -> str:
        return _url(result)


class EditHousehold(WithPlaces, ChangePage, HouseholdAction):
    form_class = EditHouseholdForm
    action = actions.edit_household
    title = _("Sửa thông tin hộ")
    done_message = _("Đã lưu thông tin hộ.")

    def get_initial(self) -> dict[str, Any]:
        row = self.household
        return {
            "head_name": row.head_name,
            "village": row.village_id,
            "cluster": row.cluster_id,
            "members_count": row.members_count,
            "has_smartphone": row.has_smartphone,
            "language": row.language,
        }


class CloseHousehold(HouseholdAction):
    form_class = CloseForm
    template_name = "desk/residents/close.html"
    action = actions.close_household
    title = _("Đóng hộ")
    submit_label = _("Đóng hộ này")
    done_message = _("Đã đóng hộ. Hộ không còn trong danh sách mới; việc đã làm vẫn được đếm.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class ReopenHousehold(HouseholdAction):
    template_name = "desk/residents/close.html"
    action = actions.reopen_household
    title = _("Mở lại hộ")
    submit_label = _("Mở lại hộ này")
    done_message = _("Hộ dùng lại được.")


class MergeHousehold(HouseholdAction):
    form_class = MergeForm
    template_name = "desk/residents/close.html"
    action = actions.merge_households
    title = _("Gộp hộ bị ghi trùng")
    submit_label = _("Gộp vào hộ này")
    done_message = _("Đã gộp. Hộ kia đã đóng và trỏ về hộ này.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}


class HouseholdName(HouseholdAction):
    """Shown once, in the answer itself: it stands in no address and no browser keeps the page."""

    right = "privacy.reveal"
    form_class = ReasonForm
    template_name = "desk/residents/name.html"
    title = _("Xem tên chủ hộ")
    submit_label = _("Xem tên")

    @staticmethod
    @transaction.atomic
    def action(*, actor: Actor, household_id: Any, reason: str) -> str:
        household = reached(actor).get(pk=household_id)
        found = read_private(actor=actor, row=household, fields=["head_name"], reason=reason)
        return found["head_name"]

    def done(self, result: str) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(revealed=result))
        response["Cache-Control"] = "no-store"
        return response


def _url(household: Household) -> str:
    return reverse("desk:household", args=[household.pk])


def _facts(actor: Actor, household: Household) -> list[tuple[str, Any]]:
    facts = [
        (_t("Thôn"), village_title(household.village)),
        (_t("Cụm dân cư"), household.cluster.name if household.cluster else _t("chưa rõ")),
        (_t("Số người"), household.members_count),
        (
            _t("Điện thoại thông minh"),
            phone_word(household.has_smartphone) or _t("chưa biết"),
        ),
    ]
    if sees_names(actor, household.village_id):
        language = language_name(household.language) or _t("chưa biết")
        facts.append((_t("Tiếng nói chính"), language))
    return facts
