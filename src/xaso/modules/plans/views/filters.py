"""Filters above a list of tasks: what is offered, and what the address asks for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.rights.actor import Actor
from xaso.modules.plans.lists import pillars
from xaso.modules.plans.queries.lists import STATES, TaskFilter

OF_WHOM = ("cua_toi", "toi_giao", "toi_duyet")


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
