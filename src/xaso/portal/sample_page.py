"""What the first page of the sample says: three red things, one number, whom one may become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.units.models import Commune
from xaso.modules.plans import public as plans

from .chain import chain_of
from .roles import Doors, doors_of

RED_SHOWN = 3
VILLAGES_NAMED = 3


@dataclass(frozen=True)
class RedThing:
    title: str
    status: str
    who: str
    why: str
    decide: str
    door: str


@dataclass(frozen=True)
class Answer:
    """A difficulty people named, and the screen that takes it away."""

    difficulty: str
    screen: str
    door: str


def sample_context(commune: Commune, today: date) -> dict[str, Any]:
    doors = doors_of(commune)
    return {
        "commune": commune,
        "today": today,
        "red": [_red_thing(row, doors) for row in _three(plans.red_rows(commune, today))],
        "steps": chain_of(commune, today, doors),
        "chairman": doors.to(reverse("desk:board"), "chu_tich"),
        "head": doors.to(reverse("plans:village"), "truong_thon"),
        "importer": doors.to(reverse("plans:import"), "chanh_van_phong"),
        "others": list(doors.others("chu_tich", "truong_thon")),
        "answers": _answers(doors),
    }


def _three(rows: Sequence[plans.RedRow]) -> list[plans.RedRow]:
    """The longest overdue whose why is known, with one that villages are behind among them."""
    told = sorted(rows, key=lambda row: (not row.decide, -row.task.days_late))
    of_villages = [row for row in told if row.villages][:1]
    others = [row for row in told if row not in of_villages][: RED_SHOWN - len(of_villages)]
    return sorted(others + of_villages, key=lambda row: -row.task.days_late)


def _red_thing(row: plans.RedRow, doors: Doors) -> RedThing:
    return RedThing(
        title=row.task.title,
        status=row.task.status,
        who=_who(row),
        why=row.why,
        decide=row.decide,
        door=doors.to(row.task.url, "chu_tich"),
    )


def _who(row: plans.RedRow) -> str:
    names = [village.name for village in row.villages]
    if not names:
        return row.task.lead_name
    shown = ", ".join(names[:VILLAGES_NAMED])
    more = len(names) - VILLAGES_NAMED
    if more > 0:
        shown = _("%(names)s và %(count)s thôn nữa") % {"names": shown, "count": more}
    return shown if row.task.is_led_by_villages else f"{row.task.lead_name} · {shown}"


def _answers(doors: Doors) -> list[Answer]:
    return [
        Answer(
            _("Kế hoạch nằm trong phụ lục Word, việc nằm trong đầu mỗi người"),
            _("Nhập phụ lục, xem lại từng dòng rồi mới nhận"),
            doors.to(reverse("plans:import"), "chanh_van_phong"),
        ),
        Answer(
            _("Họp mới biết ai chậm, thôn nào chậm, vì sao"),
            _("Toàn cảnh: ô đỏ trước, bấm ra từng dòng, duyệt ngay trên điện thoại"),
            doors.to(reverse("desk:board"), "chu_tich"),
        ),
        Answer(
            _("Thôn đi vận động cả ngày, về không có gì để báo"),
            _("Việc của thôn: chụp ảnh, ghi số, gửi; máy cũ cũng gửi được"),
            doors.to(reverse("plans:village"), "truong_thon"),
        ),
        Answer(
            _("Một con số gõ vào năm chỗ, mỗi chỗ một khác"),
            _("Chỉ số: nhập một lần, thấy nguồn, thấy còn thiếu gì"),
            doors.to(reverse("indicators:targets"), "cong_chuc"),
        ),
        Answer(
            _("Cuối tháng gom số làm báo cáo mất mấy ngày"),
            _("Báo cáo: tờ giao ban, báo cáo tháng dựng từ số liệu, ra Word và PDF"),
            doors.to(reverse("desk:papers"), "van_thu"),
        ),
    ]
