"""Papers, sheets and programs that are not what a clerk would send."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from .item import SCRIPT, Item

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>'.encode()
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode() for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + b"]>"  # fmt: skip
READS_FILE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
INCLUDES = (
    b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>'
)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FAR = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
WIDE = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
NAMES = [
    "bao-cao.php.jpg", "../../../etc/cron.d/a.jpg", "..\\..\\win.ini.jpg", "\u202egpj.exe", "CON.jpg",
    "a" * 300 + ".jpg", "<script>alert(1)</script>.jpg", "'; drop table files;--.jpg", ".htaccess",
    "a\u0000.jpg", "%2e%2e%2fa.jpg", " .jpg", "-rf.jpg", "anh\u2028.jpg", "nhà văn hóa thôn Mẫu Sơn.jpg",
]  # fmt: skip


def documents() -> Iterator[Item]:
    yield from _packages()
    yield from _sheets()
    yield from _other_kinds()


def _packages() -> Iterator[Item]:
    yield Item(
        "a package that swells", "bom.docx", docx(word=WORDS + b" " * 150_000_000), bad=True
    )
    yield Item(
        "a package of five thousand parts",
        "dem.docx",
        docx(**{f"a/{n}.xml": b"a" for n in range(5_000)}),
        bad=True,
    )
    yield Item("packages in packages", "hop.docx", _nested(30), bad=True)
    yield Item("a package that lies about sizes", "doi.docx", _lying(), bad=True)
    yield Item(
        "a document with macros",
        "macro.docm",
        docx(**{"word/vbaProject.bin": b"\xd0\xcf"}),
        bad=True,
    )
    yield Item(
        "macros without their name",
        "an.docx",
        docx(**{"[Content_Types].xml": _types("macroEnabled")}),
        bad=True,
    )
    yield Item(
        "a template from elsewhere", "mau.docx", docx(**_relation("attachedTemplate")), bad=True
    )
    yield Item("a picture from elsewhere", "anh.docx", docx(**_relation("image")), bad=True)
    yield Item("a million laughs", "cuoi.docx", docx(word=LAUGHS + WORDS), bad=True)
    yield Item("an entity that reads a file", "doc.docx", docx(word=READS_FILE + WORDS), bad=True)
    yield Item(
        "parts that leave the folder", "ra.docx", docx(**{"../../a.xml": b"<a/>"}), bad=True
    )
    yield Item("a document that includes a file", "xi.docx", docx(**{"word/b.xml": INCLUDES}))
    yield Item(
        "a link that runs", "link.docx", docx(**_relation("hyperlink", "javascript:alert(1)"))
    )
    yield Item("half a package", "nua.docx", docx()[:-30], bad=True)
    yield Item("a package of nothing", "rong.zip", b"PK\x05\x06" + b"\0" * 18, bad=True)
    yield Item("letters called a package", "chu.docx", b"PK\x03\x04" + b"a" * 900, bad=True)
    yield Item("a zip of pages", "trang.zip", package({"index.html": SCRIPT}), bad=True)
    yield Item("a photo before a package", "anh-hop.docx", b"\xff\xd8\xff" + docx(), bad=True)


def _sheets() -> Iterator[Item]:
    yield Item("two cells a million rows apart", "xa.xlsx", xlsx(FAR))
    yield Item("a sheet of sixteen thousand columns", "rong.xlsx", xlsx(WIDE))
    yield Item("the sheet under another name", "ten.xlsx", xlsx(FAR, place="media/picture.png"))
    yield Item(
        "a sheet that swells",
        "phong.xlsx",
        xlsx("<row><c><v>1</v></c></row>" * 2_000_000),
        bad=True,
    )
    yield Item(
        "a sheet with an entity", "thuc-the.xlsx", xlsx("", before=READS_FILE.decode()), bad=True
    )
    yield Item(
        "a book from elsewhere",
        "ngoai.xlsx",
        xlsx("", parts=_relation("externalLink", place="xl")),
        bad=True,
    )
    yield Item(
        "numbers beyond all",
        "so.xlsx",
        xlsx('<row r="1"><c r="A1"><v>1e309</v></c><c><v>nan</v></c></row>'),
    )
    yield Item(
        "a merge over everything",
        "gop.xlsx",
        xlsx("", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    )
    yield Item("a text of a million columns", "cot.csv", b"," * 1_000_000, bad=True)
    yield Item("a text of one line of 9 MB", "dong.csv", b"a" * 9_000_000, bad=True)
    yield Item("a text with NUL", "nul.csv", "Tên thôn\n\0Mẫu Sơn\n".encode())
    yield Item("a text of two bytes a letter", "hai.csv", "Tên thôn\nMẫu Sơn\n".encode("utf-16"))


def _other_kinds() -> Iterator[Item]:
    yield Item("nothing", "rong.jpg", b"", bad=True)
    yield Item(
        "more than anybody may send",
        "nang.pdf",
        b"%PDF-1.7" + b"a" * (10 * 1024 * 1024 + 1),
        bad=True,
    )
    yield Item(
        "a PDF that runs", "chay.pdf", _pdf(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
    )
    yield Item("a PDF with a page before it", "truoc.pdf", SCRIPT + _pdf(b""), bad=True)
    yield Item("a PDF with a program in it", "goi.pdf", _pdf(b"/Names<</EmbeddedFiles 9 0 R>>"))
    yield Item("the virus of the testers", "eicar.com", EICAR, bad=True)
    yield Item("the same called a PDF", "eicar.pdf", EICAR, bad=True)
    yield Item("a program", "chay.exe", b"MZ" + b"\0" * 900, bad=True)
    yield Item("a program of the server", "chay.elf", b"\x7fELF" + b"\0" * 900, bad=True)
    yield Item("a script of the server", "sua.php", b"<?php system($_GET['a']);", bad=True)
    yield Item("a page", "trang.html", b"<!doctype html>" + SCRIPT, bad=True)
    yield Item(
        "an old Word file", "cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, bad=True
    )
    yield Item("JSON without an end", "moc.json", b'{"commune":' * 20_000, bad=True)
    yield Item(
        "an anchor of other kinds",
        "moc.json",
        b'{"commune": [], "number": "NaN", "hash": null}',
        bad=True,
    )
    yield Item(
        "an anchor beyond all",
        "moc.json",
        b'{"commune": "02923", "number": ' + b"9" * 5_000 + b', "hash": "a"}',
        bad=True,
    )


def docx(word: bytes = WORDS, **parts: bytes) -> bytes:
    return package({"word/document.xml": word, **parts})


def xlsx(
    rows: str,
    place: str = "worksheets/sheet1.xml",
    before: str = "",
    after: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
            "_rels/.rels": _link("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": _link("worksheet", place),
            f"xl/{place}": sheet.encode(),
            **(parts or {}),
        }
    )


def package(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


def _link(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def _relation(
    kind: str, target: str = "http://127.0.0.1:9/a", place: str = "word"
) -> dict[str, bytes]:
    row = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return {f"{place}/_rels/more.xml.rels": f"<Relationships>{row}</Relationships>".encode()}


def _types(word: str) -> bytes:
    return f'<Types><Override PartName="/a" ContentType="application/vnd.{word}.main+xml"/></Types>'.encode()


def _nested(depth: int) -> bytes:
    content = b"a" * 2_000_000
    for _turn in range(depth):
        content = package({"a.zip": content})
    return content


def _lying() -> bytes:
    """The directory says ten bytes, the stream holds a hundred million."""
    content = bytearray(docx(word=WORDS + b" " * 100_000_000))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark)
        content[at + place : at + place + 4] = struct.pack("<I", 10)
    return bytes(content)


def _pdf(catalogue: bytes) -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog"
        + catalogue
        + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
