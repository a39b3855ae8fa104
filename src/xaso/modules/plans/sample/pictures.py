"""Made-up photos: hills and a house in other colours each time; no real place, no real person."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw

from xaso.modules.plans.actions import Upload

SIZE = (960, 720)


def photo(name: str) -> Upload:
    """The same name gives the same picture."""
    chance = random.Random(name)  # noqa: S311  a picture, not a secret
    image = Image.new("RGB", SIZE, _sky(chance))
    draw = ImageDraw.Draw(image)
    for level in range(5):
        draw.polygon(_hill(chance, 260 + level * 90), fill=_green(chance, level))
    _house(draw, chance)
    out = BytesIO()
    image.save(out, "JPEG", quality=70)
    return Upload(name=f"{name}.jpg", content=out.getvalue())


def _hill(chance: random.Random, top: int) -> list[tuple[int, int]]:
    line = [(x, top + chance.randint(-60, 40)) for x in range(0, SIZE[0] + 121, 120)]
    return [*line, (SIZE[0], SIZE[1]), (0, SIZE[1])]


def _house(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    left, floor = chance.randint(120, 640), chance.randint(520, 640)
    draw.rectangle((left, floor - 110, left + 200, floor), fill=(196, 164, 120))
    roof = [(left - 24, floor - 110), (left + 100, floor - 190), (left + 224, floor - 110)]
    draw.polygon(roof, fill=(120, 52, 40))
    draw.rectangle((left + 80, floor - 70, left + 120, floor), fill=(84, 60, 44))


def _sky(chance: random.Random) -> tuple[int, int, int]:
    return (190 + chance.randint(0, 30), 212 + chance.randint(0, 20), 232)


def _green(chance: random.Random, level: int) -> tuple[int, int, int]:
    return (60 + level * 14 + chance.randint(0, 20), 120 + level * 10, 78)
