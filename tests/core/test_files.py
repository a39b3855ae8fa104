from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from conftest import MORNING
from xaso.core.files.actions import keep_file
from xaso.core.files.images import HARD_LIMIT_BYTES
from xaso.core.files.serve import file_response
from xaso.core.files.storage import path_of, read


def photo(size=(4000, 3000), kind="JPEG", **more):
    out = BytesIO()
    image = Image.effect_noise(size, 60).convert("RGB")
    image.save(out, kind, **more)
    return out.getvalue()


def keep(actor, content, name="anh.jpg"):
    return keep_file(actor=actor, name=name, content=content, at=MORNING)


def test_a_photo_is_shrunk_and_loses_where_it_was_taken(pao):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (22.0, 24.0, 0.0)}
    exif[0x010F] = "Điện thoại của Páo"

    kept = keep(pao, photo(exif=exif.tobytes()))

    with Image.open(BytesIO(read(kept.sha256))) as image:
        assert dict(image.getexif()) == {}
        assert max(image.size) <= 1280
    assert kept.size_bytes <= HARD_LIMIT_BYTES
    assert (kept.width_px, kept.height_px) == image.size


def test_a_photo_taken_sideways_stands_upright(pao):
    exif = Image.Exif()
    exif[0x0112] = 6

    kept = keep(pao, photo(size=(800, 400), exif=exif.tobytes()))

    assert (kept.width_px, kept.height_px) == (400, 800)


def test_the_same_bytes_are_kept_once(pao, lan):
    content = b"%PDF-1.7 giay moi"

    first, second = keep(pao, content, "a.pdf"), keep(lan, content, "b.pdf")

    assert first.sha256 == second.sha256
    assert path_of(first.sha256).read_bytes() == content


def office(*names):
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "trống"),
        (b"<svg onload=alert(1)>", "Chỉ nhận"),
        (b"<html><script>", "Chỉ nhận"),
        (b"MZ\x90\x00", "Chỉ nhận"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"PK\x03\x04 broken", "hỏng"),
        (office("word/document.xml", "word/vbaProject.bin"), "macro"),
        (office("a.txt"), "Chỉ nhận"),
        (b"\x89PNG\r\n\x1a\n broken", "Không đọc được ảnh"),
        (b"\xff\xd8\xff\xe0" + b"x" * (11 << 20), "10 MB"),
    ],
)
def test_what_is_no_photo_or_document_is_refused_with_words(pao, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        keep(pao, content)


def test_a_picture_of_billions_of_points_is_refused_before_it_is_opened(pao):
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    with pytest.raises(ValidationError, match="quá lớn"):
        keep(pao, out.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("bao cao\u202efdp.exe", "bao caofdp.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("", "tệp.pdf"),
    ],
)
def test_a_file_name_is_only_a_name(pao, given, kept):
    assert keep(pao, b"%PDF-1.7", given).name == kept


def test_documents_are_downloads_that_may_not_run(pao):
    answer = file_response(keep(pao, b"%PDF-1.7", "giay.pdf"))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    answer.close()
