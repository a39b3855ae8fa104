"""The workbook of a province, through the same door as every other."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.files.grid import Limits, measured_copy
from xaso.core.files.kinds import XLSX, kind_of
from xaso.core.files.sheets import Sheet
from xaso.core.files.sheets import read_sheets as read_any_sheets

from .problems import UnreadableWorkbook

MOST_BYTES = 10 * 1024 * 1024
LIMITS = Limits(rows=2_000, columns=80, size_bytes=MOST_BYTES, unpacked_bytes=32_000_000)


def read_sheets(content: bytes) -> list[Sheet]:
    if len(content) > MOST_BYTES:
        raise UnreadableWorkbook(_("Tệp lớn hơn 10 MB. Chỉ giữ lại bảng chỉ số rồi gửi lại."))
    if kind_of(content) != XLSX:
        raise UnreadableWorkbook(_("Chỉ nhận tệp Excel (.xlsx). Mở bằng Excel, lưu lại rồi gửi."))
    try:
        return read_any_sheets(content, LIMITS)
    except ValidationError as error:
        raise UnreadableWorkbook(error.message) from error


def measured(content: bytes) -> bytes:
    """The workbook as it may be read: no part larger than it says, no cell far away."""
    try:
        return measured_copy(content, LIMITS)
    except ValidationError as error:
        raise UnreadableWorkbook(error.message) from error
