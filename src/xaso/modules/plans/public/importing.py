"""A plan annex from outside the pages: the command line reads it, and takes it when it is whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans import actions
from xaso.modules.plans.actions import RowChoice
from xaso.modules.plans.annex.compare import Comparison, compare
from xaso.modules.plans.annex.errors import AnnexError
from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.annex.shapes import Annex
from xaso.modules.plans.given import Upload
from xaso.modules.plans.models import Plan
from xaso.modules.plans.queries.imports import ReviewRow, known_tasks, known_units, review


@dataclass(frozen=True)
class AnnexReading:
    annex: Annex
    found: Comparison
    """New, changed, same and gone rows against the plan of the year."""

    @property
    def is_whole(self) -> bool:
        return all(row.is_acceptable for row in self.annex.tasks)


def read_plan_annex(commune: Commune, year: int, name: str, content: bytes) -> AnnexReading:
    """Writes nothing. Raises ValidationError, with the reader's code, for a file that cannot be
    read."""
    calendar = calendar_of(commune)
    try:
        annex = read_annex(
            content,
            name,
            year,
            known_units(commune),
            is_working_day=calendar.is_working_day,
        )
    except AnnexError as error:
        raise ValidationError(error.message, code=error.code) from error
    plan = _plan_of(commune, year)
    return AnnexReading(annex, compare(known_tasks(plan) if plan else [], annex.tasks))


def take_plan_annex(
    *, actor: Actor, year: int, name: str, content: bytes, at: datetime, accept_ok: bool = False
) -> UUID | None:
    """Takes every row, or with `accept_ok` the acceptable ones, with the offered defaults; returns
    the import's id. None, and nothing written, when a row is not acceptable or none is left."""
    with transaction.atomic():
        plan = _plan_of(actor.commune, year) or _made(actor, year)
        annex_import = actions.start_import(
            actor=actor, plan_id=plan.pk, file=Upload(name, content), at=at
        )
        rows = review(annex_import, at.date()).rows
        ready = [each for each in rows if each.row.is_acceptable]
        if not ready or (len(ready) < len(rows) and not accept_ok):
            transaction.set_rollback(True)
            return None
        choices = [_choice(each) for each in ready]
        actions.accept_import(actor=actor, import_id=annex_import.pk, choices=choices, at=at)
        return annex_import.pk


def _choice(each: ReviewRow) -> RowChoice:
    """Nobody looks at the offers here, so a stopgap lead is left out: the row becomes a draft."""
    choice = RowChoice.as_offered(each.row, each.offer)
    return replace(choice, lead=None) if each.offer.is_stopgap else choice


def _plan_of(commune: Commune, year: int) -> Plan | None:
    """The yearly plan an annex of that year belongs to."""
    rows = Plan.objects.of(commune).filter(kind=Plan.Kind.NAM, year=year)
    return rows.exclude(state=Plan.State.KET_THUC).order_by("pk").first()


def _made(actor: Actor, year: int) -> Plan:
    title = _("Kế hoạch chuyển đổi số năm %(year)s") % {"year": year}
    return actions.make_plan(actor=actor, kind=Plan.Kind.NAM, title=title, year=year)
