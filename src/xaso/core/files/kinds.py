"""What a file really is, by its content; the name is never believed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .packages import names_in

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
IMAGE = "image/jpeg"


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
    names = names_in(content)
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise ValidationError(_("Chỉ nhận ảnh JPG, PNG, tệp PDF, DOCX hoặc XLSX."))
