"""Every place where the signal is measured, and one of them with all that was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import DetailPage, ListPage
from xaso.core.pages.workbook import Column
from xaso.core.rights.actor import Actor
from xaso.lib.numbers import write_number
from xaso.modules.coverage.models import Place, PlaceKind, Sample
from xaso.modules.coverage.queries.places import ORDER, named_like, places_of
from xaso.modules.coverage.queries.samples import standing, states, surveys_at
from xaso.modules.coverage.rulebook import Rules
from xaso.modules.coverage.standing import State
from xaso.modules.coverage.words import Cell, Summary, cells_of, level_text, summary_of

from .ruled import Ruled

NEVER, CLOSED = "chua-do", "thoi-do"


class PlaceList(Ruled, ListPage):
    right = "coverage.read"
    model = Place
    template_name = "coverage/list.html"
    order = ORDER
    page_size = 30
    export_name = "diem-do-song"
    columns = (
        Column(_("Thôn"), lambda row: row.village.name, 22),
        Column(_("Điểm"), lambda row: row.name, 30),
        Column(_("Loại điểm"), lambda row: capfirst(row.get_kind_display()), 24),
        Column(_("Cụm dân cư"), lambda row: row.cluster.name if row.cluster else "", 20),
        Column(_("Số hộ"), lambda row: row.household_count, 10),
        Column(_("Số người"), lambda row: row.people_count, 10),
        Column(_("Số học sinh"), lambda row: row.pupil_count, 12),
        Column(_("Điện lưới"), lambda row: _t("có") if row.has_power else _t("không"), 10),
        Column(_("Đặc biệt khó khăn"), lambda row: _t("có") if row.is_hard else _t("không"), 16),
    )

    def get_queryset(self) -> QuerySet[Place]:
        rows = places_of(self.actor.commune)
        chosen = self.request.GET.get("loc", "")
        rows = rows.filter(closed_at__isnull=chosen != CLOSED)
        if chosen == NEVER:
            known = standing(self.actor.commune).values("place")
            rows = rows.exclude(pk__in=known)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.filter(named_like(self.typed)) if self.typed else rows

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("loai", "")
        return asked if asked in PlaceKind.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["slice"].rows)
        return {
            **context,
            "title": _t("Điểm đo sóng"),
            "lines": [(row, *said) for row, said in _said(self.actor, rows, self.rules)],
            "filters": self._filters(),
            "kinds": [(code, capfirst(str(word))) for code, word in PlaceKind.choices],
            "kind": self.kind,
            "typed": self.typed,
            "is_narrowed": bool(self.typed or self.kind or self.request.GET.get("loc")),
            "may_survey": self.actor.may("coverage.enter"),
            "may_import": self.actor.may("coverage.import"),
        }

    def _filters(self) -> list[FilterLink]:
        now = self.request.GET.get("loc", "")
        words = (("", _t("Đang đo")), (NEVER, _t("Chưa đo lần nào")), (CLOSED, _t("Thôi đo")))
        return [
            FilterLink(word, address(self.request, loc=code), code == now) for code, word in words
        ]


class PlacePage(Ruled, DetailPage):
    right = "coverage.read"
    model = Place
    template_name = "coverage/place.html"
    context_object_name = "place"

    def get_queryset(self) -> QuerySet[Place]:
        return super().get_queryset().select_related("village", "cluster")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.object
        ((_row, (summary, cells)),) = _said(self.actor, [place], self.rules)
        is_open = place.closed_at is None
        return super().get_context_data(
            title=place.name,
            summary=summary,
            cells=cells,
            surveys=[_survey(self.actor, rows, self.rules.names) for rows in surveys_at(place)],
            facts=_facts(place),
            may_survey=self.actor.may("coverage.enter") and is_open,
            may_write=self.actor.may("coverage.write"),
            **kwargs,
        )


def _said(
    actor: Actor, rows: list[Place], rules: Rules
) -> list[tuple[Place, tuple[Summary, list[Cell]]]]:
    known = states(actor.commune, rows) if rows else {}
    return [(row, _of_place(known.get(row.pk, {}), rules)) for row in rows]


def _of_place(known: Mapping[str, State], rules: Rules) -> tuple[Summary, list[Cell]]:
    cells = cells_of(known, rules)
    return summary_of(cells), cells


def _facts(place: Place) -> list[tuple[str, Any]]:
    yes, no = _t("có"), _t("không")
    facts: list[tuple[str, Any]] = [
        (_t("Loại điểm"), capfirst(str(place.get_kind_display()))),
        (_t("Thôn"), capfirst(str(place.village))),
        (_t("Số hộ"), _count(place.household_count)),
        (_t("Số người"), _count(place.people_count)),
        (_t("Số học sinh"), _count(place.pupil_count)),
        (_t("Điện lưới"), yes if place.has_power else no),
        (_t("Khu vực đặc biệt khó khăn"), yes if place.is_hard else no),
        (_t("Hay bị lũ, sạt lở"), yes if place.is_risky else no),
    ]
    if place.cluster:
        facts.insert(2, (_t("Cụm dân cư"), place.cluster.name))
    if place.point:
        facts.append((_t("Vị trí"), place.point))
    return facts


def _count(number: int | None) -> str | None:
    return None if number is None else write_number(number)


def _survey(actor: Actor, rows: list[Sample], names: Mapping[str, str]) -> dict[str, Any]:
    first = rows[0]
    kept = [row for row in rows if not hasattr(row, "replaced_by")]
    is_own = first.by_id == actor.account_id or actor.may("coverage.write")
    return {
        "first": first,
        "answers": [_answer(row, names) for row in rows if row.level is not None],
        "is_corrected": not any(row.level is not None for row in kept),
        "may_correct": is_own
        and actor.may("coverage.enter")
        and any(row.level is not None for row in kept),
    }


def _answer(row: Sample, names: Any) -> tuple[str, str, bool]:
    said = level_text(row.level or 0)
    if row.technology != "khong_ro":
        said += f" · {row.get_technology_display()}"
    if row.strength_dbm is not None:
        said += f" · {row.strength_dbm} dBm"
    if probe := _probe(row):
        said += f" · {probe}"
    return names.get(row.operator, row.operator), said, hasattr(row, "replaced_by")


def _probe(row: Sample) -> str:
    """What the phone measured itself; a part that did not come through is left out."""
    parts = (
        (row.down_kbps, _t("tải về %(n)s kbit/s")),
        (row.up_kbps, _t("gửi lên %(n)s kbit/s")),
        (row.round_trip_ms, _t("trễ %(n)s ms")),
        (row.lost_percent, _t("mất %(n)s %%")),
    )
    said = [words % {"n": write_number(value)} for value, words in parts if value is not None]
    return _t("đo thử: %(said)s") % {"said": ", ".join(said)} if said else ""
