"""Who gets the allowance of a month: counted from memberships, one sum a person and month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from xaso.lib.text import fold

from .models import AllowanceRule, Member, MemberRole
from .months import Month

TOO_FEW, NO_REPORT, NO_RULE, NO_AMOUNT = "it_ngay", "chua_bao_cao", "chua_co_muc", "khong_muc"


@dataclass(frozen=True)
class Paid:
    """`amount_vnd` None: nothing, and `why` says why."""

    days: int
    amount_vnd: int | None
    why: str = ""


@dataclass(frozen=True)
class AllowanceLine:
    """One person of one team over some months; `months` holds those they were in the team."""

    newest: Member
    months: Mapping[Month, Paid]

    @property
    def count(self) -> int:
        return sum(each.amount_vnd is not None for each in self.months.values())

    @property
    def total_vnd(self) -> int:
        return sum(each.amount_vnd or 0 for each in self.months.values())


def lines_of(
    members: Iterable[Member],
    months: Sequence[Month],
    rules: Sequence[AllowanceRule],
    approved: Mapping[Month, frozenset[UUID]],
) -> list[AllowanceLine]:
    """A renewal makes two memberships of one person: their days are counted together, no day twice.
    `approved`: villages whose report of the month is approved."""
    people: dict[tuple[UUID, str], list[Member]] = {}
    for member in members:
        key = str(member.account_id or fold(member.full_name))
        people.setdefault((member.team_id, key), []).append(member)
    lines = []
    for rows in people.values():
        rows.sort(key=lambda row: row.from_date)
        found = {
            month: _paid(month, rows, rule_of(rules, month), approved.get(month, frozenset()))
            for month in months
            if _days(month, rows)
        }
        if found:
            lines.append(AllowanceLine(rows[-1], found))
    return lines


def rule_of(rules: Iterable[AllowanceRule], month: Month) -> AllowanceRule | None:
    holding = [rule for rule in rules if rule.first_month <= month.first]
    return max(holding, key=lambda rule: (rule.first_month, rule.at), default=None)


def _paid(
    month: Month, rows: Sequence[Member], rule: AllowanceRule | None, approved: frozenset[UUID]
) -> Paid:
    days = len(_days(month, rows))
    if rule is None:
        return Paid(days, None, NO_RULE)
    role = [row.role for row in rows if row.from_date <= month.last][-1]
    amount = {
        MemberRole.HEAD: rule.head_vnd,
        MemberRole.DEPUTY: rule.deputy_vnd,
        MemberRole.MEMBER: rule.member_vnd,
    }[MemberRole(role)]
    if amount is None:
        return Paid(days, None, NO_AMOUNT)
    if days < rule.least_days:
        return Paid(days, None, TOO_FEW)
    if rule.needs_report and rows[-1].team.village_id not in approved:
        return Paid(days, None, NO_REPORT)
    return Paid(days, amount)


def _days(month: Month, rows: Iterable[Member]) -> set[date]:
    found: set[date] = set()
    for row in rows:
        first = max(row.from_date, month.first)
        last = min(row.to_date or month.last, month.last)
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return found
