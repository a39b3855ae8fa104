"""Sizes of files as people say them."""

from __future__ import annotations

from fractions import Fraction

from xaso.lib.numbers import write_number

KB, MB, GB = 1_000, 1_000_000, 1_000_000_000


def size_words(size_bytes: int) -> str:
    """ "78 kB", "3 MB", "1,9 GB"."""
    if size_bytes >= GB:
        return f"{write_number(Fraction(size_bytes, GB), 1)} GB"
    if size_bytes >= MB:
        return f"{write_number(round(size_bytes / MB))} MB"
    return f"{write_number(max(1, round(size_bytes / KB)))} kB"
