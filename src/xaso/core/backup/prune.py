"""Which backups stay: twelve of the last hour, one an hour for a day, one a day for a month, one a month for a year."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime

from xaso.lib.dates import TZ

from .book import change, read_book
from .folders import backups_dir, free_bytes
from .records import Snapshot, sum_of

NEWEST, HOURS, DAYS, MONTHS = 12, 24, 30, 12
FULLS_ALWAYS = 2


def kept(snapshots: Sequence[Snapshot]) -> set[str]:
    """Names. A quick one that stays keeps the full one it needs; the newest two full ones always stay.

    Newest is what was made last: a clock back in the year 2000 takes no backup away, and one that was
    ahead for an hour keeps none.
    """
    newest_first = list(reversed(snapshots))
    fulls = [each for each in newest_first if each.is_full]
    stay = {
        *_names(newest_first[:NEWEST]),
        *_names(fulls[:FULLS_ALWAYS]),
        *_names(_one_each(newest_first, _hour, HOURS)),
        *_names(_one_each(fulls, _day, DAYS)),
        *_names(_one_each(fulls, _month, MONTHS)),
    }
    return stay | {each.base for each in snapshots if each.name in stay and each.base}


def prune(wanted_bytes: int = 0) -> list[str]:
    """Removes what need not stay, and on a full disk the oldest beyond the last two full ones."""
    book = read_book()
    gone = [each for each in book.snapshots if each.name not in kept(book.snapshots)]
    left = [each for each in book.snapshots if each not in gone]
    for each in gone:
        _remove(each)
    while free_bytes(backups_dir()) < wanted_bytes and (oldest := _can_go(left)):
        for each in oldest:
            _remove(each)
            left.remove(each)
            gone.append(each)
    if gone:
        change()  # the book forgets what is not there
    return [each.name for each in gone]


def room_for_next() -> int:
    """As much as the next full backup will take, and something to work with."""
    full = read_book().last_full
    return int(full.bytes * 1.2) + 500_000_000 if full else 0


def _can_go(left: Sequence[Snapshot]) -> list[Snapshot]:
    """The oldest full one and the quick ones that need it, as long as two full ones remain."""
    fulls = [each for each in left if each.is_full]
    if len(fulls) <= FULLS_ALWAYS:
        return []
    return [each for each in left if fulls[0].name in {each.name, each.base}]


def _remove(snapshot: Snapshot) -> None:
    snapshot.path.unlink(missing_ok=True)
    sum_of(snapshot).unlink(missing_ok=True)


def _names(snapshots: Iterable[Snapshot]) -> set[str]:
    return {each.name for each in snapshots}


def _one_each(
    newest_first: Iterable[Snapshot], span: Callable[[datetime], Hashable], most: int
) -> list[Snapshot]:
    found: dict[Hashable, Snapshot] = {}
    for each in newest_first:
        found.setdefault(span(each.made_at.astimezone(TZ)), each)
    return list(found.values())[:most]


def _hour(moment: datetime) -> Hashable:
    return moment.date(), moment.hour


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
