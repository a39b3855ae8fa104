"""Pictures made to hurt, to betray where they were taken, or to be something else as well."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from .item import GPS_MARK, SCRIPT, Item

RGBA, EIGHT_BITS = 6, 8


def pictures() -> Iterator[Item]:
    plain = drawn()
    yield Item("50,000 × 50,000 pixels", "lon.png", empty_png(50_000, 50_000), bad=True)
    yield Item(
        "one line of two thousand million pixels", "dai.png", empty_png(2**31 - 1, 1), bad=True
    )
    yield Item("8,000 × 8,000 white pixels in a few kB", "trang.png", _white(8_000), bad=True)
    yield Item("a photo that says where it was taken", "nha.jpg", _with_place())
    yield Item("a photo with a script in its comment", "ghi-chu.jpg", drawn(comment=SCRIPT))
    yield Item("a photo and a page in one", "hai-mat.jpg", plain + b"\n" + SCRIPT + b"<html>")
    yield Item(
        "a page that begins like a photo", "trang.jpg", b"\xff\xd8\xff" + SCRIPT * 40, bad=True
    )
    yield Item("a picture and a page in GIF", "a.gif", b"GIF89a/*" + SCRIPT + b"*/=1;", bad=True)
    yield Item("a PNG with a script in its words", "chu.png", _png_words(SCRIPT))
    yield Item("a PNG whose words swell", "phong.png", _png_words(b"a" * 90_000_000, packed=True))
    yield Item("a PNG with a wrong sum", "sai.png", drawn("PNG")[:-20] + b"\0" * 20)
    yield Item("half a photo", "nua.jpg", plain[: len(plain) // 2], bad=True)
    yield Item("three bytes of a photo", "ba.jpg", b"\xff\xd8\xff", bad=True)
    yield Item("half a PNG", "nua.png", drawn("PNG")[:60], bad=True)
    yield Item("half a WEBP", "nua.webp", drawn("WEBP")[:40], bad=True)
    yield Item("a photo of no size", "khong.png", empty_png(0, 0), bad=True)
    yield Item("a thousand moving pictures", "phim.gif", _film(1_000))
    yield Item("a photo with many turns", "xoay.jpg", _turned(8))
    yield Item("a photo of the print shop", "in.jpg", drawn(mode="CMYK"))
    yield Item("a HEIC photo", "anh.heic", b"\0\0\0\x18ftypheic" + b"\0" * 400, bad=True)
    yield Item("an AVIF photo", "anh.avif", b"\0\0\0\x18ftypavif" + b"\0" * 400, bad=True)
    yield Item("a TIFF", "quet.tif", drawn("TIFF"), bad=True)
    yield Item("a BMP", "ve.bmp", drawn("BMP"), bad=True)
    yield Item(
        "a drawing that runs",
        "ve.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">',
        bad=True,
    )
    yield Item(
        "a drawing called a photo",
        "ve.jpg",
        b'<?xml version="1.0"?><svg>' + SCRIPT + b"</svg>",
        bad=True,
    )


def drawn(
    kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (64, 48), **more: Any
) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind, **more)
    return out.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """Says how large it is and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, RGBA, 0, 0, 0)
    return _png([(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")])


def _png(parts: list[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def _white(side: int) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, EIGHT_BITS, RGBA, 0, 0, 0)
    packer, line = zlib.compressobj(9), b"\0" + b"\xff" * (side * 4)
    packed = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    return _png([(b"IHDR", head), (b"IDAT", packed), (b"IEND", b"")])


def _png_words(words: bytes, *, packed: bool = False) -> bytes:
    whole = drawn("PNG")
    text = b"Comment\0" + (b"\0" + zlib.compress(words, 9) if packed else words)
    name = b"zTXt" if packed else b"tEXt"
    part = struct.pack(">I", len(text)) + name + text + struct.pack(">I", zlib.crc32(name + text))
    return whole[:33] + part + whole[33:]


def _with_place() -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = GPS_MARK.decode()
    exif[0x8825] = {1: "N", 2: (22.0, 24.0, 0.0), 3: "E", 4: (104.0, 2.0, 0.0)}
    return drawn(exif=exif.tobytes())


def _turned(turn: int) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turn, GPS_MARK.decode()
    return drawn(exif=exif.tobytes())


def _film(count: int) -> bytes:
    from PIL import Image

    out = BytesIO()
    frames = [Image.new("L", (40, 30), number % 255) for number in range(count)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()
