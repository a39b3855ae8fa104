"""What the council did in a round, for its minutes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xaso.core.people.models import Account
from xaso.core.units.models import Commune
from xaso.modules.indicators.models import Round, RoundNote
from xaso.modules.indicators.models.rounds import BEFORE_THE_COUNCIL
from xaso.modules.indicators.queries.rounds import groups_of, people_who_may, rounds_of

MOST = 60


@dataclass(frozen=True)
class CouncilChoice:
    id: UUID
    title: str
    first: date
    last: date
    revision: int


@dataclass(frozen=True)
class CouncilItem:
    code: str
    name: str
    max: Decimal | None
    self_score: Decimal | None
    council_score: Decimal | None
    """None: not judged yet."""
    opinions: str
    """What members said, as they wrote it, the earliest first."""


@dataclass(frozen=True)
class CouncilGroup:
    name: str
    max: Decimal | None
    self_score: Decimal | None
    council_score: Decimal | None
    items: tuple[CouncilItem, ...]


@dataclass(frozen=True)
class CouncilWork:
    title: str
    first: date
    last: date
    rule: str
    state: str
    chair: str
    members: tuple[str, ...]
    """Names and job titles, the chair left out."""
    groups: tuple[CouncilGroup, ...]


def council_choices(commune: Commune) -> tuple[CouncilChoice, ...]:
    """Rounds that came before the council, the newest first."""
    rows = rounds_of(commune).filter(state__in=BEFORE_THE_COUNCIL)[:MOST]
    return tuple(
        CouncilChoice(row.pk, row.title, row.first, row.last, row.revision) for row in rows
    )


def council_work(commune: Commune, round_id: UUID, today: date) -> CouncilWork:
    """Scores of a locked round come from what was kept at the lock."""
    found = Round.objects.of(commune).select_related("chair", "commune").get(pk=round_id)
    opinions = _opinions(found)
    groups = tuple(
        CouncilGroup(
            f"{group.code}. {group.name}",
            group.max,
            group.self_score,
            group.council_score,
            tuple(
                CouncilItem(
                    line.code, line.name, line.max, line.self_score, line.council_score,
                    opinions.get(line.code, ""),
                )
                for line in group.lines
            ),
        )
        for group in groups_of(found)
    )  # fmt: skip
    return CouncilWork(
        title=found.title,
        first=found.first,
        last=found.last,
        rule=found.get_rule_display(),
        state=found.get_state_display(),
        chair=_described(found.chair) if found.chair else "",
        members=tuple(_described(each) for each in _members(found, today)),
        groups=groups,
    )


def _members(found: Round, today: date) -> list[Account]:
    rows = people_who_may(found.commune, "indicators.review", today)
    named = Account.objects.filter(commune=found.commune, pk__in=found.council)
    members = named.order_by("full_name", "pk") if found.council else rows
    return [each for each in members if each.pk != found.chair_id]


def _opinions(found: Round) -> dict[str, str]:
    notes = RoundNote.objects.filter(item__round=found).exclude(kind=RoundNote.Kind.NOP)
    said: dict[str, list[str]] = defaultdict(list)
    for code, text in notes.order_by("entered_at", "pk").values_list("item__code", "text"):
        if text:
            said[code].append(text)
    return {code: "; ".join(texts) for code, texts in said.items()}


def _described(person: Account) -> str:
    return ", ".join(part for part in (person.full_name, person.job_title) if part)
