"""Telephone numbers as people write them."""

from __future__ import annotations


def national_number(said: str) -> str:
    """Digits alone, as one dials them at home: +84 912-345-678 is 0912345678."""
    digits = "".join(sign for sign in said if sign.isdecimal())
    return f"0{digits[2:]}" if said.strip().startswith("+84") else digits
