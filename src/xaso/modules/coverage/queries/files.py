"""What a file would do now: each row a measurement at a place, one in a hexagon, known, or not read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from xaso.core.residents.planning import village_key, villages_by_key
from xaso.core.units.models import Commune, Village
from xaso.lib.text import fold
from xaso.modules.coverage.hexagons import HexagonRule, Point, cell_at, hexagon_rule, is_outside
from xaso.modules.coverage.intake.rows import FileRow
from xaso.modules.coverage.models import Place, PlaceKind, Reading, Sample, SpeedTest


@dataclass(frozen=True)
class PlannedRow:
    read: FileRow
    change: str
    """One of: sample, reading, outside, speed, same, bad."""
    problem: str = ""
    place: Place | None = None
    """Of a measurement at a place; a place not yet kept is one the file brings along."""
    village: Village | None = None
    """Of a sample of i-Speed."""
    cell: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class FilePlan:
    rows: tuple[PlannedRow, ...]
    new_places: tuple[Place, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.change for row in self.rows)

    @property
    def ready(self) -> int:
        counts = self.counts
        return sum(counts[each] for each in ("sample", "reading", "outside", "speed"))

    def asks(self, doubt: str) -> int:
        return sum(doubt in row.read.doubts for row in self.rows)


def plan_of(commune: Commune, rows: Sequence[FileRow], today: date) -> FilePlan:
    planner = _Planner(commune, today)
    planned = [planner.plan(row) for row in rows]
    known = _known_fingerprints(commune, {row.fingerprint for row in planned} - {""})
    taken = _known_samples(commune, [row.place for row in planned if row.place])
    taken |= _known_speeds(commune, [row for row in planned if row.village])
    return FilePlan(tuple(_once(planned, known, taken)), tuple(planner.made.values()))


def points_of(commune: Commune) -> list[Point]:
    """Where the places of the commune lie, as far as anybody has written it down."""
    rows = Place.objects.of(commune).values_list("latitude", "longitude")
    return [(float(north), float(east)) for north, east in rows if north and east]


class _Planner:
    def __init__(self, commune: Commune, today: date) -> None:
        self.commune = commune
        self.rule: HexagonRule = hexagon_rule(today)
        self.villages = villages_by_key(commune)
        self.points = points_of(commune)
        self.outside: dict[str, bool] = {}
        self.places: dict[tuple[UUID, str], list[Place]] = defaultdict(list)
        for place in Place.objects.of(commune).select_related("village"):
            self.places[place.village_id, place.name_folded].append(place)
        self.centres = {village for (village, _name), rows in self.places.items()
                        for row in rows if row.kind == PlaceKind.CENTRE and not row.closed_at}  # fmt: skip
        self.made: dict[tuple[UUID, str, str], Place] = {}

    def plan(self, row: FileRow) -> PlannedRow:
        if row.problems:
            return PlannedRow(row, "bad")
        if row.down_mbps is not None:
            return self._speed(row)
        if row.names_a_place:
            return self._at_a_place(row)
        if row.point is None:
            return PlannedRow(row, "bad", _("Thiếu vị trí."))
        cell = cell_at(row.point, self.rule)
        if cell not in self.outside:
            self.outside[cell] = is_outside(cell, self.points, self.rule)
        change = "outside" if self.outside[cell] else "reading"
        return PlannedRow(row, change, cell=cell, fingerprint=_fingerprint(self.commune, row))

    def _at_a_place(self, row: FileRow) -> PlannedRow:
        if row.level is None:
            return PlannedRow(row, "bad", _("Ghi mức 0–4 cho lần đo ở một điểm."))
        village = self._village(row)
        if village is None:
            return self._no_village(row)
        found = self.places[village.pk, fold(row.place)]
        if row.kind:
            found = [each for each in found if each.kind == row.kind]
        if len(found) > 1:
            return PlannedRow(row, "bad", _("Có hơn một điểm tên này. Ghi thêm loại điểm."))
        if found and found[0].closed_at:
            return PlannedRow(row, "bad", _("Điểm này đã thôi đo."))
        return PlannedRow(row, "sample", place=found[0]) if found else self._new(row, village)

    def _speed(self, row: FileRow) -> PlannedRow:
        village = self._village(row)
        return PlannedRow(row, "speed", village=village) if village else self._no_village(row)

    def _village(self, row: FileRow) -> Village | None:
        found = self.villages.get(village_key(row.village), [])
        return found[0] if len(found) == 1 else None

    def _no_village(self, row: FileRow) -> PlannedRow:
        told = _("Xã không có đúng một thôn tên “%(name)s”.") % {"name": row.village}
        return PlannedRow(row, "bad", told)

    def _new(self, row: FileRow, village: Village) -> PlannedRow:
        if not row.kind or row.has_power is None or row.is_hard is None:
            told = _(
                "Chưa có điểm “%(name)s”. Thêm điểm trước, hoặc ghi đủ loại điểm, điện lưới, ĐBKK."
            )
            return PlannedRow(row, "bad", told % {"name": row.place})
        if row.kind == PlaceKind.CENTRE and village.pk in self.centres:
            return PlannedRow(row, "bad", _("Thôn đã có điểm trung tâm mang tên khác."))
        place = Place(
            commune=self.commune, village=village, kind=row.kind, name=row.place[:120],
            household_count=row.household_count, has_power=row.has_power, is_hard=row.is_hard,
            is_indoors=bool(row.is_indoors),
        )  # fmt: skip
        place.name_folded = fold(place.name)
        self.made[village.pk, place.kind, place.name_folded] = place
        self.places[village.pk, place.name_folded].append(place)
        if row.kind == PlaceKind.CENTRE:
            self.centres.add(village.pk)
        return PlannedRow(row, "sample", place=place)


Key = tuple[object, ...]


def _once(planned: Sequence[PlannedRow], known: set[str], taken: set[Key]) -> list[PlannedRow]:
    """What the commune has already, or an earlier line of the file has said, is not taken again."""
    seen, keys, rows = set(known), set(taken), []
    for row in planned:
        key = _sample_key(row) if row.place else _speed_key(row) if row.village else None
        if row.fingerprint in seen or key in keys:
            rows.append(replace(row, change="same"))
            continue
        seen |= {row.fingerprint} - {""}
        if key:
            keys.add(key)
        rows.append(row)
    return rows


def _sample_key(row: PlannedRow) -> Key:
    if row.place is None or row.read.moment is None:
        raise RuntimeError("only a measurement at a place has this key")
    day = timezone.localdate(row.read.moment)
    return row.place.pk, row.read.operator, day, row.read.day_part


def _speed_key(row: PlannedRow) -> Key:
    if row.village is None or row.read.moment is None:
        raise RuntimeError("only a sample of i-Speed has this key")
    read, moment = row.read, row.read.moment.replace(second=0, microsecond=0)
    return row.village.pk, read.network, moment, read.down_mbps, read.up_mbps, read.ping_ms


def _known_speeds(commune: Commune, rows: Sequence[PlannedRow]) -> set[Key]:
    if not rows:
        return set()
    months = {_month(row) for row in rows}
    tests = SpeedTest.objects.of(commune).filter(month__in=months, taken_back_at=None)
    fields = ("village", "network", "measured_at", "down_mbps", "up_mbps", "ping_ms")
    return set(tests.values_list(*fields))


def _month(row: PlannedRow) -> date:
    if row.read.moment is None:
        raise RuntimeError("a row that was read has a moment")
    return timezone.localdate(row.read.moment).replace(day=1)


def _known_samples(commune: Commune, places: Sequence[Place]) -> set[Key]:
    ids = {place.pk for place in places}
    rows = Sample.objects.of(commune).values_list("place", "operator", "measured_at", "day_part")
    return {(place, operator, timezone.localdate(moment), part)
            for place, operator, moment, part in rows.iterator() if place in ids}  # fmt: skip


def _known_fingerprints(commune: Commune, wanted: set[str]) -> set[str]:
    if not wanted:
        return set()
    rows = Reading.objects.of(commune).values_list("fingerprint", flat=True)
    return {each for each in rows.iterator() if each in wanted}


def _fingerprint(commune: Commune, row: FileRow) -> str:
    """Tells the same row again; without the key of the installation nobody gets back from it to
    where and when it was measured."""
    if row.point is None or row.moment is None:
        raise RuntimeError("a row that was read has a point and a moment")
    north, east = row.point
    said = f"{commune.pk}|{row.moment.timestamp():.0f}|{north:.5f}|{east:.5f}|{row.operator}"
    return salted_hmac("coverage.reading", said, algorithm="sha256").hexdigest()
