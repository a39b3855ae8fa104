"""What drives say to the indicators: how many are done in each village, by the code of a value."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import CampaignVillage


def figures(commune: Commune, period: Period) -> list[Figure]:
    """Of drives that overlap the period and feed a value. A village that has not reported has no
    figure at all: that is not 0."""
    if not is_on(commune, "campaigns"):
        return []
    rows = (
        CampaignVillage.objects.of(commune)
        .filter(
            campaign__from_date__lte=period.last,
            campaign__to_date__gte=period.first,
            reported_at__isnull=False,
        )
        .exclude(campaign__value_code="")
        .select_related("campaign")
        .order_by("campaign__code", "village_id")
    )
    return [_figure(row) for row in rows]


def _figure(row: CampaignVillage) -> Figure:
    campaign = row.campaign
    if row.reported_at is None:
        raise RuntimeError("only villages that have reported have a figure")
    return Figure(
        code=campaign.value_code,
        number=Decimal(row.done),
        period=Period(campaign.from_date, campaign.to_date),
        source=_("Đợt ra quân %(code)s") % {"code": campaign.code},
        as_of=timezone.localdate(row.reported_at),
        village_id=row.village_id,
        evidence=(EvidenceLink(campaign.name, reverse("campaigns:campaign", args=[campaign.pk])),),
    )
