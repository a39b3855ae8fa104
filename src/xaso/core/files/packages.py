"""Word and Excel files are zip packages. What hides in one is looked for before it is kept: nothing
that runs, fetches from elsewhere, defines entities, swells or leaves its folder comes in."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_SWELLING, SMALL_BYTES = 100, 30_000_000
"""How many times its size a package may grow; small ones may be emptier than that."""
HEAD_BYTES, MOST_RELATION_BYTES = 4_096, 2_000_000
ENCRYPTED = 1
DEFINES = re.compile(rb"<!(DOCTYPE|ENTITY)|\x00", re.IGNORECASE)
BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<[^!?]", re.DOTALL)
"""The first element, after which nothing can be defined any more."""
LEAVES = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\")


def names_in(content: bytes) -> set[str]:
    """The parts of a package that may be kept. Raises ValidationError for any other."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_size(parts, len(content))
            _refuse_names(parts)
            for part in parts:
                _refuse_hidden(package, part)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise _broken() from error
    return {part.filename for part in parts}


def _refuse_size(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > SMALL_BYTES and unpacked > MOST_SWELLING * size
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES or swells:
        raise ValidationError(_("Tệp nén quá lớn khi mở ra, không nhận."))


def _refuse_names(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise ValidationError(_("Tệp đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."))
    if any(LEAVES.search(part.orig_filename) for part in parts):
        raise _broken()
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise _macros()


def _refuse_hidden(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    name = part.filename.lower()
    if not name.endswith((".xml", ".rels")):
        return
    is_read_whole = name.endswith(".rels") or name == "[content_types].xml"
    most = MOST_RELATION_BYTES if is_read_whole else HEAD_BYTES
    text = _unpacked(package, part, most)
    if DEFINES.search(text) or (len(text) == most and not BEGINS.match(text)):
        raise _broken()
    if name == "[content_types].xml" and b"macroenabled" in text.lower():
        raise _macros()
    if name.endswith(".rels") and _fetches(text):
        raise ValidationError(
            _("Tệp tự lấy nội dung từ nơi khác, không nhận. Hãy lưu thành PDF rồi gửi.")
        )


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """Never more than `most` bytes, whatever the package claims."""
    try:
        with package.open(part) as file:
            return file.read(most)
    except Exception as error:  # deflate, lzma and bz2 each fail in their own way
        raise _broken() from error


def _fetches(relations: bytes) -> bool:
    """Something is loaded from another machine as soon as the file is opened; links are not."""
    try:
        # _refuse_hidden lets no DOCTYPE or entity through
        found = list(ElementTree.fromstring(relations))  # noqa: S314
    except ElementTree.ParseError as error:
        raise _broken() from error
    return any(
        row.get("TargetMode", "").lower() == "external"
        and not row.get("Type", "").endswith("/hyperlink")
        and _is_elsewhere(row.get("Target", ""))
        for row in found
    )


def _is_elsewhere(target: str) -> bool:
    """A path of the writer's own machine fetches nothing here: C:\\Users\\…\\Normal.dotm."""
    place = target.strip().lower().replace("\\", "/")
    scheme, colon, rest = place.partition(":")
    if not colon or len(scheme) == 1 or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return place.startswith("//")
    is_own_file = scheme == "file" and re.match(r"/{0,3}[a-z]:|///[^/]|/?[^/]", rest)
    return not is_own_file


def _macros() -> ValidationError:
    return ValidationError(_("Tệp có macro, không nhận. Lưu lại dạng DOCX hoặc XLSX thường."))


def _broken() -> ValidationError:
    return ValidationError(_("Tệp hỏng, không mở được. Lưu lại tệp rồi gửi."))
