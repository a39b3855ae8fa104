"""What one person holds today, and who would take it over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from xaso.core.people.models import Account
from xaso.core.units.models import Commune
from xaso.modules.plans.cards import card_of
from xaso.modules.plans.models import (
    DRAFT,
    RUNNING,
    Handover,
    HandoverItem,
    Plan,
    Target,
    Task,
    TaskState,
)

Post = HandoverItem.Post
OPEN = Q(state_order__range=(RUNNING, DRAFT))


@dataclass(frozen=True)
class Held:
    """One thing in one person's hands."""

    post: HandoverItem.Post
    task: Task | None = None
    target: Target | None = None

    @property
    def title(self) -> str:
        return self.task.title if self.task else self.target.name if self.target else ""

    @property
    def code(self) -> str:
        return self.task.code if self.task else self.target.code if self.target else ""

    @property
    def due_date(self) -> date | None:
        return self.task.due_date if self.task else self.target.by_date if self.target else None

    @property
    def other_post(self) -> UUID | None:
        """Who may not take it: the task's lead never accepts it, its acceptor never leads it."""
        if self.task is None:
            return None
        is_follower = self.post == Post.NGHIEM_THU
        return self.task.lead_id if is_follower else self.task.follower_id

    def status(self, today: date) -> str:
        return card_of(self.task, today).status if self.task else ""


@dataclass(frozen=True)
class Passing:
    held: Held
    to: Account | None
    """None: neither the receiver nor the leader may take it."""


def held_by(commune: Commune, account: Account) -> list[Held]:
    """Open work, drafts, what the person accepts, and targets of plans that still run; by day."""
    rows = Task.objects.of(commune).for_rows().filter(OPEN).order_by("listed_date", "pk")
    found = [
        Held(Post.NHAP if task.state == TaskState.NHAP else Post.CHU_TRI, task=task)
        for task in rows.filter(lead=account)
    ]
    found += [Held(Post.NGHIEM_THU, task=task) for task in rows.filter(follower=account)]
    targets = Target.objects.of(commune).exclude(plan__state=Plan.State.KET_THUC)
    owned = targets.filter(owner=account).order_by("plan_id", "order", "code")
    return [*found, *(Held(Post.CHI_TIEU, target=target) for target in owned)]


def passings(
    held: Iterable[Held], receivers: Mapping[str, Account | None], leader: Account
) -> list[Passing]:
    """The receiver of its group; without one, or where that person may not, the leader."""
    return [Passing(each, _taker(each, receivers.get(each.post), leader)) for each in held]


def open_counts(commune: Commune) -> dict[UUID, int]:
    """By account: tasks led and tasks accepted, drafts with them."""
    leads, follows = _counts(commune, "lead"), _counts(commune, "follower")
    return {key: leads.get(key, 0) + follows.get(key, 0) for key in leads.keys() | follows.keys()}


def people_holding(commune: Commune, ids: Iterable[UUID], *, all_others: bool) -> list[Account]:
    """Those with work, closed accounts too; `all_others`: everybody else still here as well."""
    holds = Q(pk__in=list(ids))
    rows = Account.objects.of(commune).filter(holds | Q(is_active=True) if all_others else holds)
    return list(rows.order_by("full_name", "pk"))


def handovers(commune: Commune) -> QuerySet[Handover]:
    rows = Handover.objects.of(commune).select_related("from_account", "by")
    return rows.annotate(item_count=Count("items")).order_by("-at", "-pk")


def items_of(handover: Handover) -> list[HandoverItem]:
    order = {post: place for place, post in enumerate(Post.values)}
    rows = handover.items.select_related("to", "task", "target").order_by("due_date", "pk")
    return sorted(rows, key=lambda item: order[item.post])


def _taker(held: Held, receiver: Account | None, leader: Account) -> Account | None:
    for person in (receiver, leader):
        if person is not None and person.pk != held.other_post:
            return person
    return None


def _counts(commune: Commune, post: str) -> dict[UUID, int]:
    rows: Sequence[tuple[UUID, int]] = list(
        Task.objects.of(commune)
        .filter(state_order__range=(RUNNING, DRAFT))
        .exclude(**{post: None})
        .order_by()
        .values_list(post)
        .annotate(rows=Count("*"))
    )
    return dict(rows)
