"""A pack scored by the commune itself, as data for the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.lib.numbers import write_number
from xaso.modules.indicators.queries.assessment import Assessment, ItemRow
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.queries.proofs import proofs_of_rows
from xaso.modules.indicators.queries.words import lacking, target_words

from .packs import PackSummary, summary_of


@dataclass(frozen=True)
class AssessedItem:
    code: str
    name: str
    max: Decimal | None
    score: Decimal | None
    """None unless scored; `missing` then says what is lacking."""
    state: str
    how: str
    """The formula with its numbers: "412 hộ ÷ 1.980 hộ = 20,8 %; đích 30 % → 10,40 / 15"."""
    target: str
    evidence: tuple[str, ...]
    evidence_wanted: tuple[str, ...]
    explanation: str
    missing: str


@dataclass(frozen=True)
class AssessedGroup:
    code: str
    name: str
    max: Decimal | None
    low: Decimal | None
    high: Decimal | None
    items: tuple[AssessedItem, ...]


@dataclass(frozen=True)
class SelfAssessment:
    summary: PackSummary
    warning: str
    """To stand on every page of the paper: the commune's own score, not a council's."""
    note: str
    basis: tuple[str, ...]
    """Codes of LegalText."""
    groups: tuple[AssessedGroup, ...]


def self_assessment(
    commune: Commune, pack_code: str, period: Period, today: date
) -> SelfAssessment:
    """Seven queries, however many items."""
    pack = book_of(commune, period).named(pack_code)
    if pack is None:
        raise ObjectDoesNotExist(pack_code)
    assessment = assess_packs(commune, [pack], period, today)[pack_code]
    return SelfAssessment(
        summary=summary_of(assessment),
        warning=_("Điểm tự chấm, chưa thẩm định"),
        note=pack.note,
        basis=pack.basis,
        groups=tuple(_groups(commune, assessment)),
    )


def _groups(commune: Commune, assessment: Assessment) -> Iterator[AssessedGroup]:
    proofs = proofs_of_rows(commune, assessment.rows)
    totals = {each.group.code: each.total for each in assessment.groups}
    for group in assessment.pack.groups:
        total = totals.get(group.code)
        yield AssessedGroup(
            code=group.code,
            name=group.name,
            max=group.max,
            low=total.low if total and total.scored_items else None,
            high=total.high if total and total.scored_items else None,
            items=tuple(
                _item(row, proofs.get(row.item.code, ()))
                for row in assessment.rows
                if row.item.group_code == group.code
            ),
        )


def _item(row: ItemRow, proofs: tuple[str, ...]) -> AssessedItem:
    return AssessedItem(
        code=row.item.code,
        name=row.item.name,
        max=row.item.max,
        score=row.score.score,
        state=row.score.state,
        how=row.score.explanation,
        target=target_words(row),
        evidence=(*_sources(row), *proofs),
        evidence_wanted=row.item.evidence_kinds,
        explanation=row.answer.explanation if row.answer else "",
        missing=lacking(row),
    )


def _sources(row: ItemRow) -> Iterator[str]:
    """Where each number comes from, in the words of who gave it."""
    for value in row.values:
        if value.number is not None and value.source:
            yield f"{value.definition.name}: {write_number(value.number)} ({value.source})"
