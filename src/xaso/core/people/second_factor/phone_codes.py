"""The six digits a phone shows for thirty seconds, without any network (RFC 6238).

The office machine may have no network either, so its clock and that of the phone drift apart. How
far is learnt when the factor is turned on and followed from sign-in to sign-in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urlencode

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

STEP_SECONDS = 30
NEAR = 1
"""Steps before and after: people type slowly."""
LEARNT = 20
"""Ten minutes: how far apart the two clocks may be when the factor is turned on."""

new_secret = generate_totp_secret


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def matching_step(secret: str, typed: str, steps: Iterable[int]) -> int | None:
    return next(
        (step for step in steps if compare_user_code(actual=typed, expected=_code(secret, step))),
        None,
    )


def steps_around(step: int, reach: int) -> list[int]:
    """Nearest first."""
    return sorted(range(step - reach, step + reach + 1), key=lambda other: abs(other - step))


def address_for_phone(secret: str, *, name: str, issuer: str) -> str:
    """What the square picture holds; the phone shows issuer and name above the digits."""
    label = quote(f"{issuer}:{name}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def _code(secret: str, step: int) -> str:
    return str(format_hotp_value(hotp_value(secret, step)))
