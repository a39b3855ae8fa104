"""The allowance of a quarter, in three queries."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from xaso.core.units.models import Commune
from xaso.lib.text import fold
from xaso.modules.teams.allowances import AllowanceLine, lines_of
from xaso.modules.teams.models import AllowanceRule, Member, VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.report_book import FIRST_FORM

from .reports import COUNTS
from .teams import ROLE_ORDER


def allowance_rules(commune: Commune) -> list[AllowanceRule]:
    """The newest first."""
    rows = AllowanceRule.objects.of(commune).select_related("by")
    return list(rows.order_by("-first_month", "-at"))


def allowance_lines(
    commune: Commune, months: Sequence[Month], rules: Sequence[AllowanceRule]
) -> list[AllowanceLine]:
    """Village by village, the head first."""
    first, last = months[0].first, months[-1].last
    there = Q(from_date__lte=last) & (Q(to_date=None) | Q(to_date__gte=first))
    members = Member.objects.of(commune).filter(there, has_allowance=True)
    approved = _approved(commune, months) if any(rule.needs_report for rule in rules) else {}
    lines = lines_of(members.select_related("team__village", "decision"), months, rules, approved)
    return sorted(lines, key=_place)


def _approved(commune: Commune, months: Sequence[Month]) -> dict[Month, frozenset[UUID]]:
    rows = VillageReport.objects.of(commune).filter(
        COUNTS, form=FIRST_FORM, month__in=[month.first for month in months]
    )
    found: dict[Month, set[UUID]] = {}
    for day, village in rows.values_list("month", "village"):
        found.setdefault(month_of(day), set()).add(village)
    return {month: frozenset(villages) for month, villages in found.items()}


def _place(line: AllowanceLine) -> tuple[str, str, int, str]:
    member = line.newest
    village = member.team.village
    return (
        village.name_folded, str(village.pk), ROLE_ORDER.index(member.role),
        fold(member.full_name),
    )  # fmt: skip
