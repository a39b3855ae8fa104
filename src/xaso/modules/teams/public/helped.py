"""How many households of each village were helped to the end, by service, as visits say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.units.models import Commune
from xaso.modules.teams.codes import DONE
from xaso.modules.teams.models import Visit, VisitLine
from xaso.modules.teams.queries.visits import COUNTING

SERVICES = ("VNEID2", "DVCTT", "TKTT", "QR", "HSSK", "BHYT", "CKS", "ANTOAN")
HELPED = {f"ho-ho-tro-{service.lower()}": service for service in SERVICES}


def households_helped(commune: Commune, period: Period) -> Iterator[Figure]:
    """A village that wrote no visit down in the period has no figure, which is not 0. Two queries."""
    visits = Visit.objects.of(commune).filter(
        COUNTING, day__gte=period.first, day__lte=period.last
    )
    villages = list(visits.order_by().values_list("village", flat=True).distinct())
    if not villages:
        return
    counts = _counts(visits)
    for village in villages:
        for code, service in HELPED.items():
            number = counts.get((village, service), 0)
            yield _figure(code, number, period, village)


def _counts(visits: QuerySet[Visit]) -> dict[tuple[UUID, str], int]:
    done = Q(service__in=SERVICES, outcome=DONE, visit__household__isnull=False)
    rows = VisitLine.objects.filter(done, visit__in=visits).order_by()
    found = rows.values_list("visit__village", "service")
    home = Coalesce("visit__household__merged_into", "visit__household")
    counted = found.annotate(count=Count(home, distinct=True))
    return {(village, service): count for village, service, count in counted}


def _figure(code: str, number: int, period: Period, village_id: UUID) -> Figure:
    url = f"{reverse('teams:visits')}?thon={village_id}"
    return Figure(
        code=code,
        number=Decimal(number),
        period=period,
        source=_("Phiếu hỗ trợ của tổ công nghệ số"),
        as_of=min(period.last, timezone.localdate()),
        village_id=village_id,
        evidence=(EvidenceLink(_("Lượt hỗ trợ"), url),),
    )
