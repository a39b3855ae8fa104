"""What the officer sent, checked before any reader sees it."""

import io
import re
import zipfile
from collections.abc import Callable

from django.utils.translation import gettext as _

from .errors import AnnexError

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_PART_BYTES = 16 * 1024 * 1024
MAX_PARTS = 2_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_package(content: bytes) -> tuple[str, zipfile.ZipFile]:
    """ "xlsx" or "docx" and the open package. The kind is read from the content, not the name."""
    if not content:
        raise AnnexError("empty_file", _("Tệp rỗng (0 byte). Hãy lưu lại tệp rồi gửi lại."))
    if len(content) > MAX_FILE_BYTES:
        raise AnnexError(
            "too_big", _("Tệp lớn hơn 10 MB. Hãy bỏ ảnh trong tệp hoặc chỉ gửi bảng phụ lục.")
        )
    _refuse_other_kinds(content)
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise broken_file() from error
    names = set(package.namelist())
    if len(names) > MAX_PARTS:
        raise broken_file()
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise _locked()
    _refuse_macros(package, names)
    if "xl/workbook.xml" in names:
        return "xlsx", package
    if "word/document.xml" in names:
        return "docx", package
    raise AnnexError(
        "unknown_kind",
        _("Tệp không phải Excel (.xlsx) hay Word (.docx). Hãy gửi đúng một trong hai loại."),
    )


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """At most MAX_PART_BYTES are ever unpacked, whatever the package claims."""
    try:
        with package.open(name) as part:
            data = part.read(MAX_PART_BYTES + 1)
    except Exception as error:  # zip, deflate and lzma each fail in their own way on hostile bytes
        raise broken_file() from error
    if len(data) > MAX_PART_BYTES:
        raise AnnexError(
            "too_big",
            _(
                "Nội dung tệp quá lớn khi mở ra. Hãy chép riêng bảng phụ lục sang tệp mới rồi "
                "gửi lại."
            ),
        )
    if re.search(rb"<!(DOCTYPE|ENTITY)|\x00", data):
        raise broken_file()
    return data


def clean_copy(package: zipfile.ZipFile, wanted: Callable[[str], bool]) -> bytes:
    """Only the wanted parts, sizes proven, so that a faster reader may trust them."""
    total, copy = 0, io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for name in dict.fromkeys(filter(wanted, package.namelist())):
            data = read_part(package, name)
            total += len(data)
            if total > 2 * MAX_PART_BYTES:
                raise too_big()
            target.writestr(name, data)
    return copy.getvalue()


def too_big() -> AnnexError:
    return AnnexError(
        "too_big",
        _("Nội dung tệp quá lớn khi mở ra. Hãy chép riêng bảng phụ lục sang tệp mới rồi gửi lại."),
    )


def broken_file() -> AnnexError:
    return AnnexError(
        "broken_file",
        _(
            "Không mở được tệp: tệp hỏng hoặc không phải Excel, Word. Hãy mở bằng Excel hoặc "
            "Word, lưu lại rồi gửi lại."
        ),
    )


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _locked()
        raise AnnexError(
            "old_office",
            _(
                "Tệp kiểu cũ (.xls, .doc). Hãy mở tệp, chọn Lưu thành .xlsx hoặc .docx rồi gửi "
                "lại."
            ),
        )
    if content.startswith(b"%PDF"):
        raise AnnexError("pdf", _("Đây là tệp PDF. Hãy gửi bản Word hoặc Excel của phụ lục."))
    if not content.startswith(b"PK"):
        raise broken_file()


def _refuse_macros(package: zipfile.ZipFile, names: set[str]) -> None:
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if "[Content_Types].xml" in names:
        macros = macros or b"macroEnabled" in read_part(package, "[Content_Types].xml")
    if macros:
        raise AnnexError(
            "macros",
            _("Tệp có macro nên không nhận. Hãy lưu thành .xlsx hoặc .docx thường rồi gửi lại."),
        )


def _locked() -> AnnexError:
    return AnnexError("locked", _("Tệp đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."))
