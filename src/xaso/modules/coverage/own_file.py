"""Columns of the commune's own file of measurements; the same words are read back."""

from __future__ import annotations

from django.utils import timezone

from xaso.core.pages.workbook import Column

from .models import Sample

YES_OR_NO = {True: "co", False: "khong"}


def _day(row: Sample) -> str:
    return f"{timezone.localdate(row.measured_at):%d/%m/%Y}"


def _number(value: int | None) -> int | str:
    """Empty, so that it is read back as not known."""
    return "" if value is None else value


COLUMNS = (
    Column("thon", lambda row: row.place.village.name, 22),
    Column("diem", lambda row: row.place.name, 28),
    Column("loai_diem", lambda row: row.place.kind, 14),
    Column("nha_mang", lambda row: row.operator, 14),
    Column("cong_nghe", lambda row: row.technology, 10),
    Column("muc", lambda row: row.level, 8),
    Column("dbm", lambda row: _number(row.strength_dbm), 8),
    Column("trong_nha", lambda row: YES_OR_NO[row.is_indoors], 10),
    Column("buoi", lambda row: row.day_part, 8),
    Column("ngay", _day, 12),
    Column("cach_do", lambda row: row.way, 14),
    Column("dien_luoi", lambda row: YES_OR_NO[row.place.has_power], 10),
    Column("dbkk", lambda row: YES_OR_NO[row.place.is_hard], 8),
    Column("so_ho", lambda row: _number(row.place.household_count), 8),
)
