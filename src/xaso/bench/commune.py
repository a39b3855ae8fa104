"""A commune with people, 55 villages, yearly plans and their targets, made in bulk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password

from xaso.lib.dates import TZ
from xaso.lib.text import fold

CODE = "02923"
PASSWORD = "ruong-bac-thang-2026"  # noqa: S105  of a commune that is thrown away
VILLAGES = 55
OFFICERS = 30
TARGETS_PER_PLAN = 30
TARGETS_OF_VILLAGES = 8
YEARS = 3
LEADERS = {"thao": "chu_tich", "minh": "chanh_van_phong", "pho1": "pho_chu_tich"}
PILLARS = ("chinh_quyen_so", "kinh_te_so", "xa_hoi_so", "nhan_thuc", "ha_tang")


@dataclass
class Place:
    """Where everything else of the bench hangs."""

    commune: Any
    today: date
    random: Random
    leaders: list[Any] = field(default_factory=list)
    officers: list[Any] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    villages: list[Any] = field(default_factory=list)
    plans: dict[int, Any] = field(default_factory=dict)
    targets: dict[int, list[Any]] = field(default_factory=dict)
    tasks_of_first: int = 0
    """Running tasks that the first officer has been given."""

    @property
    def years(self) -> list[int]:
        return [self.today.year - back for back in range(YEARS)]


def model(label: str) -> Any:
    """Modules keep their tables to themselves; the bench fills them by name, as a loader does."""
    return apps.get_model(label)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=TZ)


def make_place(today: date, seed: int) -> Place:
    commune = model("units.Commune").objects.get(pk=CODE)
    commune.opened_at = moment(date(today.year - YEARS, 1, 2))
    commune.save(update_fields=["opened_at"])
    place = Place(commune, today, Random(seed))  # noqa: S311  the same rows for the same seed
    _villages(place)
    _people(place)
    for year in place.years:
        _plan(place, year)
    return place


def _villages(place: Place) -> None:
    kind = model("units.Village")
    place.villages = kind.objects.bulk_create(
        kind(
            commune=place.commune,
            name=f"Thôn {number}",
            name_folded=fold(f"Thôn {number}"),
            household_count=60 + number,
        )
        for number in range(1, VILLAGES + 1)
    )


def _people(place: Place) -> None:
    password = make_password(PASSWORD)
    place.leaders = [_account(place, name, role, password) for name, role in LEADERS.items()]
    place.officers = [
        _account(place, f"cb{number}", "cong_chuc", password) for number in range(OFFICERS)
    ]
    place.heads = [
        _account(place, f"thon{at}", "truong_thon", password, village)
        for at, village in enumerate(place.villages)
    ]


def _account(place: Place, name: str, role: str, password: str, village: Any = None) -> Any:
    account = model("people.Account").objects.create(
        commune=place.commune,
        username=f"{name}.do",
        full_name=f"Cán bộ {name}",
        password=password,
        must_change_password=False,
        made_at=place.commune.opened_at,
    )
    model("people.RoleGrant").objects.create(
        account=account, role=role, village=village, from_date=place.commune.opened_at.date()
    )
    return account


def _plan(place: Place, year: int) -> None:
    chairman, office = place.leaders[0], place.leaders[1]
    plan = model("plans.Plan").objects.create(
        commune=place.commune,
        title=f"Kế hoạch chuyển đổi số năm {year}",
        year=year,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        document_number=f"{year % 100}/KH-UBND",
        document_date=date(year, 1, 10),
        state="ban_hanh" if year == place.today.year else "ket_thuc",
        submitted_by=office,
        submitted_at=moment(date(year, 1, 8)),
        approved_by=chairman,
        approved_at=moment(date(year, 1, 10)),
    )
    place.plans[year] = plan
    target = model("plans.Target")
    place.targets[year] = target.objects.bulk_create(
        target(
            commune=place.commune,
            plan=plan,
            pillar=PILLARS[number % len(PILLARS)],
            code=f"CT{number + 1:02}",
            order=number,
            name=f"Chỉ tiêu số {number + 1} của năm {year}",
            unit="hộ",
            baseline_number=0,
            target_number=1000 + 50 * number,
            by_date=date(year, 12, 31),
            per_village=number < TARGETS_OF_VILLAGES,
        )
        for number in range(TARGETS_PER_PLAN)
    )
