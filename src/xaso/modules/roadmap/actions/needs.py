"""The request to the province and the leaders' own promises: both belong to a roadmap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.tables import NeedItem
from xaso.modules.roadmap.given import Promise, Wanted
from xaso.modules.roadmap.models import Commitment, Need, Roadmap


@transaction.atomic
def draft_needs(*, actor: Actor, roadmap_id: UUID) -> Roadmap:
    """A row for each thing the blocks of the roadmap need; what was typed before stays."""
    actor.must("roadmap.write")
    roadmap = Roadmap.objects.of(actor.commune).select_for_update().get(pk=roadmap_id)
    known = set(roadmap.needs.values_list("block", "item"))
    rows = [row for row in _proposed(roadmap) if (row.block, row.item) not in known]
    Need.objects.bulk_create(rows)
    record("roadmap.needs.drafted", actor=actor, subject_id=roadmap.pk, rows=len(rows))
    return roadmap


@transaction.atomic
def save_needs(*, actor: Actor, roadmap_id: UUID, rows: Sequence[Wanted]) -> Roadmap:
    actor.must("roadmap.write")
    roadmap = Roadmap.objects.of(actor.commune).select_for_update().get(pk=roadmap_id)
    known = {(row.block, row.item): row for row in roadmap.needs.all()}
    for wanted in rows:
        row = known[wanted.block, wanted.item]
        row.quantity, row.unit_price_vnd = wanted.quantity, wanted.unit_price_vnd
        row.source = wanted.source.strip()
        row.version += 1
        row.full_clean(exclude=["commune", "roadmap"], validate_unique=False)
        row.save()
    record("roadmap.needs.saved", actor=actor, subject_id=roadmap.pk, rows=len(rows))
    return roadmap


@transaction.atomic
def save_promises(*, actor: Actor, roadmap_id: UUID, promises: Sequence[Promise]) -> Roadmap:
    """What the leaders do themselves: promised at the start, kept filled in at each survey."""
    actor.must("roadmap.write")
    roadmap = Roadmap.objects.of(actor.commune).select_for_update().get(pk=roadmap_id)
    known = {each.code for each in tables().commitments}
    strange = [promise.code for promise in promises if promise.code not in known]
    if strange:
        raise ValidationError(_("Không có cam kết %(code)s.") % {"code": strange[0]})
    for promise in promises:
        Commitment.objects.update_or_create(
            commune=actor.commune,
            roadmap=roadmap,
            code=promise.code,
            defaults={"promised": promise.promised, "kept": promise.kept},
        )
    record("roadmap.promises.saved", actor=actor, subject_id=roadmap.pk, rows=len(promises))
    return roadmap


def _proposed(roadmap: Roadmap) -> Iterator[Need]:
    chosen = set(roadmap.lines.filter(state="lam").values_list("block", flat=True))
    villages = Village.objects.of(roadmap.commune).filter(closed_at=None)
    signals = list(villages.values_list("has_signal", flat=True))
    for item in tables().needs:
        quantity = _quantity(item, signals)
        if item.block in chosen and quantity:
            yield Need(
                commune=roadmap.commune,
                roadmap=roadmap,
                block=item.block,
                item=item.item,
                unit=item.unit,
                quantity=quantity,
                source=item.source,
            )


def _quantity(item: NeedItem, signals: Sequence[bool | None]) -> int:
    counts = {"co_dinh": 1, "thon": len(signals), "thon_trang": signals.count(False)}
    return counts[item.per] * item.factor
