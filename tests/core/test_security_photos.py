"""Pictures made to hurt: a few hundred kB that unpack to a gigabyte, EXIF nobody can read."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from xaso.core.files.images import LONG_SIDE_PX, shrink

RGBA, EIGHT_BITS = 6, 8


def empty_png(side_px: int) -> bytes:
    """Says how large it is and holds nothing: to be refused before anything is unpacked."""
    head = struct.pack(">IIBBBBB", side_px, side_px, EIGHT_BITS, RGBA, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def photo(
    kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **more
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 1).save(out, kind, **more)
    return out.getvalue()


def exif(tag: int, kind: int, count: int, value: bytes) -> bytes:
    entry = struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + b"\0\0\0\0"


@pytest.mark.parametrize("side_px", [4_100, 7_700, 50_000])
def test_a_picture_that_must_be_unpacked_whole_may_not_be_huge(side_px):
    with pytest.raises(ValidationError, match="quá lớn"):
        shrink(empty_png(side_px))


def test_a_huge_photo_kept_in_slices_is_refused_and_a_plain_one_is_taken():
    size = (6_000, 4_000)

    with pytest.raises(ValidationError, match="quá lớn"):
        shrink(photo(size=size, progressive=True))
    assert shrink(photo(size=size)).width_px == LONG_SIDE_PX


@pytest.mark.parametrize(
    "broken",
    [
        exif(0x010F, 3, 1, b"\xff\xff"),
        exif(0x0112, 2, 4, b"xyz"),
        exif(0x0112, 5, 1, b"\xff\xff\xff\xff"),
        exif(0x8769, 2, 4, b"abc"),
        exif(0x8825, 7, 4, b"\xff" * 4),
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0rubbish",
    ],
    ids=["short", "text", "far", "sub", "gps", "nowhere", "rubbish"],
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_photo_with_broken_exif_is_taken_and_loses_it(kind, broken):
    kept = shrink(photo(kind, exif=broken))

    with Image.open(BytesIO(kept.content)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (40, 30)


@pytest.mark.parametrize(
    "given",
    [photo(comment=b"secret"), photo("GIF", "P", comment=b"secret"), photo("PNG", dpi=(72, 72))],
    ids=["JPEG", "GIF", "PNG"],
)
def test_what_was_written_into_a_photo_is_gone(given):
    kept = shrink(given)

    assert b"secret" not in kept.content
    with Image.open(BytesIO(kept.content)) as image:
        assert not {"comment", "xmp", "icc_profile", "exif", "photoshop"} & set(image.info)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_of_holding_a_phone_is_turned_upright(turn):
    given = Image.Exif()
    given[0x0112] = turn

    kept = shrink(photo(exif=given.tobytes()))

    assert (kept.width_px, kept.height_px) == ((30, 40) if turn > 4 else (40, 30))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_kind_of_colour_become_photos(mode):
    assert shrink(photo("PNG", mode)).width_px == 40
