"""Accounts made by a commune admin, first passwords, resets, leavers, roles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.rights.roles import all_roles
from xaso.core.units.models import Village
from xaso.lib.codes import one_time_password

from .models import Account, RoleGrant
from .passwords import stands_alone
from .sign_ins.actions import end_all_sessions

ACCOUNT_FACTS = frozenset({"full_name", "job_title", "unit_name", "phone"})


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    at: datetime,
    job_title: str = "",
    unit_name: str = "",
    phone: str = "",
) -> tuple[Account, str]:
    """Returns the account and its one-time password, shown once and never stored in clear."""
    actor.must("people.manage")
    account = Account(
        commune=actor.commune,
        username=username.strip().lower(),
        full_name=full_name.strip(),
        job_title=job_title.strip(),
        unit_name=unit_name.strip(),
        phone=phone.strip(),
        made_at=at,
    )
    password = one_time_password()
    account.set_password(password)
    account.full_clean()
    account.save()
    record("people.account.opened", actor=actor, subject_id=account.pk, username=account.username)
    return account, password


@transaction.atomic
def edit_account(*, actor: Actor, account_id: UUID, changes: Mapping[str, Change]) -> Account:
    actor.must("people.manage")
    account = _account(actor, account_id)
    apply_changes(account, changes, ACCOUNT_FACTS)
    account.version += 1
    account.save()
    record("people.account.edited", actor=actor, subject_id=account.pk)
    return account


@transaction.atomic
def reset_password(*, actor: Actor, account_id: UUID, at: datetime) -> tuple[Account, str]:
    """A new one-time password; every session of the account ends with the old one."""
    actor.must("people.manage")
    account = _account(actor, account_id)
    if not account.is_active:
        raise ValidationError(_("Tài khoản đã khóa. Mở lại tài khoản trước khi cấp mật khẩu."))
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    end_all_sessions(account.pk, at=at)
    record("people.password.reset", actor=actor, subject_id=account.pk)
    return account, password


@transaction.atomic
def change_own_password(
    *, account: Account, password: str, at: datetime, keep: str = ""
) -> Account:
    """The person alone may do this, hence no right; the password is checked by our rules. Every
    session but `keep` ends."""
    validate_password(password, account)
    account.set_password(password)
    account.must_change_password, account.password_set_at = False, at
    account.password_needs_factor = not stands_alone(password, timezone.localdate(at))
    account.save()
    end_all_sessions(account.pk, at=at, keep=keep)
    account.refresh_from_db(fields=["session_round"])
    me = Actor(name=account.full_name, commune=account.commune, account_id=account.pk)
    record("people.password.changed", actor=me, subject_id=account.pk)
    return account


@transaction.atomic
def close_account(*, actor: Actor, account_id: UUID, reason: str, at: datetime) -> Account:
    """A leaver's rights end the same moment; what the person did stays under the name."""
    actor.must("people.manage")
    account = _account(actor, account_id)
    if account.pk == actor.account_id:
        raise ValidationError(
            _("Không tự khóa tài khoản của mình. Nhờ quản trị khác làm việc này.")
        )
    if not account.is_active:
        raise ValidationError(_("Tài khoản này đã khóa từ trước."))
    account.is_active, account.closed_at, account.close_reason = False, at, reason.strip()
    account.version += 1
    account.save()
    end_all_sessions(account.pk, at=at)
    record("people.account.closed", actor=actor, subject_id=account.pk, reason=reason.strip())
    return account


@transaction.atomic
def reopen_account(*, actor: Actor, account_id: UUID, at: datetime) -> tuple[Account, str]:
    actor.must("people.manage")
    account = _account(actor, account_id)
    if account.is_active:
        raise ValidationError(_("Tài khoản này đang dùng, không cần mở lại."))
    password = one_time_password()
    account.set_password(password)
    account.is_active, account.closed_at, account.close_reason = True, None, ""
    account.closed_as_idle = False
    account.must_change_password, account.last_seen_at = True, at
    account.version += 1
    account.save()
    record("people.account.reopened", actor=actor, subject_id=account.pk)
    return account, password


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    account_id: UUID,
    role: str,
    from_date: date,
    to_date: date | None = None,
    village: Village | None = None,
) -> RoleGrant:
    actor.must("people.manage")
    account = _account(actor, account_id)
    if role not in all_roles():
        raise ValidationError(_("Không có vai trò này."))
    if all_roles()[role].reach == "village" and village is None:
        raise ValidationError(_("Vai trò này gắn với một thôn. Chọn thôn phụ trách."))
    if village is not None and village.commune_id != actor.commune.pk:
        raise Village.DoesNotExist
    grant = RoleGrant(
        account=account, role=role, village=village, from_date=from_date, to_date=to_date
    )
    grant.full_clean()
    grant.save()
    record("people.role.granted", actor=actor, subject_id=account.pk, role=role)
    return grant


@transaction.atomic
def end_role(*, actor: Actor, grant_id: UUID, on_date: date) -> RoleGrant:
    """The role does not hold any more on `on_date`."""
    actor.must("people.manage")
    grant = RoleGrant.objects.select_related("account").get(
        pk=grant_id, account__commune=actor.commune
    )
    if grant.account_id == actor.account_id and grant.role == "quan_tri":
        raise ValidationError(_("Không tự bỏ quyền quản trị của mình."))
    if grant.from_date >= on_date:
        grant.delete()
    else:
        grant.to_date = date.fromordinal(on_date.toordinal() - 1)
        grant.save(update_fields=["to_date"])
    record("people.role.ended", actor=actor, subject_id=grant.account_id, role=grant.role)
    return grant


def _account(actor: Actor, account_id: UUID) -> Account:
    found: Account = Account.objects.of(actor.commune).select_for_update().get(pk=account_id)
    return found
