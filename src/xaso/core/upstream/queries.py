"""How the line upward stands, as the office sees it; and at the province, who has been heard and what was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, UUIDField

from xaso.core.sync.models import DevicePerson, Item, State
from xaso.core.units.models import Commune

from .models import Node, Outgoing, Reported, Uplink

SILENT_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class LineStanding:
    link: Uplink
    waiting: int
    """Made here and not known to be there."""
    received: int
    """Of the things that stand now, how many the province has as they stand."""
    safe: int
    """Of all it ever received from this machine, how many lie in a backup of its own."""
    refused: list[Outgoing] = field(default_factory=list)
    held: int = 0


def standing_of(commune: Commune, most: int = 50) -> LineStanding | None:
    link = Uplink.objects.of(commune).first()
    if link is None:
        return None
    rows = Outgoing.objects.of(commune)
    counted = rows.aggregate(
        waiting=Count("pk", filter=Q(state="")),
        received=Count("pk", filter=Q(is_latest=True, state=State.APPLIED)),
        held=Count("pk", filter=Q(state=State.HELD)),
    )
    refused = rows.filter(is_latest=True, state__in=(State.REFUSED, State.QUARANTINED))
    return LineStanding(
        link=link,
        refused=list(refused.order_by("-made_at", "pk")[:most]),
        safe=link.safe,
        **counted,
    )


def nodes_heard(commune: Commune) -> QuerySet[Node, Any]:
    """Each with its machine of today, when it was last heard, and how many things it has told."""
    own = DevicePerson.objects.filter(account=OuterRef("account"))
    newest = own.order_by("-device__enrolled_at", "-device").values
    rows = Node.objects.of(commune).select_related("unit")
    reports = Reported.objects.filter(node=OuterRef("pk"), is_gone=False).order_by()
    return rows.annotate(
        device_id=Subquery(newest("device")[:1], output_field=UUIDField()),
        device_state=Subquery(newest("device__state")[:1]),
        unsent=Subquery(newest("device__unsent")[:1]),
        heard_at=Subquery(newest("device__last_contact_at")[:1]),
        told=Subquery(reports.values("node").annotate(n=Count("pk")).values("n")[:1]),
    ).order_by("unit__name", "pk")


def waiting_of(node: Node) -> QuerySet[Item]:
    """What this commune sent and this program has not been able to take."""
    return Item.objects.of(node.commune).filter(
        actor=node.account_id, state__in=(State.HELD, State.REFUSED)
    )


def reports_of(node: Node) -> QuerySet[Reported]:
    return Reported.objects.filter(node=node).order_by("kind", "unit", "key")


def silent_lines(at: datetime) -> list[Uplink]:
    """Joined, and not heard by the province for days, or stopped until a person does something."""
    late = Q(heard_at__lt=at - SILENT_AFTER) | Q(heard_at=None, joined_at__lt=at - SILENT_AFTER)
    stopped = ~Q(state=Uplink.State.JOINED)
    return list(Uplink.objects.filter(late | stopped).order_by("pk"))
