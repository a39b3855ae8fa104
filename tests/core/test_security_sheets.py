"""Workbooks made to take all memory: refused in words before a reader lays them out."""

import io
import re
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import pytest
from django.core.exceptions import ValidationError

from xaso.core.files.sheet_size import filled_size
from xaso.core.units.villages_import import read_grid
from xaso.modules.indicators.packs.sheet.fill import fill_workbook
from xaso.modules.indicators.packs.sheet.problems import UnreadableWorkbook
from xaso.modules.indicators.packs.sheet.workbook import read_sheets as read_indicators
from xaso.modules.plans.annex.errors import AnnexError
from xaso.modules.plans.annex.opening import open_package
from xaso.modules.plans.annex.sheet_reader import read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FAR_APART = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="XFD900000"><v>1</v></c></row>'
)
TOO_WIDE = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
PLACES = ["worksheets/sheet1.xml", "_rels/sheet1.xml", "styles.xml"]


PREFIXES = ["x", "a-b", "a.b", "đ"]


def workbook(
    rows: str,
    place: str = PLACES[0],
    before: str = "",
    prefix: str = "",
    after: str = "",
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """`more`: further parts, by name."""
    sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    if prefix:
        sheet = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}:", sheet).replace("xmlns", f"xmlns:{prefix}")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        package.writestr("_rels/.rels", _link("officeDocument", "xl/workbook.xml"))
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        package.writestr("xl/_rels/workbook.xml.rels", _link("worksheet", place))
        package.writestr(f"xl/{place}", sheet)
        for name, text in more.items():
            package.writestr(f"xl/{name}", text)
    return content.getvalue()


def _link(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


@pytest.mark.parametrize("place", PLACES)
def test_an_annex_with_two_cells_far_apart_is_refused(place):
    package = open_package(workbook(FAR_APART, place))[1]

    with pytest.raises(AnnexError):
        read_sheets(package)


@pytest.mark.parametrize("place", [*PLACES, "media/picture.png"])
@pytest.mark.parametrize(("rows", "why"), [(FAR_APART, "1.000 dòng"), (TOO_WIDE, "quá rộng")])
def test_a_list_of_villages_with_cells_far_apart_is_refused(rows, why, place):
    with pytest.raises(ValidationError, match=why):
        read_grid(workbook(rows, place))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_sheet_that_calls_its_parts_by_a_name_of_its_own_is_measured(prefix):
    with pytest.raises(ValidationError, match=r"1\.000 dòng"):
        read_grid(workbook(FAR_APART, prefix=prefix))


@pytest.mark.parametrize("prefix", ["", *PREFIXES])
@pytest.mark.parametrize("place", [*PLACES, "media/picture.png"])
@pytest.mark.parametrize("rows", [FAR_APART, TOO_WIDE])
def test_a_set_of_indicators_with_cells_far_apart_is_refused(rows, place, prefix):
    with pytest.raises(UnreadableWorkbook, match=r"dòng|quá rộng"):
        read_indicators(workbook(rows, place, prefix=prefix))


@pytest.mark.parametrize("place", ["worksheets/sheet1.xml", "media/picture.png"])
def test_a_set_of_indicators_with_a_doctype_far_inside_is_refused(place):
    before = " " * 5_000 + "<!DOCTYPE a>"

    with pytest.raises(ValidationError, match=r"hỏng|Không đọc được"):
        read_indicators(workbook(TOO_WIDE, place, before=before))


def test_a_set_of_indicators_whose_merged_cells_lie_on_each_other_is_refused():
    """A line of 30 letters would have every place of the sheet walked over once more."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="I9"><v>1</v></c></row>'
    merges = "<mergeCells>" + '<mergeCell ref="A1:I9"/>' * 11 + "</mergeCells>"

    with pytest.raises(UnreadableWorkbook, match="chồng lên nhau"):
        read_indicators(workbook(rows, after=merges))


NO_ENCODING = '<?xml version="1.0" encoding="khong-co"?>'


@pytest.mark.parametrize("before", ["rác", "<!DOCTYPE a>", "\0", NO_ENCODING])
def test_a_sheet_that_hides_behind_rubbish_is_refused(before):
    with pytest.raises(ValidationError, match="Không đọc được"):
        read_grid(workbook(FAR_APART, before=before))


def test_a_list_of_villages_that_swells_when_unpacked_is_refused():
    cell = '<c t="inlineStr"><is><t>' + "a" * 40 + "</t></is></c>"

    with pytest.raises(ValidationError, match="quá lớn khi mở ra"):
        read_grid(workbook(f"<row>{cell * 100}</row>" * 6_000))


SAID_OFTEN = f'<sst xmlns="{MAIN}"><si/><si><r><t>{"a" * 400_000}</t></r></si></sst>'


@pytest.mark.parametrize("at", ["1", " 1 ", "01", "+1", "x"])
def test_a_long_text_that_many_cells_show_is_refused_before_it_is_written_out(at):
    cell = f'<c t="s"><v>{at}</v></c>'
    rows = f"<row>{cell * 50}</row>" * 20
    tracemalloc.start()

    for read in (read_grid, read_indicators):
        with pytest.raises(ValidationError, match="quá lớn khi mở ra"):
            read(workbook(rows, more={"sharedStrings.xml": SAID_OFTEN}))

    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_an_annex_whose_cells_all_show_one_long_text_is_refused():
    cells = '<c t="s"><v>1</v></c>' * 50
    rows = f"<row>{cells}</row>" * 20
    package = open_package(workbook(rows, more={"sharedStrings.xml": SAID_OFTEN}))[1]

    with pytest.raises(AnnexError, match="quá lớn khi mở ra"):
        read_sheets(package)


def test_short_texts_that_many_cells_show_are_read():
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>' * 900
    shared = f'<sst xmlns="{MAIN}"><si><t>Mẫu Sơn</t></si><si><t>Nà Mẩu</t></si></sst>'

    grid = read_grid(workbook(rows, more={"sharedStrings.xml": shared}))

    assert grid == [["Mẫu Sơn", "Nà Mẩu"]] * 900


def test_many_sheets_that_reach_far_are_refused_together():
    far = '<row r="2000"><c r="CB2000"><v>1</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{far}</sheetData></worksheet>'
    more = {f"worksheets/sheet{at}.xml": sheet for at in range(2, 14)}

    with pytest.raises(ValidationError, match="quá lớn khi mở ra"):
        read_indicators(workbook(far, more=more))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (";".join(["a"] * 16_384).encode(), "quá rộng"),
        (b"Th\0n;S\n1;2\n", "không phải Excel"),
        ("Thôn;S\0\n".encode("utf-16"), "không phải Excel"),
    ],
)
def test_a_text_wider_than_a_table_or_with_bytes_of_no_text_is_refused(content, why):
    with pytest.raises(ValidationError, match=why):
        read_grid(content)


def test_a_cell_keeps_no_sign_a_database_refuses():
    rows = '<row><c t="str"><v>M_x0000_ẫu</v></c><c><v>1</v></c></row>'

    assert read_grid(workbook(rows)) == [["Mẫu", "1"]]
    assert read_indicators(workbook(rows))[0].rows[0][0].text == "Mẫu"


def test_a_number_of_households_of_five_thousand_digits_is_only_doubted(gia_phu):
    from xaso.core.units.villages_import import guess_columns, guess_header, read_villages

    grid = [["Tên thôn", "Số hộ"], ["Mẫu Sơn", "9" * 5_000]]
    header = guess_header(grid)

    (row,) = read_villages(grid, header, guess_columns(grid, header))

    assert [problem.cell for problem in row.problems] == ["B2"]


@pytest.mark.parametrize("tag", ["row", "mergeCell", "x"])
def test_a_sheet_of_a_million_empty_parts_takes_no_memory(tag):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{f"<{tag}/>" * 600_000}</sheetData></worksheet>'
    tracemalloc.start()

    size = filled_size(sheet.encode())

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == (0, 0)
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "content", [b'{"commune":' * 20_000, b"a" * 200_000, b'"' + b"a" * 200_000]
)
def test_a_text_that_is_no_table_is_refused_in_words(content):
    with pytest.raises(ValidationError, match=r"CSV|dòng"):
        read_grid(content)


def swelling_past_its_size(rows: str) -> bytes:
    """The directory claims the harmless beginning of a part that goes on for 100 MB."""
    begin = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    content = bytearray(workbook(f"{rows}</sheetData></worksheet>" + " " * 100_000_000))
    whole = content.rindex(b"PK\x01\x02")
    for mark, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = content.rindex(mark, 0, whole + 4)
        content[at + place : at + place + 4] = struct.pack("<I", zlib.crc32(begin))
        content[at + place + 8 : at + place + 12] = struct.pack("<I", len(begin))
    return bytes(content)


A_NAME = '<row r="1"><c r="A1" t="str"><v>Mẫu Sơn</v></c></row>'


def test_a_workbook_that_says_one_size_and_holds_another_is_read_as_it_was_measured():
    content = swelling_past_its_size(A_NAME)
    tracemalloc.start()

    grid = read_grid(content)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grid == [["Mẫu Sơn"]]
    assert peak < 20_000_000


def test_a_set_of_indicators_that_holds_more_than_it_says_is_filled_as_it_was_measured():
    content = swelling_past_its_size(A_NAME)
    tracemalloc.start()

    (sheet,) = read_indicators(content)
    filled = fill_workbook(content, sheet.name, {(0, 1): Decimal(5)})

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
    assert [[cell.text for cell in row] for row in read_indicators(filled)[0].rows] == [
        ["Mẫu Sơn", "5"]
    ]
