"""A changed annex against what was imported before: new, changed, same and gone rows."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from hashlib import blake2s

from xaso.lib.text import header_key

from .shapes import AnnexRow

COMPARED = (
    "title",
    "group",
    "lead",
    "coworkers",
    "due",
    "recurrence",
    "product",
    "budget_vnd",
    "basis",
)
STILL_THE_SAME_TASK = 0.6


@dataclass(frozen=True)
class KnownTask:
    """A task as an earlier import left it; `reference` is the caller's own."""

    key: str
    title: str
    lead: str
    group: str = ""
    stt: str = ""
    coworkers: tuple[str, ...] = ()
    due: date | None = None
    recurrence: str = ""
    product: str = ""
    budget_vnd: Decimal | None = None
    basis: str = ""
    reference: object = None


@dataclass(frozen=True)
class Match:
    row: AnnexRow
    known: KnownTask
    changed_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    new: tuple[AnnexRow, ...]
    changed: tuple[Match, ...]
    same: tuple[Match, ...]
    gone: tuple[KnownTask, ...]

    def change_of(self, row: AnnexRow) -> str:
        if row in self.new:
            return "new"
        return "changed" if any(match.row == row for match in self.changed) else "same"


def known_key(title: str, group: str, stt: str = "") -> str:
    """Survives changed accents, capitals, punctuation and numbering of rows. 32 characters."""
    name = header_key(title) or f"stt {header_key(stt)}"
    return blake2s(f"{name}|{header_key(group)}".encode(), digest_size=16).hexdigest()


def as_known(row: AnnexRow, reference: object = None) -> KnownTask:
    return KnownTask(
        key=row.key,
        stt=row.stt,
        reference=reference,
        **{name: getattr(row, name) for name in COMPARED},
    )


def compare(previous: Sequence[KnownTask], rows: Iterable[AnnexRow]) -> Comparison:
    """By key, then by title in another group, then by number if the titles are still alike."""
    known, waiting, matches = list(previous), list(enumerate(rows)), dict[int, Match]()
    for mark in (_key, _title, _number):
        found: dict[Hashable, list[KnownTask]] = {}
        for task in known:
            found.setdefault(mark(task), []).append(task)
        for place, row in waiting:
            candidates = found.get(mark(row), [])
            if mark(row) and candidates and (mark is not _number or _alike(candidates[0], row)):
                match = candidates.pop(0)
                matches[place] = Match(row, match, _changed_fields(match, row))
        waiting = [(place, row) for place, row in waiting if place not in matches]
        matched = {id(match.known) for match in matches.values()}
        known = [task for task in known if id(task) not in matched]
    inside = [matches[place] for place in sorted(matches)]
    return Comparison(
        new=tuple(row for _place, row in waiting),
        changed=tuple(match for match in inside if match.changed_fields),
        same=tuple(match for match in inside if not match.changed_fields),
        gone=tuple(known),
    )


def _key(task: KnownTask | AnnexRow) -> Hashable:
    return task.key


def _title(task: KnownTask | AnnexRow) -> Hashable:
    return header_key(task.title)


def _number(task: KnownTask | AnnexRow) -> Hashable:
    return (task.stt, header_key(task.group)) if task.stt else None


def _alike(known: KnownTask, row: AnnexRow) -> bool:
    likeness = SequenceMatcher(None, header_key(known.title), header_key(row.title)).ratio()
    return likeness >= STILL_THE_SAME_TASK


def _changed_fields(known: KnownTask, row: AnnexRow) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if getattr(known, name) != getattr(row, name))
