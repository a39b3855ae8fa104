"""Lists of tasks: what is asked for, and red first however long the list is."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from xaso.core.pages.keyset import Slice, slice_of
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


def red_first(rows: TaskQuerySet, today: date, after: str, size: int) -> Slice:
    """One page: red, then the rest as listed, then what is over, newest first. At most three
    queries, each an indexed read. A cursor that makes no sense gives the first page."""
    parts = [
        (rows.filter(_red(today)), LISTED),
        (rows.filter(state_order__lt=CANCELLED).exclude(_red(today)), LISTED),
        (rows.filter(state_order__gte=CANCELLED), NEWEST_FIRST),
    ]
    start, inner = _read(after, len(parts))
    found: list[Task] = []
    for number in range(start, len(parts)):
        part, order = parts[number]
        if len(found) == size:
            if part.exists():
                return Slice(found, _cursor(number, ""), is_first=not after)
            continue
        piece = slice_of(part.order_by(*order), order, inner, size - len(found))
        found, inner = found + piece.rows, ""
        if piece.after:
            return Slice(found, _cursor(number, piece.after), is_first=not after)
    return Slice(found, "", is_first=not after)


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
    orders = STATES.get(state, ())
    if len(orders) == 1:
        return rows.filter(state_order=orders[0])
    return rows.filter(state_order__in=orders) if orders else rows


def _red(today: date) -> Q:
    """As lateness.colour: late, or near its date and not half done."""
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
