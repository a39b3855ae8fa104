"""What may be shown to everybody: chosen items of the newest round the chairman has approved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.lib.numbers import write_number
from xaso.modules.indicators.models import Round, Scoreboard

from .book import book_of
from .by_village import village_table
from .packs import assess_packs
from .rounds import RoundLine, groups_of

APPROVED = (
    Round.State.TRINH,
    Round.State.THAM_DINH,
    Round.State.BO_SUNG,
    Round.State.KET_QUA,
    Round.State.KHOA,
)
JUDGED = (Round.State.KET_QUA, Round.State.KHOA)


def newest_scoreboard(commune: Commune) -> Scoreboard | None:
    return Scoreboard.objects.of(commune).order_by("-entered_at", "-id").first()


def approved_round(commune: Commune, pack_code: str) -> Round | None:
    """The newest the chairman stands for."""
    rows = Round.objects.of(commune).filter(pack_code=pack_code, state__in=APPROVED)
    return rows.order_by("-last", "-revision").first()


def approved_packs(commune: Commune) -> list[tuple[str, str]]:
    rows = Round.objects.of(commune).filter(state__in=APPROVED).order_by("-last", "-revision")
    return list(dict(rows.values_list("pack_code", "title")).items())


def approved_lines(found: Round) -> list[RoundLine]:
    """Items with a score; those without one have nothing to show."""
    lines = [line for group in groups_of(found) for line in group.lines]
    return [line for line in lines if line.self_score is not None]


def board_content(
    commune: Commune, found: Round, codes: Collection[str], *, villages: bool, at: datetime
) -> dict[str, Any]:
    """Everything the public page shows, as texts; nobody's name stands in it."""
    lines = [line for line in approved_lines(found) if line.code in codes]
    judged = found.state in JUDGED
    return {
        "title": found.title,
        "first": str(found.first),
        "last": str(found.last),
        "judged": judged,
        "published": at.date().isoformat(),
        "items": [_line(line, judged=judged) for line in lines],
        "villages": _villages(commune, found, lines, at.date()) if villages else [],
    }


def _line(line: RoundLine, *, judged: bool) -> dict[str, str]:
    score = line.council_score if judged and line.council_score is not None else line.self_score
    return {
        "code": line.code,
        "name": line.name,
        "score": write_number(score, 2),
        "max": write_number(line.max) if line.max is not None else "",
        "how": line.how.partition(" → ")[0],
    }


def _villages(
    commune: Commune, found: Round, lines: Sequence[RoundLine], today: date
) -> list[dict[str, Any]]:
    """For each chosen item that villages tell: the villages, the furthest ahead first."""
    period = Period(found.first, found.last)
    pack = book_of(commune, period).named(found.pack_code)
    if pack is None:
        return []
    assessment = assess_packs(commune, [pack], period, today)[pack.code]
    told = []
    for line in lines:
        row = assessment.row(line.code)
        table = village_table(row, row.gap)
        if table is None:
            continue
        known = [each for each in table.rows if each.share is not None]
        ahead = sorted(known, key=lambda each: (-(each.share or 0), str(each.village)))
        told.append(
            {
                "code": line.code,
                "name": line.name,
                "rows": [
                    [str(each.village), _whole(each.numerator), _whole(each.denominator),
                     each.share_text]
                    for each in ahead
                ],
            }
        )  # fmt: skip
    return told


def _whole(number: Decimal | None) -> str:
    return write_number(number)
