"""Every page that saves a whole list, with two of its entries: what stands there, what two people type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from conftest import MORNING
from xaso.core.units.models import Village
from xaso.modules.campaigns.tests import make as campaigns
from xaso.modules.indicators import actions as indicators
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.tests import province
from xaso.modules.plans.tests import make as plans
from xaso.modules.roadmap import actions as roadmaps
from xaso.modules.roadmap.tests import make as roadmap
from xaso.modules.systems.tests import files


@dataclass(frozen=True)
class Whole:
    path: str
    field: str
    """Both change this one."""
    first: str
    second: str
    other: str
    """Only the second changes this one."""
    note: str


def answers(lan: Any, _villages: Any) -> Whole:
    survey = roadmap.survey(lan)
    path = reverse("roadmap:group", args=[survey.pk, "xa_hoi"])
    return Whole(path, "XH01", "30", "55", "XH03", "40")


def needs(lan: Any, _villages: Any) -> Whole:
    made = roadmap.roadmap(lan)
    roadmaps.draft_needs(actor=lan, roadmap_id=made.pk)
    need = made.needs.get(block="NT8")
    path = reverse("roadmap:needs", args=[made.pk])
    return Whole(path, f"sl-{need.pk.hex}", "4", "6", f"nguon-{need.pk.hex}", "Tỉnh")


def promises(lan: Any, _villages: Any) -> Whole:
    made = roadmap.roadmap(lan)
    path = reverse("roadmap:promises", args=[made.pk])
    return Whole(path, "hua-hop", "7", "9", "lam-hop", "2")


def drive(lan: Any, villages: list[Village]) -> Whole:
    one, two = villages
    made = campaigns.opened(lan, {one: 10, two: 10})
    path = reverse("campaigns:villages", args=[made.pk])
    return Whole(path, f"chi-tieu-{one.pk}", "12", "15", f"chi-tieu-{two.pk}", "20")


def task(lan: Any, villages: list[Village]) -> Whole:
    one, two = villages
    made = plans.draft(lan, lead_role="truong_thon", villages=villages)
    path = reverse("plans:task-villages", args=[made.pk])
    return Whole(path, f"so-{one.pk}", "12", "15", f"so-{two.pk}", "20")


def reading(lan: Any, _villages: Any) -> Whole:
    system = files.police(lan)
    made = files.reading(lan, system)
    path = reverse("systems:reading", args=[files.sent(lan, system).pk])
    code = files.LEVEL_2
    return Whole(
        f"{path}?sua={made.pk}", "name", "Tháng", "Quý", f"{code}_column", "Tổng số người"
    )


def split(lan: Any, villages: list[Village]) -> Whole:
    one, two = villages
    target = plans.target(
        lan, plans.plan(lan), target_number=Decimal(200), value_code="ho-dung-cap-quang"
    )
    path = reverse("indicators:split-target", args=[target.pk])
    return Whole(path, f"thon_{one.pk}", "66", "70", f"thon_{two.pk}", "80")


def pack_row(lan: Any, _villages: Any) -> Whole:
    upload = Upload("tinh.xlsx", province.workbook(province.three_mistakes))
    made = indicators.start_pack_import(actor=lan, file=upload, at=MORNING)
    path = reverse("indicators:pack-row", args=[made.pk, 9])
    return Whole(path, "max_score", "6", "8", "numerator", "Số hộ có số")


def settings(_lan: Any, _villages: Any) -> Whole:
    path = reverse("desk:settings")
    return Whole(path, "place_name", "Gia Phú", "Bảo Thắng", "letter_unit", "VX")


def sign_in(_lan: Any, _villages: Any) -> Whole:
    path = reverse("desk:signin_safety")
    return Whole(path, "help_phone", "0214 3 800 100", "0214 3 800 200", EXPIRES, "on")


EXPIRES = "admin_password_expires"
WHOLE: dict[str, Callable[[Any, Any], Whole]] = {
    each.__name__: each
    for each in (
        answers, needs, promises, drive, task, reading, split, pack_row, settings, sign_in,
    )
}  # fmt: skip
