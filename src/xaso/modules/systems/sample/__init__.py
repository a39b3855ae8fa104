"""Systems of the sample: most in order, one overdue, one nobody can open, one no longer used."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from xaso.core.edits import wanted
from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.modules.systems import actions
from xaso.modules.systems.models import AccountKind, Every, System
from xaso.modules.systems.rhythm import periods_offered

__all__ = ["tell"]

TICKED = (
    "dvc-quoc-gia", "mot-cua-tinh", "quan-ly-van-ban", "ho-tich", "dan-cu", "suc-khoe", "bao-hiem",
    "thue", "giao-duc", "giam-ngheo", "i-speed", "ke-toan",
)  # fmt: skip
RESPONSIBLE = {
    "dvc-quoc-gia": "chi",
    "mot-cua-tinh": "huong",
    "quan-ly-van-ban": "mai",
    "suc-khoe": "yen",
    "bao-hiem": "lan",
    "i-speed": "lan",
    "ke-toan": "tuan",
}
ACCOUNTS = (
    ("dvc-quoc-gia", "chi", AccountKind.OWN, "chi.nt"),
    ("mot-cua-tinh", "huong", AccountKind.OWN, "huong.pt"),
    ("mot-cua-tinh", "chi", AccountKind.OWN, "chi.nt"),
    ("quan-ly-van-ban", "mai", AccountKind.SHARED, "vanthu.xa"),
    ("quan-ly-van-ban", "thao", AccountKind.OWN, "thao.la"),
    ("ho-tich", "huong", AccountKind.OWN, "huong.ht"),
    ("dan-cu", "dung", AccountKind.OWN, ""),
    ("suc-khoe", "yen", AccountKind.SHARED, "tramyte.xa"),
    ("bao-hiem", "lan", AccountKind.OWN, "lan.ht"),
    ("giam-ngheo", "phuong", AccountKind.OWN, "phuong.mt"),
    ("i-speed", "lan", AccountKind.SHARED, "xa.giaphu"),
    ("ke-toan", "tuan", AccountKind.OWN, "tuan.va"),
)
IN_TIME = ("mot-cua-tinh", "quan-ly-van-ban", "bao-hiem", "ke-toan", "suc-khoe")
"""Taken out this month; the others of the month are overdue by now."""
BEGUN = -75
"""So many days ago the map was drawn."""


def tell(story: Story) -> None:
    if "minh" in story.people:
        story.at(BEGUN, "14:00", lambda at: _draw(story, at))
        story.at(-20, "15:00", lambda at: _stop(story, at))
        story.at(-1, "16:30", lambda at: _take_out(story, at))


def _draw(story: Story, at: datetime) -> None:
    minh = story.people["minh"]
    actions.choose_ready_systems(actor=minh, codes=TICKED, today=at.date())
    systems = _by_code(story)
    for code, key in RESPONSIBLE.items():
        system = systems[code]
        changes = wanted(system, responsible_id=_id(story.people[key]))
        actions.edit_system(actor=minh, system_id=system.pk, changes=changes)
    for code, key, kind, login in ACCOUNTS:
        actions.give_account(
            actor=minh,
            system_id=systems[code].pk,
            holder_id=_id(story.people[key]),
            kind=kind,
            login=login,
            given_date=date(at.year, 1, 15),
            today=at.date(),
        )


def _stop(story: Story, at: datetime) -> None:
    actions.stop_system(
        actor=story.people["minh"],
        system_id=_by_code(story)["thue"].pk,
        day=at.date(),
        reason="Cơ quan thuế gửi bảng tổng hợp hằng quý, xã không phải mở hệ thống nữa.",
        today=at.date(),
    )


def _take_out(story: Story, at: datetime) -> None:
    systems = _by_code(story)
    ended = periods_offered(Every.MONTH, at.date())[0]
    for code in IN_TIME:
        actions.note_export(
            actor=story.people[RESPONSIBLE[code]],
            system_id=systems[code].pk,
            day=at.date(),
            period=ended,
            note="Tệp để ở thư mục chung của Văn phòng.",
            at=at,
        )


def _by_code(story: Story) -> dict[str, System]:
    rows = System.objects.of(story.commune).exclude(ready_code="")
    return {system.ready_code: system for system in rows}


def _id(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise RuntimeError("people of the sample have accounts")
    return actor.account_id
