"""A table somebody sends as an Excel or CSV file, as texts: measured before it is laid out."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from xaso.lib.numbers import write_number
from xaso.lib.text import nfc

from .sheet_size import SHARED, Filled, filled, shared_lengths

Grid = list[list[str]]

SHEET = re.compile(rb"<[^\s<>/]*sheetData")
"""Whatever prefix it has: readers look at the name alone."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one list may be; a larger file is refused before it is laid out."""

    rows: int
    columns: int = 200
    size_bytes: int = 2 * MEGABYTE
    unpacked_bytes: int = 32 * MEGABYTE
    """Of the parts of a workbook, and of what its cells say."""
    places: int = 2 * MEGABYTE
    """Cells laid out between the corners, of all sheets together."""


def read_grid(content: bytes, limits: Limits) -> Grid:
    """The first sheet, or the lines of a CSV file."""
    if len(content) > limits.size_bytes:
        raise ValidationError(
            _("Tệp lớn hơn %(most)d MB. Chỉ giữ lại danh sách cần nhập rồi gửi lại.")
            % {"most": limits.size_bytes // MEGABYTE}
        )
    grid = _workbook(content, limits) if content[:2] == b"PK" else _csv(content, limits)
    if len(grid) > limits.rows:
        raise _too_many_rows(limits)
    if any(len(row) > limits.columns for row in grid):
        raise _too_wide()
    if not any(any(row) for row in grid):
        raise ValidationError(_("Tệp không có dòng nào."))
    return grid


def measured_copy(content: bytes, limits: Limits) -> bytes:
    """Two cells far apart, or a part that swells when unpacked, would take all memory. The reader
    gets what was measured and not the file, which may say one size and hold another."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > limits.unpacked_bytes:
                raise _too_large()
            texts = {
                part.filename: _unpacked(package, part) for part in parts if not part.is_dir()
            }
            sizes = _sizes(texts)
    except UNREADABLE as error:
        raise ValidationError(_("Không đọc được tệp Excel này. Lưu lại dạng .xlsx.")) from error
    if any(size.row > limits.rows for size in sizes):
        raise _too_many_rows(limits)
    if any(size.column > limits.columns for size in sizes):
        raise _too_wide()
    if (
        sum(size.letters for size in sizes) > limits.unpacked_bytes
        or sum(size.row * size.column for size in sizes) > limits.places
    ):
        raise _too_large()
    return _packed(texts)


def cell_address(column: int, index: int) -> str:
    """As a spreadsheet calls it: "B7". Both count from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{index + 1}"


def _workbook(content: bytes, limits: Limits) -> Grid:
    small = measured_copy(content, limits)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(small)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise ValidationError(_("Không đọc được tệp Excel này. Lưu lại dạng .xlsx.")) from error
    return [[_text(cell) for cell in row] for row in rows]


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Never more than the part claims: `ZipFile.read` unpacks all before it looks."""
    with package.open(part) as file:
        return file.read(part.file_size + 1)


def _packed(texts: Mapping[str, bytes]) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for name, text in texts.items():
            target.writestr(name, text)
    return copy.getvalue()


def _sizes(texts: Mapping[str, bytes]) -> list[Filled]:
    """A workbook may call any of its parts a sheet, whatever the part is named."""
    for part in texts.values():
        if (SHEET.search(part) or SHARED.search(part)) and (b"<!DOCTYPE" in part or b"\0" in part):
            raise ValueError("no part a spreadsheet program writes")
    shared = shared_lengths(texts.values())
    return [filled(part, shared) for part in texts.values() if SHEET.search(part)]


def _too_large() -> ValidationError:
    return ValidationError(_("Tệp quá lớn khi mở ra. Chép riêng danh sách rồi gửi lại."))


def _too_wide() -> ValidationError:
    return ValidationError(_("Bảng quá rộng. Chỉ giữ lại danh sách cần nhập rồi gửi lại."))


def _too_many_rows(limits: Limits) -> ValidationError:
    return ValidationError(
        _("Tệp có hơn %(most)s dòng. Chỉ giữ lại danh sách cần nhập rồi gửi lại.")
        % {"most": write_number(limits.rows)}
    )


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(nfc(str(cell)).replace("\0", "").split())


def _csv(content: bytes, limits: Limits) -> Grid:
    try:
        text = content.decode("utf-16" if content[:2] in UTF16_MARKS else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("Tệp không phải Excel, cũng không phải CSV mã UTF-8. Lưu lại dạng .xlsx.")
        ) from error
    if "\0" in text:
        raise ValidationError(
            _("Tệp không phải Excel, cũng không phải CSV mã UTF-8. Lưu lại dạng .xlsx.")
        )
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        lines = csv.reader(io.StringIO(text), delimiter=delimiter)
        rows = list(islice(lines, limits.rows + 1))
    except csv.Error as error:
        raise ValidationError(
            _("Không đọc được tệp CSV này. Mở bằng Excel, lưu lại dạng .xlsx rồi gửi.")
        ) from error
    return [[_text(cell) for cell in row] for row in rows]
