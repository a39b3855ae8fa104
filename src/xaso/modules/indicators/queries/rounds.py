"""A round as its page shows it: from the rows of the round, or from what was kept at the lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from xaso.core.figures import Period
from xaso.core.people.models import Account
from xaso.core.people.queries import grants_held_on
from xaso.core.rights.roles import all_roles
from xaso.core.units.models import Commune
from xaso.lib.numbers import sum_known
from xaso.modules.indicators.models import Round, RoundItem
from xaso.modules.indicators.scoring.pack import Pack

from .book import book_of
from .locked import kept_content

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class RoundLine:
    code: str
    name: str
    group_code: str
    max: Decimal | None
    self_state: str
    self_score: Decimal | None
    council_score: Decimal | None
    officer: str
    how: str
    explanation: str
    proofs: Sequence[str]
    state: str = ""
    state_label: str = ""
    due: date | None = None
    officer_id: Any = None

    @property
    def lacks_proof(self) -> bool:
        return self.self_state == "scored" and not self.proofs


@dataclass(frozen=True)
class RoundGroup:
    code: str
    name: str
    lines: tuple[RoundLine, ...]

    @property
    def max(self) -> Decimal:
        """Of what applies: an item that does not apply leaves both sums."""
        return _sum(line.max for line in self.lines if line.self_state != "not_applicable")

    @property
    def self_score(self) -> Decimal | None:
        """None while nothing is scored: that is not the same as no points."""
        return sum_known(line.self_score for line in self.lines)

    @property
    def council_score(self) -> Decimal | None:
        return sum_known(line.council_score for line in self.lines)

    @property
    def handed_in(self) -> int:
        return sum(bool(line.self_state) for line in self.lines)


def groups_of(found: Round) -> tuple[RoundGroup, ...]:
    """Two queries while it is open, none once it is locked."""
    if found.is_locked:
        return _kept_groups(kept_content(found))
    pack = pack_of_round(found)
    items = {item.code: item for item in found.items.select_related("officer").order_by("order")}
    return tuple(
        RoundGroup(
            group.code,
            group.name,
            tuple(
                _line(items[each.code], pack)
                for each in pack.items_of(group.code)
                if each.code in items
            ),
        )
        for group in pack.groups
    )


def pack_of_round(found: Round) -> Pack:
    pack = book_of(found.commune, Period(found.first, found.last)).named(found.pack_code)
    if pack is None:
        raise LookupError(found.pack_code)
    return pack


def rounds_of(commune: Commune) -> QuerySet[Round]:
    return Round.objects.of(commune).defer("kept").order_by("-last", "-opened_at", "id")


def rounds_of_pack(commune: Commune, pack_code: str) -> QuerySet[Round]:
    return rounds_of(commune).filter(pack_code=pack_code)


def people_who_may(commune: Commune, right: str, day: date) -> QuerySet[Account]:
    """Open accounts of the commune whose roles on that day give the right."""
    roles = [code for code, role in all_roles().items() if right in role.rights]
    holders = grants_held_on(day).filter(role__in=roles).values("account")
    rows = Account.objects.filter(commune=commune, is_active=True, pk__in=holders)
    ordered: QuerySet[Account] = rows.order_by("full_name", "pk")
    return ordered


def _line(item: RoundItem, pack: Pack) -> RoundLine:
    about = pack.item(item.code)
    return RoundLine(
        code=item.code,
        name=about.name,
        group_code=about.group_code,
        max=about.max,
        self_state=item.self_state,
        self_score=item.self_score,
        council_score=item.council_score,
        officer=item.officer.full_name if item.officer else "",
        how=item.how,
        explanation=item.explanation,
        proofs=item.proofs,
        state=item.state,
        state_label=item.get_state_display(),
        due=item.due,
        officer_id=item.officer_id,
    )


def _kept_groups(content: dict[str, Any]) -> tuple[RoundGroup, ...]:
    lines = [_kept_line(each) for each in content["items"]]
    return tuple(
        RoundGroup(
            group["code"],
            group["name"],
            tuple(line for line in lines if line.group_code == group["code"]),
        )
        for group in content["groups"]
    )


def _kept_line(said: dict[str, Any]) -> RoundLine:
    return RoundLine(
        code=said["code"],
        name=said["name"],
        group_code=said["group"],
        max=_number(said["max"]),
        self_state=said["self_state"],
        self_score=_number(said["self_score"]),
        council_score=_number(said["council_score"]),
        officer=said["officer"],
        how=said["how"],
        explanation=said["explanation"],
        proofs=said["proofs"],
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((number for number in numbers if number is not None), ZERO)
