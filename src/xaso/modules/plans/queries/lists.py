"""Lists of tasks: what is asked for, and red first however long the list is."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from xaso.core.pages.keyset import Slice, cut, slice_of
from xaso.core.rights.actor import Actor
from xaso.lib.text import fold
from xaso.modules.plans.lists import limits
from xaso.modules.plans.models import (
    CANCELLED,
    DONE,
    DRAFT,
    PAUSED,
    RUNNING,
    WAITING,
    Task,
    TaskQuerySet,
    TaskVillage,
)

LISTED = ("state_order", "listed_date", "pk")
"""The order of the index. `red_first` lifts the red rows above it."""
NEWEST_FIRST = ("-state_order", "-listed_date", "-pk")
MOST_WORDS = 6
RARE = 500
STATES = {
    "dang_lam": (RUNNING,),
    "cho_duyet": (WAITING,),
    "tam_dung": (PAUSED,),
    "nhap": (DRAFT,),
    "xong": (DONE,),
    "huy": (CANCELLED,),
    "con_mo": (RUNNING, WAITING, PAUSED),
}


EVERY_ORDER = (RUNNING, WAITING, PAUSED, DRAFT, CANCELLED, DONE)


@dataclass(frozen=True)
class TaskFilter:
    """Empty means all. `who`: cua_toi, toi_giao, toi_duyet. `state`: cham, sap_han or a key of
    STATES."""

    who: str = ""
    state: str = ""
    pillar: str = ""
    text: str = ""
    year: int | None = None
    plan_id: UUID | None = None
    target_id: UUID | None = None
    village_id: UUID | None = None
    lead_id: UUID | None = None


def task_rows(actor: Actor, chosen: TaskFilter, today: date) -> TaskQuerySet:
    """Rows of the actor's commune with lead, follower and target, in the order of the index."""
    rows = Task.objects.of(actor.commune).for_rows().order_by(*LISTED)
    rows = _of_whom(rows, actor, chosen.who)
    rows = _in_state(rows, chosen.state, today)
    for field in ("pillar", "year", "plan_id", "target_id", "lead_id"):
        wanted = getattr(chosen, field)
        if wanted:
            rows = rows.filter(**{field: wanted})
    if chosen.village_id:
        of_village = TaskVillage.objects.filter(village=chosen.village_id)
        rows = rows.filter(pk__in=of_village.values("task"))
    return _with_words(rows, actor, chosen.text)


def task_page(actor: Actor, chosen: TaskFilter, today: date, after: str, size: int) -> Slice:
    """One page of `task_rows`, red first."""
    return red_first(task_rows(actor, chosen, today), today, after, size, _orders(chosen.state))


@dataclass(frozen=True)
class Part:
    """One stretch of a list in one order. `with_next` has the rows of the next part behind its own:
    a short list is read at once and turned by hand."""

    rows: TaskQuerySet
    order: Sequence[str]
    with_next: TaskQuerySet | None = None


def red_first(
    rows: TaskQuerySet, today: date, after: str, size: int, orders: Sequence[int] = EVERY_ORDER
) -> Slice:
    """One page: red, then the rest as listed, then what is over, newest first. Two queries, a third
    where a page goes from the rest into what is over; each an indexed read. `orders` are those the
    rows may have. A cursor that makes no sense gives the first page."""
    parts = _parts(rows, today, orders)
    start, inner = _read(after, len(parts))
    found: list[Task] = []
    for number in range(start, len(parts)):
        if len(found) == size:
            if parts[number].rows.exists():
                return Slice(found, _cursor(number, ""), is_first=not after)
            continue
        piece, ends_here = _piece(parts[number], inner, size - len(found))
        found, inner = found + piece.rows, ""
        if piece.after:
            return Slice(found, _cursor(number, piece.after), is_first=not after)
        if ends_here:
            break
    return Slice(found, "", is_first=not after)


def _piece(part: Part, inner: str, size: int) -> tuple[Slice, bool]:
    """The rows of a part that still fit, and whether those of the next are among them already."""
    if part.with_next is None or inner:
        return slice_of(part.rows.order_by(*part.order), part.order, inner, size), False
    whole = list(part.with_next.order_by(*part.order)[: size + 1])
    if len(whole) <= size:
        return Slice(_over_last(whole), "", is_first=False), True
    own = [task for task in whole if task.state_order < CANCELLED]
    if len(own) < size:
        return Slice(own, "", is_first=False), False
    return cut(whole, part.order, size, is_first=False), False


def _over_last(tasks: Sequence[Task]) -> list[Task]:
    alive = [task for task in tasks if task.state_order < CANCELLED]
    return alive + [task for task in reversed(tasks) if task.state_order >= CANCELLED]


def _parts(rows: TaskQuerySet, today: date, orders: Sequence[int]) -> list[Part]:
    """Nothing is asked for that cannot be there."""
    alive = [order for order in orders if order < CANCELLED]
    over = [order for order in orders if order >= CANCELLED]
    parts: list[Part] = []
    if RUNNING in alive:
        parts.append(Part(red(rows, today), _within([RUNNING], LISTED)))
        rows = not_red(rows, today)
    if alive:
        order = _within(alive, LISTED)
        parts.append(Part(_between(rows, alive), order, rows if over else None))
    if over:
        parts.append(Part(_between(rows, over), _within(over, NEWEST_FIRST)))
    return parts


def _within(orders: Sequence[int], order: Sequence[str]) -> Sequence[str]:
    """Rows of one state order are sorted by the rest alone."""
    return order[1:] if len(orders) == 1 else order


def _between(rows: TaskQuerySet, orders: Sequence[int]) -> TaskQuerySet:
    """One stretch of the index; orders asked for always stand beside each other."""
    if len(orders) == 1:
        return rows.filter(state_order=orders[0])
    return rows.filter(state_order__gte=orders[0], state_order__lte=orders[-1])


def _orders(state: str) -> Sequence[int]:
    if state in {"cham", "sap_han"}:
        return (RUNNING, WAITING)
    return STATES.get(state, EVERY_ORDER)


def red(rows: TaskQuerySet, today: date) -> TaskQuerySet:
    """As lateness.colour: late, or near its date and not half done."""
    return rows.filter(_red(today))


def not_red(rows: TaskQuerySet, today: date) -> TaskQuerySet:
    return rows.exclude(_red(today))


def at_risk(rows: TaskQuerySet, today: date) -> TaskQuerySet:
    """Of the red ones those whose date has not passed."""
    return red(rows, today).filter(listed_date__gte=today)


def _of_whom(rows: TaskQuerySet, actor: Actor, who: str) -> TaskQuerySet:
    field = {"cua_toi": "lead", "toi_giao": "assigned_by", "toi_duyet": "follower"}.get(who)
    return rows.filter(**{field: actor.account_id}) if field else rows


def _with_words(rows: TaskQuerySet, actor: Actor, text: str) -> TaskQuerySet:
    """A rare word is looked up once in the index of words; a common one is met soon anyway."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return rows
    holds = Q(*(Q(search_text__contains=word) for word in words))
    found = Task.objects.of(actor.commune).filter(holds).order_by().values_list("pk", flat=True)
    few = list(found[: RARE + 1])
    return rows.filter(holds) if len(few) > RARE else rows.filter(pk__in=few)


def _in_state(rows: TaskQuerySet, state: str, today: date) -> TaskQuerySet:
    if state == "cham":
        return rows.late_on(today)
    if state == "sap_han":
        return rows.filter(
            state_order=RUNNING,
            listed_date__range=(today, today + timedelta(days=limits().days_soon)),
        )
    return _between(rows, STATES[state]) if state in STATES else rows


def _red(today: date) -> Q:
    until = today + timedelta(days=limits().days_at_risk)
    at_risk = Q(listed_date__lt=today) | Q(progress__lt=limits().progress_at_risk)
    return Q(state_order=RUNNING, listed_date__lte=until) & at_risk


def _cursor(part: int, inner: str) -> str:
    return urlsafe_b64encode(f"{part}.{inner}".encode()).decode()


def _read(after: str, parts: int) -> tuple[int, str]:
    try:
        number, _dot, inner = urlsafe_b64decode(after.encode()).decode().partition(".")
        part = int(number)
    except (Base64Error, ValueError, UnicodeError):
        return 0, ""
    return (part, inner) if 0 <= part < parts else (0, "")
