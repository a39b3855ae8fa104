"""A file that is broken, locked or made to harm is refused with a sentence, never with a crash."""

import io
import zipfile

import pytest

from xaso.modules.plans.annex.errors import AnnexError
from xaso.modules.plans.annex.read import read_annex

from .annex_files import HEADER, docx, task, xlsx

GOOD_SHEET = xlsx([HEADER, task()])
GOOD_TABLE = docx([HEADER, task()])
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def with_part(content, name, data):
    """The same package with one part exchanged or added."""
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return copy.getvalue()


def sheet_of(rows, after=""):
    return with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", SHEET.format(rows, after))


def table_of(body):
    return with_part(GOOD_TABLE, "word/document.xml", WORD.format(body))


def rows_of_numbers(count):
    return "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"not a file of ours", "broken_file"),
        (b"PK\x03\x04 but no package", "broken_file"),
        (GOOD_SHEET[: len(GOOD_SHEET) // 2], "broken_file"),
        (b"PK" + bytes(11 * 1024 * 1024), "too_big"),
        (b"%PDF-1.7 ...", "pdf"),
        (OLD_OFFICE, "old_office"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (with_part(GOOD_SHEET, "xl/vbaProject.bin", b"macro"), "macros"),
        (with_part(GOOD_TABLE, "word/vbaProject.bin", b"macro"), "macros"),
        (with_part(GOOD_TABLE, "[Content_Types].xml", b"<Types>document.macroEnabled.main</Types>"), "macros"),
        (with_part(GOOD_TABLE, "word/document.xml", bytes(17 * 1024 * 1024)), "too_big"),
        (with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", b" " * 17 * 1024 * 1024), "too_big"),
        (with_part(GOOD_SHEET, "xl/sharedStrings.xml", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><sst/>"), "broken_file"),
        (with_part(GOOD_TABLE, "word/document.xml", b"<!DOCTYPE x><w/>"), "broken_file"),
        (with_part(GOOD_TABLE, "word/document.xml", WORD.format("").encode("utf-16")), "broken_file"),
        (with_part(GOOD_TABLE, "word/document.xml", b"<w:document>"), "broken_file"),
        (with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"), "broken_file"),
        (with_part(GOOD_SHEET, "xl/workbook.xml", b"<workbook/>"), "no_table"),
        (sheet_of(rows_of_numbers(200_000)), "too_many_rows"),
        (sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>'
                  '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_many_rows"),
        (table_of("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 3_001 + "</w:tbl>"), "too_many_rows"),
        (xlsx([("Giấy mời",), ("Kính gửi: các thôn",)]), "no_table"),
        (docx([("Nơi nhận", "CHỦ TỊCH")]), "no_table"),
        (table_of("<w:p/>"), "no_table"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_a_sentence(content, code):
    with pytest.raises(AnnexError) as refused:
        read_annex(content, "phu-luc.xlsx", 2026)

    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_a_locked_zip_is_refused():
    locked = bytearray(GOOD_SHEET)
    for place in range(len(locked) - 10):
        if locked[place : place + 4] == b"PK\x01\x02":
            locked[place + 8] |= 1

    with pytest.raises(AnnexError, match="mật khẩu"):
        read_annex(bytes(locked), "phu-luc.xlsx", 2026)


def test_a_merge_over_the_whole_sheet_does_no_harm():
    merges = '<mergeCells count="2"><mergeCell ref="A3:XFD1048576"/><mergeCell ref="B3:C9"/></mergeCells>'
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCDE"[column]}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in enumerate(line)
        )
        + "</row>"
        for number, line in enumerate(
            [HEADER[:5], ("1", "Đo sóng", "Phòng Kinh tế", "", "Tháng 9")], 1
        )
    )

    annex = read_annex(sheet_of(rows, merges), "phu-luc.xlsx", 2026)

    assert [row.title for row in annex.tasks] == ["Đo sóng"]


def test_absurd_numbers_in_a_word_table_do_no_harm():
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='99999999999'/></w:tcPr><w:p><w:r><w:t>Nhiệm vụ</w:t></w:r></w:p></w:tc>"
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr><w:p/></w:tc>"

    with pytest.raises(AnnexError, match="Không thấy bảng"):
        read_annex(table_of(f"<w:tbl><w:tr>{cell}{wide}</w:tr></w:tbl>"), "phu-luc.docx", 2026)


def test_numbers_word_draws_itself_are_read():
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    lines = [
        HEADER[:5],
        ("", "Đo sóng", "Phòng Kinh tế", "", "Tháng 9"),
        ("", "Dán mã QR", "Công an xã", "", "Tháng 6"),
    ]
    body = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:p>{numbered if not text and not column else ''}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            for column, text in enumerate(line)
        )
        + "</w:tr>"
        for line in lines
    )
    numbering = (
        "<w:numbering xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num></w:numbering>"
    )

    annex = read_annex(
        with_part(table_of(f"<w:tbl>{body}</w:tbl>"), "word/numbering.xml", numbering),
        "phu-luc.docx",
        2026,
    )

    assert [(row.stt, row.title) for row in annex.tasks] == [("1", "Đo sóng"), ("2", "Dán mã QR")]
