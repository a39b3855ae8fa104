"""An annex as read against what earlier imports made of it, with what we offer for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xaso.core.people.models import Account
from xaso.core.people.queries import holders_of
from xaso.core.units.models import Commune, Village
from xaso.lib.text import header_key
from xaso.modules.plans.annex.compare import Comparison, KnownTask, Match, as_known, compare
from xaso.modules.plans.annex.shapes import AnnexRow, AnnexTarget
from xaso.modules.plans.models import (
    AnnexImport,
    ImportedRow,
    Plan,
    Target,
    TaskState,
)
from xaso.modules.plans.offers import Offer, Offers
from xaso.modules.plans.queries.people import people_who_may
from xaso.modules.plans.stored_annex import row_from_json, target_from_json

LEADERS = ("pho_chu_tich", "chu_tich")
COORDINATOR = "chanh_van_phong"


@dataclass(frozen=True)
class ReviewRow:
    row: AnnexRow
    change: str
    """new, changed or same."""
    changed_fields: tuple[str, ...]
    task_id: UUID | None
    offer: Offer
    known: KnownTask | None = None
    """What the annex said when it was last accepted."""


@dataclass(frozen=True)
class ReviewTarget:
    row: AnnexTarget
    change: str
    target_id: UUID | None


@dataclass(frozen=True)
class Review:
    rows: tuple[ReviewRow, ...]
    targets: tuple[ReviewTarget, ...]
    gone: tuple[KnownTask, ...]
    """`reference` is the task's id."""

    @property
    def ready(self) -> int:
        return sum(each.row.is_acceptable for each in self.rows)

    @property
    def to_mend(self) -> int:
        return len(self.rows) - self.ready


def review(annex_import: AnnexImport, today: date, offers: Offers | None = None) -> Review:
    rows = [row_from_json(stored) for stored in annex_import.rows]
    found = comparison(annex_import.plan, rows)
    matches = {match.row.key: match for match in (*found.changed, *found.same)}
    offers = offers or offers_for(annex_import.commune, today)
    reviewed = []
    for row in rows:
        match = matches.get(row.key)
        reviewed.append(
            ReviewRow(
                row=row,
                change=_change(match),
                changed_fields=match.changed_fields if match else (),
                task_id=task_id_of(match.known) if match else None,
                offer=offers.for_row(row),
                known=match.known if match else None,
            )
        )
    targets = [target_from_json(stored) for stored in annex_import.target_rows]
    return Review(tuple(reviewed), review_targets(annex_import.plan, targets), found.gone)


def _change(match: Match | None) -> str:
    if match is None:
        return "new"
    return "changed" if match.changed_fields else "same"


def comparison(plan: Plan, rows: Sequence[AnnexRow]) -> Comparison:
    return compare(known_tasks(plan), rows)


def known_tasks(plan: Plan) -> list[KnownTask]:
    """What the annex said when it was last accepted, for each task that still stands."""
    rows = (
        ImportedRow.objects.filter(
            annex_import__plan=plan,
            annex_import__state=AnnexImport.State.DA_NHAN,
            task__isnull=False,
        )
        .exclude(task__state=TaskState.HUY)
        .order_by("annex_import__accepted_at", "row", "pk")
    )
    newest = {row.task_id: row for row in rows if "row" in row.after}
    return [as_known(row_from_json(each.after["row"]), key) for key, each in newest.items()]


def review_targets(plan: Plan, rows: Sequence[AnnexTarget]) -> tuple[ReviewTarget, ...]:
    """By name, else by number: annexes that number each group anew use a number twice."""
    known, matches = list(plan.targets.all()), dict[int, Target]()
    for mark in (_target_name, _target_number):
        for place, row in enumerate(rows):
            match = next((each for each in known if mark(each) and mark(each) == mark(row)), None)
            if match is not None and place not in matches:
                matches[place] = match
                known.remove(match)
    return tuple(_review_target(matches.get(place), row) for place, row in enumerate(rows))


def _target_name(target: Target | AnnexTarget) -> str:
    return header_key(target.name)


def _target_number(target: Target | AnnexTarget) -> str:
    return plain_code(target.code)


def plain_code(code: str) -> str:
    """ "CT 5" and "CT05" are one."""
    letters = "".join(sign for sign in code.upper() if sign.isalpha())
    digits = "".join(sign for sign in code if sign.isdigit()).lstrip("0")
    return letters + digits


def left_out(annex_import: AnnexImport, taken: Iterable[ImportedRow]) -> list[AnnexRow]:
    """Rows of the file no task came of."""
    keys = {row.row_key for row in taken}
    rows = (row_from_json(stored) for stored in annex_import.rows)
    return [row for row in rows if row.key not in keys]


def known_units(commune: Commune) -> list[str]:
    """Names an annex may use for who leads; empty while the commune has named no unit."""
    accounts = Account.objects.of(commune).open()
    units = set(accounts.exclude(unit_name="").values_list("unit_name", flat=True))
    if not units:
        return []
    people = set(accounts.values_list("full_name", flat=True))
    villages = {str(village) for village in Village.objects.of(commune).filter(closed_at=None)}
    return sorted(units | people | villages) + Offers.village_words()


def offers_for(commune: Commune, today: date) -> Offers:
    """Only people whose roles let them work on a task: the head of a village does it as villages do."""
    leaders = [person for role in LEADERS for person in holders_of(commune, role, today)]
    return Offers(
        accounts=tuple(people_who_may(commune, "plans.work", today)),
        villages=tuple(Village.objects.of(commune).filter(closed_at=None).order_by("name_folded")),
        leaders=tuple(leaders),
        coordinator=holders_of(commune, COORDINATOR, today).first(),
    )


def _review_target(known: Target | None, row: AnnexTarget) -> ReviewTarget:
    if known is None:
        return ReviewTarget(row, "new", None)
    same = (known.name, known.unit, known.target_number) == (row.name, row.unit, row.plan_year)
    return ReviewTarget(row, "same" if same else "changed", known.pk)


def task_id_of(known: KnownTask) -> UUID:
    return UUID(str(known.reference))
