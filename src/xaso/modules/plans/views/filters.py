"""Filters above a list of tasks: links that keep the other choices of the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.queries.lists import STATES, TaskFilter

OF_WHOM = ("cua_toi", "toi_giao", "toi_duyet")
STARTING_AGAIN = ("sau", "tai")


@dataclass(frozen=True)
class FilterLink:
    label: str
    url: str
    is_current: bool = False
    count: int | None = None


def read_filter(asked: QueryDict, plan_id: UUID | None) -> TaskFilter:
    """Nonsense in the address counts as no choice."""
    chosen = asked.get("loc", "")
    return TaskFilter(
        who=chosen if chosen in OF_WHOM else "",
        state=chosen if chosen in {"cham", "sap_han", *STATES} else "",
        pillar=asked.get("tru_cot", "") if asked.get("tru_cot", "") in pillars() else "",
        text=asked.get("tim", "")[:100],
        plan_id=plan_id,
        village_id=_id(asked.get("thon", "")),
        target_id=_id(asked.get("ct", "")),
        lead_id=_id(asked.get("nguoi", "")),
    )


def filter_links(
    request: HttpRequest, actor: Actor, counts: Mapping[str, int]
) -> list[FilterLink]:
    links = [
        FilterLink(
            label,
            address(request, loc=value),
            is_current=request.GET.get("loc", "") == value,
            count=counts.get(value) or None,
        )
        for value, label in _offered(actor)
    ]
    return [*links, FilterLink(_("Thôn…"), reverse("plans:village-work"))]


def address(request: HttpRequest, **changes: str) -> str:
    """The same page with other choices, from its first slice; empty takes a choice off."""
    asked = request.GET.copy()
    for gone in STARTING_AGAIN:
        asked.pop(gone, None)
    for name, value in changes.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}" if asked else request.path


def _offered(actor: Actor) -> list[tuple[str, str]]:
    deciding = [("toi_duyet", _("Tôi nghiệm thu"))] if actor.may("plans.accept") else []
    return [
        ("", _("Tất cả")),
        ("cua_toi", _("Của tôi")),
        ("cham", _("Chậm")),
        ("cho_duyet", _("Chờ duyệt")),
        ("sap_han", _("Sắp hạn")),
        ("nhap", _("Nháp")),
        ("xong", _("Xong")),
        *deciding,
    ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
