"""Word and Excel files that are more than they say: macros, links outside, entities, bombs, odd names."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from xaso.core.files.kinds import DOCX, kind_of

DOCUMENT = b'<?xml version="1.0"?><w:document xmlns:w="w"/>'
TYPES = (
    '<Types><Override ContentType="application/vnd.{}+xml" PartName="/word/document.xml"/></Types>'
)
RELATION = '<Relationships><Relationship Type="http://x/{}" Target="{}" TargetMode="External"/></Relationships>'


def docx(**parts: bytes) -> bytes:
    """Names are given with two underlines for a slash and one for a dot."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    return package({"word/document.xml": DOCUMENT, **named})


def package(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


def test_a_plain_document_with_a_link_in_its_text_is_taken():
    link = RELATION.format("hyperlink", "https://laocai.gov.vn/").encode()

    assert kind_of(docx(word___rels__document_xml_rels=link)) == DOCX


def test_a_document_made_from_a_template_on_its_writers_machine_is_taken():
    template = RELATION.format("attachedTemplate", "file:///C:\\Users\\Lan\\Normal.dotm").encode()

    assert kind_of(docx(word___rels__settings_xml_rels=template)) == DOCX


@pytest.mark.parametrize(
    "kind", ["attachedTemplate", "oleObject", "frame", "image", "externalLink"]
)
@pytest.mark.parametrize(
    "place",
    [
        "http://evil.example/a",
        "HTTPS://evil.example",
        "ftp://a/b",
        "//a/b",
        "\\\\a\\b",
        "file://a/b",
    ],
)
def test_a_document_that_fetches_something_from_elsewhere_is_refused(kind, place):
    with pytest.raises(ValidationError, match="tự lấy nội dung"):
        kind_of(docx(word___rels__document_xml_rels=RELATION.format(kind, place).encode()))


def test_a_document_with_macros_under_another_name_is_refused():
    types = TYPES.format("ms-word.document.macroEnabled.main").encode()

    with pytest.raises(ValidationError, match="macro"):
        kind_of(package({"[Content_Types].xml": types, "word/document.xml": DOCUMENT}))


@pytest.mark.parametrize(
    "before", [b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<!ENTITY a 'b'>"]
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_document_with_a_doctype_is_refused(name, before):
    with pytest.raises(ValidationError, match="hỏng"):
        kind_of(package({"word/document.xml": DOCUMENT, name: before + DOCUMENT}))


@pytest.mark.parametrize("padding", [b" " * 5_000, b"<!--" + b"a" * 5_000 + b"-->"])
def test_a_document_with_a_doctype_behind_a_long_beginning_is_refused(padding):
    hidden = padding + b"<!DOCTYPE a>" + DOCUMENT

    with pytest.raises(ValidationError, match="hỏng"):
        kind_of(package({"word/document.xml": hidden}))


def test_a_long_document_that_begins_with_a_comment_is_taken():
    text = b"<?xml version='1.0'?>\r\n<!-- a -->" + DOCUMENT + b"<!--" + b"a" * 9_000 + b"-->"

    assert kind_of(package({"word/document.xml": text})) == DOCX


@pytest.mark.parametrize("name", ["../a.xml", "/etc/passwd", "word/../../a", "..\\a", "C:\\a"])
def test_a_document_with_a_part_that_leaves_its_folder_is_refused(name):
    with pytest.raises(ValidationError, match="hỏng"):
        kind_of(package({"word/document.xml": DOCUMENT, name: b"a"}))


def test_a_document_that_swells_a_hundredfold_is_refused():
    with pytest.raises(ValidationError, match="quá lớn khi mở ra"):
        kind_of(docx(word__a_xml=b"a" * 40_000_000))


def test_a_locked_document_is_refused():
    content = bytearray(docx())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        flag = content.index(mark) + (6 if mark.endswith(b"\x04") else 8)
        content[flag] |= 1

    with pytest.raises(ValidationError, match="mật khẩu"):
        kind_of(bytes(content))


def test_a_document_whose_parts_cannot_be_unpacked_is_refused():
    content = docx(word__b_xml_rels=b"a" * 3_000)
    at = content.index(b"word/b.xml.rels") + len("word/b.xml.rels")

    with pytest.raises(ValidationError, match="hỏng"):
        kind_of(content[:at] + b"\xff" * 9 + content[at + 9 :])
