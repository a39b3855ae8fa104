"""Households of three villages, from a file as a village keeps it."""

from __future__ import annotations

from datetime import datetime

from xaso.core.residents import actions
from xaso.core.sample.story import Story

LISTED = {"mau-son": 46, "na-mau": 32, "khe-mau": 26}
FIRST = ("Giàng A", "Lý A", "Sùng Seo", "Thào A", "Hảng A", "Vàng Thị", "Má Thị", "Cư Seo")
LAST = ("Páo", "Sở", "Tủa", "Chư", "Dế", "Lử", "Sáng", "Dơ", "Vảng", "Súa", "Mỷ")
HEAD = "Thôn;Họ tên chủ hộ;Nhân khẩu;Có smartphone;Tiếng nói"
TONGUES = ("Mông", "Mông", "Dao")


def residents_of(story: Story) -> None:
    story.at(-40, "08:30", lambda at: _taken(story, at))


def _taken(story: Story, at: datetime) -> None:
    officer = story.people["lan"]
    batch = actions.start_import(
        actor=officer, name="ho-dan-3-thon.csv", content=_file(story).encode(), at=at
    )
    actions.queue_import(
        actor=officer,
        import_id=batch.pk,
        columns=batch.columns,
        closes_gone=False,
        at=at,
        apart=False,
    )
    actions.take_import(actor=officer, import_id=batch.pk, at=at)


def _file(story: Story) -> str:
    lines, number = [HEAD], 0
    for key, count in LISTED.items():
        for _each in range(count):
            number += 1
            name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
            phone = ("có", "có", "không")[number % 3]
            lines.append(
                f"{story.villages[key].name};{name};{3 + number % 5};{phone};{TONGUES[number % 3]}"
            )
    return "\n".join(lines)
