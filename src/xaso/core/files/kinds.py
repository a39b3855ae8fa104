"""What a file really is, by its content; the name is never believed."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
IMAGE = "image/jpeg"

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 200_000_000


def kind_of(content: bytes) -> str:
    """The media type of an accepted file. Raises ValidationError naming what to send instead."""
    if not content:
        raise ValidationError(_("Tệp trống. Chọn lại tệp."))
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8")) or _is_webp(content):
        return IMAGE
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        raise ValidationError(_("Ảnh dạng HEIC chưa đọc được. Chụp lại ở dạng JPG rồi gửi."))
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    raise ValidationError(_("Chỉ nhận ảnh JPG, PNG, tệp PDF, DOCX hoặc XLSX."))


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _office_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise ValidationError(_("Tệp hỏng, không mở được. Lưu lại tệp rồi gửi.")) from error
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise ValidationError(_("Tệp nén quá lớn khi mở ra, không nhận."))
    if any("vbaproject" in name.lower() for name in names):
        raise ValidationError(_("Tệp có macro, không nhận. Lưu lại dạng DOCX hoặc XLSX thường."))
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise ValidationError(_("Chỉ nhận ảnh JPG, PNG, tệp PDF, DOCX hoặc XLSX."))
