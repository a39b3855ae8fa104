"""Photos from phones: turned upright, shrunk, and encoded anew so that no EXIF or GPS stays."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.Image import Transpose

LONG_SIDE_PX = 1280
MOST_PIXELS = 60_000_000
MOST_PIXELS_UNPACKED = 16_000_000
"""Of pictures that must be unpacked whole: four bytes a pixel, and a few hundred kB can hold many."""
TARGET_BYTES = 100_000
HARD_LIMIT_BYTES = 150_000
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
QUALITIES = (82, 74, 66, 56, 46, 36)


@dataclass(frozen=True)
class ShrunkImage:
    content: bytes
    width_px: int
    height_px: int


def shrink(content: bytes) -> ShrunkImage:
    """A JPEG of at most 150 kB, aiming at 100 kB. Raises ValidationError for what is no photo."""
    image = _opened(content)
    encoded = _encoded(image)
    while len(encoded) > HARD_LIMIT_BYTES:
        image.thumbnail((image.width * 3 // 4, image.height * 3 // 4))
        encoded = _encoded(image)
    return ShrunkImage(encoded, image.width, image.height)


def _opened(content: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as raw:
            if raw.width * raw.height > _most_pixels(raw):
                raise Image.DecompressionBombError
            raw.draft("RGB", (LONG_SIDE_PX * 2, LONG_SIDE_PX * 2))
            # Small first: each step after this one makes a copy.
            small = raw.convert("RGBA") if raw.mode in {"P", "PA"} else raw
            small.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX))
            return _bare(_on_white(_upright(small)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("Ảnh quá lớn. Chụp lại ở cỡ vừa hoặc nhỏ.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            _("Không đọc được ảnh này. Chụp lại, hoặc lưu ảnh dạng JPG rồi gửi.")
        ) from error


def _bare(image: Image.Image) -> Image.Image:
    """Pillow writes comments and the like into the new file when they stand in `info`."""
    image.info = {}
    return image


def _most_pixels(image: Image.Image) -> int:
    """A plain JPEG is made small while it is read, everything else afterwards."""
    is_read_small = image.format == "JPEG" and "progressive" not in image.info
    return MOST_PIXELS if is_read_small else MOST_PIXELS_UNPACKED


def _upright(image: Image.Image) -> Image.Image:
    """The orientation alone is read: a camera may write EXIF that no library can write again."""
    try:
        turn = TURNS.get(image.getexif().get(Base.Orientation, 1))
    except Exception:  # broken EXIF fails in many ways, and the picture is good without it
        return image
    return image if turn is None else image.transpose(turn)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "P", "PA"}:
        coloured = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        return paper
    return image.convert("RGB")


def _encoded(image: Image.Image) -> bytes:
    smallest = b""
    for quality in QUALITIES:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        smallest = out.getvalue()
        if len(smallest) <= TARGET_BYTES:
            break
    return smallest
