"""Turning the second factor on and off, new codes, and what the admin does when a phone is lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.people.sign_ins.actions import end_all_sessions
from xaso.core.rights.actor import Actor

from . import phone_codes
from .queries import must_have
from .sealing import seal


@transaction.atomic
def ask_for_second_factor(*, actor: Actor, at: datetime) -> None:
    """The days of grace begin; the person is told on the first page."""
    Account.objects.filter(pk=actor.account_id).update(second_factor_asked_at=at)
    record("people.second_factor.asked", actor=actor, subject_id=_me(actor))


@transaction.atomic
def turn_on_by_phone(
    *, actor: Actor, secret: str, code: str, at: datetime, keep: str = ""
) -> list[str]:
    """Returns the one-time codes for the drawer, shown once. An older phone stops working, and
    every session but `keep` ends."""
    step = phone_codes.step_at(at)
    found = phone_codes.matching_step(
        secret, code, phone_codes.steps_around(step, phone_codes.LEARNT)
    )
    if found is None:
        raise ValidationError({"code": _("Mã chưa khớp. Gõ sáu số đang hiện trên điện thoại.")})
    _forget(_me(actor))
    Authenticator.objects.create(
        user_id=_me(actor),
        type=Authenticator.Type.TOTP,
        data={"secret": seal(secret), "drift": found - step, "last_step": found},
        created_at=at,
    )
    return _turned_on(actor, by="phone", at=at, keep=keep)


@transaction.atomic
def turn_on_by_paper(*, actor: Actor, at: datetime, keep: str = "") -> list[str]:
    """For people without a smartphone: the codes of the printed slip are the second factor."""
    _forget(_me(actor))
    return _turned_on(actor, by="paper", at=at, keep=keep)


@transaction.atomic
def renew_codes(*, actor: Actor, at: datetime) -> list[str]:
    """The codes of the old slip stop working."""
    if not Authenticator.objects.filter(user_id=_me(actor)).exists():
        raise ValidationError(_("Chưa bật lớp thứ hai nên chưa có phiếu mã."))
    codes = _new_codes(_me(actor), at)
    record("people.second_factor.codes_renewed", actor=actor, subject_id=_me(actor))
    return codes


@transaction.atomic
def turn_off(*, actor: Actor, at: datetime, keep: str = "") -> None:
    if must_have(actor, timezone.localdate(at)):
        raise ValidationError(
            _("Quản trị của xã phải có lớp thứ hai. Đổi điện thoại thì bấm Đổi điện thoại.")
        )
    _forget(_me(actor))
    _ask_for_longer_password(_me(actor))
    end_all_sessions(_me(actor), at=at, keep=keep)
    record("people.second_factor.turned_off", actor=actor, subject_id=_me(actor))


@transaction.atomic
def reissue_second_factor(
    *, actor: Actor, account_id: UUID, by_paper: bool, at: datetime
) -> tuple[Account, list[str]]:
    """For a lost phone or slip. Every session ends; with `by_paper` the person signs in with the
    codes returned here, without it by the password alone until it is set up anew."""
    actor.must("people.manage")
    account: Account = Account.objects.of(actor.commune).select_for_update().get(pk=account_id)
    if account.pk == actor.account_id:
        raise ValidationError(_("Lớp thứ hai của chính mình thì đổi ở trang Lớp thứ hai."))
    if not account.is_active:
        raise ValidationError(_("Tài khoản đã khóa. Mở lại tài khoản trước."))
    _forget(account.pk)
    end_all_sessions(account.pk, at=at)
    codes = _new_codes(account.pk, at) if by_paper else []
    if not by_paper:
        _ask_for_longer_password(account.pk)
    record(
        "people.second_factor.reissued",
        actor=actor,
        subject_id=account.pk,
        by="paper" if by_paper else "none",
    )
    return account, codes


def _turned_on(actor: Actor, *, by: str, at: datetime, keep: str) -> list[str]:
    codes = _new_codes(_me(actor), at)
    end_all_sessions(_me(actor), at=at, keep=keep)
    record("people.second_factor.turned_on", actor=actor, subject_id=_me(actor), by=by)
    return codes


def _new_codes(account_id: UUID, at: datetime) -> list[str]:
    rows = Authenticator.objects.filter(user_id=account_id)
    rows.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    account = Account.objects.get(pk=account_id)
    paper = RecoveryCodes.activate(account)
    Authenticator.objects.filter(pk=paper.instance.pk).update(created_at=at)
    return [str(code) for code in paper.generate_codes()]


def _forget(account_id: UUID) -> None:
    Authenticator.objects.filter(user_id=account_id).delete()


def _ask_for_longer_password(account_id: UUID) -> None:
    """One that was good enough beside a second factor only."""
    short = Account.objects.filter(pk=account_id, password_needs_factor=True)
    short.update(must_change_password=True)


def _me(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise ValueError("the system has no second factor")
    return actor.account_id
