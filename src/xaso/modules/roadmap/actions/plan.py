"""A roadmap becomes a draft plan, and what its blocks need of the program is switched on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.law.models import LegalText
from xaso.core.people.queries import holders_of
from xaso.core.rights.actor import Actor
from xaso.core.switches.actions import set_module
from xaso.core.switches.known import is_on
from xaso.core.units.models import Commune, Village
from xaso.core.worktime.queries import calendar_of
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import Roadmap, RoadmapLine
from xaso.modules.roadmap.queries.known import PACK
from xaso.modules.roadmap.sketching import Around, Chosen, sketch_of

from .roadmaps import not_written

BASIS = ("luat-chuyen-doi-so-2025", "nd-224-2026")
LEADERS = ("chu_tich", "pho_chu_tich", "chanh_van_phong")
"""The first of these posts that somebody holds accepts the results."""


@transaction.atomic
def write_roadmap_plan(*, actor: Actor, roadmap_id: UUID, at: datetime) -> Roadmap:
    """Once for each roadmap. Only who leads each task is left to be named."""
    actor.must("roadmap.write")
    roadmap = not_written(actor, roadmap_id)
    lines = list(roadmap.lines.filter(state=RoadmapLine.State.LAM).order_by("quarter", "order"))
    if not lines:
        raise ValidationError(_("Lộ trình chưa có viên gạch nào. Chọn ít nhất một."))
    today = timezone.localdate(at)
    sketch = sketch_of(
        tables(),
        roadmap.first_day,
        [Chosen(tables().blocks[row.block], row.quarter, row.is_alternative) for row in lines],
        [code for code in tables().questions if code not in roadmap.facts],
        _around(actor.commune, today),
    )
    roadmap.plan_id = plans.write_plan(actor=actor, sketch=sketch, at=at)
    roadmap.written_at = at
    roadmap.version += 1
    roadmap.save(update_fields=["plan_id", "written_at", "version"])
    _switch_on(actor, lines)
    record(
        "roadmap.plan.written",
        actor=actor,
        subject_id=roadmap.pk,
        plan=str(roadmap.plan_id),
        tasks=len(sketch.tasks),
    )
    return roadmap


def _around(commune: Commune, today: date) -> Around:
    villages = Village.objects.of(commune).filter(closed_at=None).order_by("name_folded")
    holders = (holders_of(commune, role, today).first() for role in LEADERS)
    follower = next((holder for holder in holders if holder), None)
    measures = indicators.item_measures(PACK)
    return Around(
        commune_name=commune.full_name,
        calendar=calendar_of(commune),
        follower_id=follower.pk if follower else None,
        villages=tuple(villages.values_list("pk", flat=True)),
        measures=measures,
        baselines=_baselines(commune, measures, today),
        basis=tuple(LegalText.objects.filter(code__in=BASIS).values_list("code", flat=True)),
    )


def _baselines(
    commune: Commune, measures: dict[str, indicators.ItemMeasure], today: date
) -> dict[str, Decimal]:
    codes = {code for each in measures.values() for code in (each.value_code, each.base_code)}
    period = Period(date(today.year, 1, 1), today)
    numbers = indicators.known_numbers(commune, codes - {""}, period, today)
    known = {code: figure.number for code, figure in numbers.items()}
    return {
        item: (part / whole * 100).quantize(Decimal("0.1"))
        for item, each in measures.items()
        if (part := known.get(each.value_code)) is not None
        if (whole := known.get(each.base_code))
    }


def _switch_on(actor: Actor, lines: list[RoadmapLine]) -> None:
    """Who may not switch leaves it to the admin; the page of the roadmap says what is still off."""
    if not actor.may("switches.manage"):
        return
    for module in sorted({each for row in lines for each in tables().blocks[row.block].modules}):
        if not is_on(actor.commune, module):
            set_module(actor=actor, module=module, on=True)
