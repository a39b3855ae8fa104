"""What the survey says to the indicators, by the code of a value."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune
from xaso.modules.coverage.models import PlaceKind
from xaso.modules.coverage.queries.judging import Judged, judged
from xaso.modules.coverage.rulebook import Rules, rules_of
from xaso.modules.coverage.rules import UNKNOWN
from xaso.modules.coverage.standing import fresh

COVERED, DEAD_CLUSTERS = "thon-co-song", "cum-trang-song"
WITHOUT_SIGNAL = ("trang", "lom")


def figures(commune: Commune, period: Period) -> list[Figure]:
    """As things stood on its last day. While one village, or one cluster, is not known there is no
    number: an unmeasured one counts neither as good nor as bad."""
    if not is_on(commune, "coverage"):
        return []
    rules = rules_of(commune, period.last)
    rows = judged(commune, rules)
    counted = ((COVERED, _covered(rows)), (DEAD_CLUSTERS, _dead_clusters(rows, rules)))
    return [_figure(code, number, period, rules) for code, number in counted if number is not None]


def _covered(rows: list[Judged]) -> int | None:
    if not rows or any(row.class_name == UNKNOWN for row in rows):
        return None
    return sum(row.class_name not in WITHOUT_SIGNAL for row in rows)


def _dead_clusters(rows: list[Judged], rules: Rules) -> int | None:
    best = [
        max(fresh(known, rules).values(), default=None)
        for row in rows
        for place, known in row.places
        if place.kind == PlaceKind.CLUSTER
    ]
    return None if not best or None in best else sum(map(rules.village.is_dead, best))


def _figure(code: str, number: int, period: Period, rules: Rules) -> Figure:
    url = reverse("coverage:villages")
    return Figure(
        code=code,
        number=Decimal(number),
        period=period,
        source=_("Đo sóng các thôn, quy tắc bản %(version)s")
        % {"version": rules.village.version_word},
        as_of=period.last,
        evidence=(EvidenceLink(_("Vùng sóng các thôn"), url),),
    )
