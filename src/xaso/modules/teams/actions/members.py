"""Who works in a team: somebody comes, is described anew, goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Member, MemberRole

from .rows import close, held_member, living_team, newest_decision, not_after, not_before

DESCRIBED = (
    "role", "full_name", "account_id", "phone", "is_phone_open", "gender", "birth_band", "job",
    "languages", "skills", "from_date", "trained_date", "has_allowance",
)  # fmt: skip


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    team_id: UUID,
    full_name: str,
    from_date: date,
    at: datetime,
    role: str = MemberRole.MEMBER,
    **facts: Any,
) -> Member:
    """Under the newest decision of the team."""
    actor.must("teams.write")
    team = living_team(actor, team_id)
    member = Member(
        commune=actor.commune,
        team=team,
        decision=newest_decision(team),
        role=role,
        full_name=full_name,
        from_date=from_date,
        **facts,
    )
    _check(member, at)
    member.save()
    record("teams.member.added", actor=actor, subject_id=team.pk, member=str(member.pk))
    return member


@transaction.atomic
def edit_member(
    *, actor: Actor, member_id: UUID, changes: Mapping[str, Change], at: datetime
) -> Member:
    actor.must("teams.write")
    member = _current(actor, member_id)
    apply_changes(member, changes, DESCRIBED)
    _check(member, at)
    member.version += 1
    member.save()
    record("teams.member.edited", actor=actor, subject_id=member.pk)
    return member


@transaction.atomic
def end_member(*, actor: Actor, member_id: UUID, day: date, reason: str, at: datetime) -> Member:
    """The row stays and is shown among those of before."""
    actor.must("teams.write")
    member = _current(actor, member_id)
    not_after(day, at, "day")
    not_before(day, member.from_date, "day")
    close(member, day, reason.strip())
    record("teams.member.ended", actor=actor, subject_id=member.team_id, member=str(member.pk))
    return member


def _current(actor: Actor, member_id: UUID) -> Member:
    member = held_member(actor, member_id)
    if member.to_date is not None:
        raise ValidationError(_("Người này đã thôi tham gia tổ."))
    return member


def _check(member: Member, at: datetime) -> None:
    member.full_name, member.phone = member.full_name.strip(), member.phone.strip()
    if not member.full_name:
        raise ValidationError({"full_name": _("Ghi họ và tên.")})
    not_after(member.from_date, at, "from_date")
    not_before(member.from_date, member.team.founded_date, "from_date")
    if member.is_phone_open and not member.phone:
        raise ValidationError({"phone": _("Ghi số điện thoại, hoặc bỏ đánh dấu cho hiện số.")})
    rows = Member.objects.of(member.commune).filter(team=member.team, to_date=None)
    others = rows.exclude(pk=member.pk)
    if member.role == MemberRole.HEAD and others.filter(role=MemberRole.HEAD).exists():
        raise ValidationError({"role": _("Tổ đã có tổ trưởng. Sửa vai trò người ấy trước.")})
    if member.account_id:
        _check_account(member, others)


def _check_account(member: Member, others: Any) -> None:
    people = Account.objects.filter(commune=member.commune, is_active=True)
    if not people.filter(pk=member.account_id).exists():
        raise ValidationError({"account": _("Chọn tài khoản đang dùng của xã.")})
    if others.filter(account=member.account_id).exists():
        raise ValidationError({"account": _("Tài khoản này đã là thành viên của tổ.")})
