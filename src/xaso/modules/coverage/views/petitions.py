"""Petitions: the list, one of them, and each step of its way."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import ActionPage, DetailPage, ListPage
from xaso.lib.numbers import write_number
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.petitions import PetitionForm
from xaso.modules.coverage.models import Petition, PetitionState, Place
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.queries.petitions import (
    MAY_BE_ANSWERED,
    MAY_BE_ON_AIR,
    MAY_BE_SENT,
    OPEN,
    OVER,
    is_left_alone,
    measured_again,
    overdue,
    petitions,
    places_in,
)
from xaso.modules.coverage.ranking import weak_places, weights_on
from xaso.modules.coverage.words import level_text, petition_chip, sure_word

from .ruled import Ruled

S = PetitionState


class PetitionList(Ruled, ListPage):
    right = "coverage.read"
    model = Petition
    template_name = "coverage/petitions.html"
    order = ("-made_at", "-pk")
    page_size = 30

    def get_queryset(self) -> QuerySet[Petition]:
        rows, asked = petitions(self.actor.commune), self.request.GET.get("loc", "")
        if asked == "qua-hen":
            return rows.filter(overdue())
        if asked == "da-dong":
            return rows.filter(state__in=OVER)
        return rows if asked == "tat-ca" else rows.filter(state__in=(S.DRAFT, S.REFUSED, *OPEN))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        names = self.rules.names
        rows = context["slice"].rows
        return {
            **context,
            "title": _t("Kiến nghị phủ sóng"),
            "lines": [
                (
                    row,
                    petition_chip(row),
                    ", ".join(names.get(each, each) for each in row.operators),
                )
                for row in rows
            ],
            "filters": self._filters(),
            "is_narrowed": bool(self.request.GET.get("loc")),
            "may_write": self.actor.may("coverage.write"),
        }

    def _filters(self) -> list[FilterLink]:
        now = self.request.GET.get("loc", "")
        words = (("", _t("Đang theo dõi")), ("qua-hen", _t("Quá hẹn")), ("da-dong", _t("Đã đóng")),
                 ("tat-ca", _t("Tất cả")))  # fmt: skip
        return [
            FilterLink(word, address(self.request, loc=code), code == now) for code, word in words
        ]


class PetitionPage(Ruled, DetailPage):
    right = "coverage.read"
    model = Petition
    template_name = "coverage/petition.html"
    context_object_name = "petition"

    def get_queryset(self) -> QuerySet[Petition]:
        return super().get_queryset().select_related("commune", "by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        petition, rules = self.object, self.rules
        places, names = places_in(petition), rules.names
        found = measured_again(petition, places, rules)
        by_id = {place.pk: place for place in places}
        writes = self.actor.may("coverage.write")
        state, is_alone = petition.state, is_left_alone(petition, rules)
        return super().get_context_data(
            title=f"{petition.code}: {petition.name}",
            now=petition_chip(petition),
            places=places,
            checks=[(by_id[each.place_id], names.get(each.operator, each.operator), each,
                     "" if each.level is None else level_text(each.level))
                    for each in found.checks],
            shows_checks=petition.on_air_date is not None and not is_alone,
            is_alone=is_alone,
            passed_word=level_text(petition.best_level)
            if state in (S.PASSED, S.CLOSED) and petition.best_level is not None else "",
            terms=rules.terms,
            sure=sure_word(rules.terms),
            replies=[(each, names.get(each.operator, each.operator)) for each in
                     petition.replies.select_related("by").order_by("-at", "-pk")],
            facts=_facts(petition, places, names),
            may_send=writes and state in MAY_BE_SENT,
            may_answer=writes and state in MAY_BE_ANSWERED,
            may_air=writes and state in MAY_BE_ON_AIR,
            may_conclude=writes and state == S.ON_AIR and not is_alone,
            may_close=writes and (state == S.PASSED or is_alone),
            may_drop=writes and state == S.DRAFT,
            may_draft=self.actor.may("papers.draft"),
            **kwargs,
        )  # fmt: skip


class DraftPetition(Ruled, ActionPage):
    right = "coverage.write"
    form_class = PetitionForm
    template_name = "coverage/petition_form.html"
    action = actions.draft_petition
    title = _("Lập kiến nghị phủ sóng")
    done_message = _("Đã lập. Soạn công văn, lấy số, rồi ghi đã gửi.")

    @cached_property
    def offered(self) -> list[tuple[str, str]]:
        commune, rules = self.actor.commune, self.rules
        weights = weights_on(commune, rules.day)
        zones = weak_places(judged(commune, rules), weights, rules)
        return [(str(zone.place.pk), _offer(zone.place, zone.word)) for zone in zones]

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"places": self.offered, "operators": self.rules.operators}
        return {**super().get_form_kwargs(), **more}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"has_places": bool(self.offered), "cancel_url": reverse("coverage:petitions")}
        return super().get_context_data(**more, **kwargs)


def _offer(place: Place, word: str) -> str:
    counted = "" if place.household_count is None else _t(", %(count)s hộ") % {
        "count": write_number(place.household_count)
    }  # fmt: skip
    return f"{place.name} ({place.village}{counted}): {word}"


def _facts(petition: Petition, places: list[Place], names: Any) -> list[tuple[str, Any]]:
    no_power = sum(not place.has_power for place in places)
    facts: list[tuple[str, Any]] = [
        (_t("Đề nghị"), ", ".join(names.get(each, each) for each in petition.operators)),
        (_t("Số hộ"), _sum(place.household_count for place in places)),
        (_t("Số học sinh"), _sum(place.pupil_count for place in places)),
        (_t("Chưa có điện lưới"), _t("%(count)d điểm") % {"count": no_power}),
        (_t("Khu vực đặc biệt khó khăn"),
         _t("%(count)d điểm") % {"count": sum(place.is_hard for place in places)}),
        (_t("Trạm gần nhất"), _station(petition) or _t("chưa biết")),
        (_t("Địa hình"), petition.terrain or _t("chưa ghi")),
    ]  # fmt: skip
    if petition.sent_date:
        facts.append((_t("Công văn"), f"{petition.sent_number}, {petition.sent_date:%d/%m/%Y}"))
        facts.append((_t("Gửi đến"), petition.sent_to))
    if petition.reopened_count:
        facts.append((_t("Số lần mở lại"), petition.reopened_count))
    return facts


def _station(petition: Petition) -> str:
    far = "" if petition.nearest_km is None else f"{write_number(petition.nearest_km)} km"
    return ", ".join(part for part in (capfirst(petition.nearest_station), far) if part)


def _sum(counts: Any) -> str | None:
    known = [each for each in counts if each is not None]
    return write_number(sum(known)) if known else None
