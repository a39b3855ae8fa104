"""The files of a numbered paper take a second to make; nobody else's writing waits for that.

The paper is laid out with the number it should get, outside the transaction. When the number went to
somebody else meanwhile it is laid out again; in the end the action does it itself.
"""

from __future__ import annotations

import copy
import threading
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from xaso.core.rights.actor import Actor

from .actions import fill_in, give_number, series_of
from .models import NumberSeries, OfficialPaper, PaperSettings
from .produce import Produced, produce
from .queries import compose, settings_of

TRIES = 6
_one_at_a_time = threading.Lock()
"""Two layouts at once would only race for the same number."""


class Stale(Exception):
    """The paper, its look or the number is not what was laid out."""


@dataclass(frozen=True)
class LaidOut:
    number: int
    version: int
    look_version: int
    made: Produced

    def __call__(self, paper: OfficialPaper, look: PaperSettings, at: datetime) -> Produced:
        if (paper.number, paper.version, look.version) != (
            self.number,
            self.version,
            self.look_version,
        ):
            raise Stale
        return self.made


def number_paper(
    *, actor: Actor, paper_id: UUID, paper_date: date, basis_checked: bool, at: datetime
) -> OfficialPaper:
    """`give_number` with the files made beforehand; what it refuses, this refuses."""
    actor.must("papers.number")
    give = partial(
        give_number,
        actor=actor,
        paper_id=paper_id,
        paper_date=paper_date,
        basis_checked=basis_checked,
        at=at,
    )
    with _one_at_a_time:
        for _ in range(TRIES):
            ready = _lay_out(actor, paper_id, paper_date, at)
            if ready is None:
                break
            try:
                return give(make=ready)
            except Stale:
                continue
    return give()


def _lay_out(actor: Actor, paper_id: UUID, paper_date: date, at: datetime) -> LaidOut | None:
    """None for what will be refused anyway."""
    paper = OfficialPaper.objects.of(actor.commune).get(pk=paper_id)
    look = settings_of(actor.commune)
    if paper.state != OfficialPaper.State.DRAFT or not look.chairman_name:
        return None
    series = NumberSeries.objects.of(actor.commune).filter(
        series=series_of(paper, look), year=paper_date.year
    )
    last = series.values_list("last", flat=True).first() or 0
    shown = copy.copy(paper)
    fill_in(shown, look, paper_date, last + 1)
    made = produce(compose(shown, look, at.date()))
    return LaidOut(last + 1, paper.version, look.version, made)
