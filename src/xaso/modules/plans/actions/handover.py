"""Bàn giao: everything one person holds goes to others in one step, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.actions import close_account
from xaso.core.people.leaving import keepers_of
from xaso.core.people.models import Account
from xaso.core.people.queries import grants_on, holders_of
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import rights_of
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Explanation, Handover, HandoverItem, Target, Task
from xaso.modules.plans.queries.handover import Held, Passing, Post, held_by, passings

from .assignment import must_be_able
from .rows import keep, must_be_a_person, must_be_open, must_be_ours, said

MOST_NAMED = 5


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    account_id: UUID,
    receivers: Mapping[str, Account | None],
    leader: Account,
    reason: str,
    closes_account: bool,
    at: datetime,
) -> Handover:
    """`receivers` by group of work; a group without one goes to `leader`. With `closes_account` the
    old account can do nothing more from this moment."""
    actor.must("plans.handover")
    leaver = Account.objects.of(actor.commune).select_for_update().get(pk=account_id)
    _must_fit(actor, leaver, [*receivers.values(), leader], local_day(at))
    list(Task.objects.of(actor.commune).filter(lead=leaver).select_for_update())
    passed = passings(held_by(actor.commune, leaver), receivers, leader)
    _must_all_be_taken(passed)
    _must_be_able_to_take(passed, local_day(at))
    _must_know_the_parts(actor, receivers, local_day(at))
    handover = Handover.objects.create(
        commune=actor.commune,
        from_account=leaver,
        by_id=must_be_a_person(actor),
        at=at,
        reason=said(reason),
        closes_account=closes_account,
    )
    for each in passed:
        _pass_on(actor, handover, each, local_day(at))
    _pass_on_the_rest(actor, handover, receivers, leader, local_day(at))
    if not passed:
        _tell(actor, handover, handover.pk)
    if closes_account:
        _close(actor, leaver, handover, at)
    return handover


def _must_fit(actor: Actor, leaver: Account, takers: Iterable[Account | None], day: date) -> None:
    people = [person for person in takers if person is not None]
    must_be_ours(actor, *people)
    for person in people:
        if person.pk == leaver.pk:
            raise ValidationError(_("Người nhận phải khác người giao lại."))
        must_be_open(person)
    if "plans.approve" in _rights(leaver, day) and not actor.may("plans.approve"):
        raise ValidationError(_("Việc của Chủ tịch do Chủ tịch quyết định bàn giao."))


def _must_all_be_taken(passed: Iterable[Passing]) -> None:
    stuck = [each.held.title for each in passed if each.to is None]
    if stuck:
        names = "; ".join(stuck[:MOST_NAMED])
        raise ValidationError(
            _(
                "%(count)s việc chưa có ai nhận được, vì người chủ trì không tự nghiệm thu: %(names)s."
                " Chọn người nhận khác cho phần này."
            )
            % {"count": len(stuck), "names": names}
        )


def _must_be_able_to_take(passed: Iterable[Passing], day: date) -> None:
    """Each person is looked at once for each kind of work."""
    for post, person in {(each.held.post, each.to) for each in passed}:
        if post == Post.NGHIEM_THU:
            must_be_able(None, person, day)
        elif post != Post.CHI_TIEU and person and "plans.work" not in _rights(person, day):
            raise ValidationError(
                _("%(name)s không có quyền làm việc của kế hoạch. Chọn người khác.")
                % {"name": person.full_name}
            )


def _pass_on(actor: Actor, handover: Handover, passing: Passing, day: date) -> None:
    held, to = passing.held, passing.to
    if to is None:
        raise RuntimeError("checked before")
    HandoverItem.objects.create(
        commune=actor.commune,
        handover=handover,
        post=held.post,
        task=held.task,
        target=held.target,
        to=to,
        code=held.code,
        title=held.title,
        status=held.status(day),
        due_date=held.due_date,
        file_count=held.task.evidence_given if held.task else 0,
    )
    row = _put(held, to)
    keep(row)
    _tell(actor, handover, row.pk, post=str(held.post), to=str(to.pk))


def _must_know_the_parts(actor: Actor, receivers: Mapping[str, Account | None], day: date) -> None:
    for keeper in keepers_of(actor.commune):
        taker = receivers.get(keeper.name)
        if taker is not None and keeper.right not in _rights(taker, day):
            raise ValidationError(
                _("%(name)s không mở được phần này: %(part)s. Chọn người khác.")
                % {"name": taker.full_name, "part": keeper.label}
            )


def _pass_on_the_rest(
    actor: Actor,
    handover: Handover,
    receivers: Mapping[str, Account | None],
    leader: Account,
    day: date,
) -> None:
    """What other parts of the program keep for the leaver; see core/people/leaving.py."""
    for keeper in keepers_of(actor.commune):
        if keeper.held(actor.commune, handover.from_account):
            keeper.pass_on(
                actor=actor,
                leaver=handover.from_account,
                to=receivers.get(keeper.name) or leader,
                handover_id=handover.pk,
                ends_own=handover.closes_account,
                day=day,
            )


def _put(held: Held, to: Account) -> Task | Target:
    if held.target is not None:
        held.target.owner = to
        return held.target
    task = held.task
    if task is None:
        raise RuntimeError("one thing is held")
    if held.post == Post.NGHIEM_THU:
        task.follower = to
    else:
        task.lead = to
        Explanation.objects.filter(task=task, answered_at=None).update(of=to)
    return task


def _tell(actor: Actor, handover: Handover, subject_id: UUID, **more: str) -> None:
    record(
        "plans.work.handed_over",
        actor=actor,
        subject_id=subject_id,
        handover=str(handover.pk),
        came_from=str(handover.from_account_id),
        **more,
    )


def _close(actor: Actor, leaver: Account, handover: Handover, at: datetime) -> None:
    """Who may hand over somebody's work may end the account that held it."""
    others = holders_of(actor.commune, "quan_tri", local_day(at)).exclude(pk=leaver.pk)
    if "people.manage" in _rights(leaver, local_day(at)) and not others.exists():
        raise ValidationError(
            _("%(name)s là quản trị duy nhất của xã. Giao quyền quản trị cho người khác trước.")
            % {"name": leaver.full_name}
        )
    if leaver.is_active:
        closer = replace(actor, rights=actor.rights | {"people.manage"})
        close_account(actor=closer, account_id=leaver.pk, reason=handover.reason[:200], at=at)


def _rights(account: Account, day: date) -> frozenset[str]:
    return frozenset(rights_of(grant.role for grant in grants_on(account, day)))


__all__ = ["hand_over"]
