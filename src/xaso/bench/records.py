"""Households as a village's phone writes them down: seeded, and as unlike each other as real ones."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

from xaso.core.residents.languages import language_names
from xaso.drills.phone import Phone

AT = datetime.fromisoformat("2026-11-24T08:00:00+07:00")
FAMILIES = [
    "Giàng",
    "Lý",
    "Vàng",
    "Thào",
    "Sùng",
    "Hoàng",
    "Nông",
    "Lù",
    "Tẩn",
    "Phàn",
    "Chảo",
    "Má",
    "Cư",
    "Hảng",
    "Ly",
    "Vù",
    "Lồ",
    "Seo",
    "Tráng",
    "Nguyễn",
]
MIDDLES = [
    "A",
    "Thị",
    "Văn",
    "Seo",
    "Mí",
    "Láo",
    "Sử",
    "Tả",
    "Dìn",
    "Lở",
    "Ông",
    "Kim",
    "Minh",
    "Thanh",
    "Ngọc",
    "Phà",
    "Chín",
    "Sán",
    "Vần",
    "Xuân",
]
GIVEN = [
    "Páo",
    "Sủ",
    "Dợ",
    "Chu",
    "Mỷ",
    "Sở",
    "Lan",
    "Hoa",
    "Tếnh",
    "Dế",
    "Chứ",
    "Vư",
    "Sình",
    "Pao",
    "Dơ",
    "Say",
    "Lềnh",
    "Phùng",
    "Kiên",
    "Quyết",
    "Mẩy",
    "Khé",
    "Dùng",
    "Hồ",
    "Sài",
    "Nủ",
    "Tỏa",
    "Dín",
    "Thắng",
    "Bình",
]


def write_households(phone: Phone, actor: str, village: str, count: int, seed: int) -> int:
    """Returns the size of the bodies as JSON would say them one by one."""
    chance = random.Random(f"{seed} {phone.device}")  # noqa: S311  repeatable
    languages, size = ["", *language_names()], 0
    for number in range(count):
        body = {
            "head_name": " ".join(chance.choice(part) for part in (FAMILIES, MIDDLES, GIVEN)),
            "village": village,
            "cluster": "",
            "members_count": chance.randint(1, 11),
            "has_smartphone": chance.choice(["", "yes", "no"]),
            "language": chance.choice(languages),
        }
        size += len(json.dumps(body, ensure_ascii=False).encode())
        at = AT + timedelta(minutes=9 * number, milliseconds=chance.randrange(400_000))
        phone.save(actor, "residents.add_household", body, at=at, scope=f"thon:{village}")
    return size
