"""Households of all villages, a drive over them by list and one by count: rows by the batch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from xaso.lib.ids import new_id
from xaso.lib.text import fold

from .commune import Place, model, moment

FIRST = ("Giàng A", "Lý A", "Sùng Seo", "Vàng Thị", "Thào A", "Má Thị", "Hảng A", "Cư Seo")
LAST = ("Páo", "Sở", "Tủa", "Chư", "Dế", "Lử", "Sáng", "Dơ", "Vảng", "Súa", "Mỷ")
WHY = ("KHONG_SIM", "KHONG_SONG", "DT_2G", "SAI_DL")
SILENT = 7
BATCH = 1000


def make_drives(place: Place, households: int) -> dict[str, Any]:
    """What the measures open: the drives, a village and a household that waits to be ticked."""
    from xaso.modules.campaigns.public import put_counts_right

    rows = _households(place, households)
    listed, counted = (
        _drive(place, number, mode) for number, mode in ((1, "danh_sach"), (2, "dem"))
    )
    items = _items(place, listed, rows)
    _ticks(place, listed, items)
    _days(place, counted)
    put_counts_right(place.commune)
    own = (item for item in items if item.village_id == place.villages[0].pk)
    left = next(item for item in own if not item.state)
    return {
        "campaign": str(listed.pk),
        "counted": str(counted.pk),
        "item": str(left.pk),
        "household": str(rows[0].pk),
    }


def _households(place: Place, count: int) -> list[Any]:
    kind = model("residents.Household")
    rows = []
    for number in range(count):
        name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
        rows.append(
            kind(
                id=new_id(),
                commune=place.commune,
                village=place.villages[number % len(place.villages)],
                code=f"H{number + 1:05}",
                head_name=name,
                head_folded=fold(name),
                members_count=3 + number % 5,
                made_at=place.commune.opened_at,
            )
        )
    kind.objects.bulk_create(rows, batch_size=BATCH)
    return rows


def _drive(place: Place, number: int, mode: str) -> Any:
    first = place.today - timedelta(days=10)
    drive = model("campaigns.Campaign").objects.create(
        commune=place.commune,
        code=f"RQ-{first.year}-{number:02}",
        year=first.year,
        number=number,
        name="Tích hợp BHYT trên VNeID cho từng hộ",
        from_date=first,
        to_date=place.today + timedelta(days=20),
        mode=mode,
        unit="ho",
        done_means="Mở được thẻ BHYT trên VNeID",
        reasons=[*WHY, "KHAC"],
        owner=place.officers[0],
        state="dang_mo",
        made_at=moment(first),
        opened_at=moment(first),
    )
    rows = model("campaigns.CampaignVillage")
    rows.objects.bulk_create(
        rows(commune=place.commune, campaign=drive, village=village, target=80, responsible=head)
        for village, head in zip(place.villages, place.heads, strict=True)
    )
    return drive


def _items(place: Place, drive: Any, households: list[Any]) -> list[Any]:
    """Two thirds of the villages that have begun are done, one in nine is not."""
    kind, at = model("campaigns.CampaignItem"), moment(place.today - timedelta(days=1))
    silent = {village.pk for village in place.villages[-SILENT:]}
    numbers: dict[Any, int] = {}
    items = []
    for household in households:
        number = numbers[household.village_id] = numbers.get(household.village_id, 0) + 1
        state = "" if household.village_id in silent else _state(number)
        items.append(
            kind(
                id=new_id(),
                commune=place.commune,
                campaign=drive,
                village_id=household.village_id,
                household=household,
                number=number,
                state=state,
                reason=WHY[number % len(WHY)] if state == "chua_xong" else "",
                checked_at=at if state else None,
                done_at=at if state == "xong" else None,
                times_done=int(state == "xong"),
            )
        )
    kind.objects.bulk_create(items, batch_size=BATCH)
    return items


def _state(number: int) -> str:
    if number % 9 == 0:
        return "chua_xong"
    return "xong" if number % 3 else ""


def _ticks(place: Place, drive: Any, items: list[Any]) -> None:
    kind, day = model("campaigns.Checkpoint"), place.today - timedelta(days=1)
    heads = {village.pk: head for village, head in zip(place.villages, place.heads, strict=True)}
    kind.objects.bulk_create(
        [
            kind(
                commune=place.commune,
                campaign=drive,
                village_id=item.village_id,
                item=item,
                is_of_list=True,
                result=item.state,
                reason=item.reason,
                day=day,
                source="thon",
                by=heads[item.village_id],
                at=moment(day),
                stamped_at=moment(day),
            )
            for item in items
            if item.state
        ],
        batch_size=BATCH,
    )


def _days(place: Place, drive: Any) -> None:
    """Ten evenings of the villages that report."""
    kind = model("campaigns.Checkpoint")
    days = [place.today - timedelta(days=back) for back in range(10, 0, -1)]
    kind.objects.bulk_create(
        [
            kind(
                commune=place.commune,
                campaign=drive,
                village=village,
                day=day,
                reached=6,
                done=5,
                failed=1,
                reasons={"KHONG_SIM": 1},
                source="dien_thoai",
                by=place.officers[0],
                at=moment(day, 20),
                stamped_at=moment(day, 20),
            )
            for village in place.villages[:-SILENT]
            for day in days
        ],
        batch_size=BATCH,
    )
