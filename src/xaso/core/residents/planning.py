"""What accepting a list of households would do to the households of a commune."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.units.models import Cluster, Commune, Village
from xaso.lib.text import fold, header_key

from .models import Household
from .reading import Fact, HouseholdRow, Problem

KIND_WORDS = ("to dan pho ", "tdp ", "thon ", "ban ")
WRITTEN = ("head_name", "members_count", "has_smartphone", "language")


@dataclass(frozen=True)
class PlannedRow:
    read: HouseholdRow
    change: str
    """One of: new, changed, same, bad."""
    village: Village | None = None
    household: Household | None = None
    facts: Mapping[str, object] | None = None
    """What is written: of a new household all, of a known one what the file says anew."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan:
    rows: tuple[PlannedRow, ...]
    gone: tuple[Household, ...]
    """Open households of the villages the file speaks of that it does not name."""

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.change for row in self.rows)

    @property
    def ready(self) -> int:
        return self.counts["new"] + self.counts["changed"]


def plan_rows(commune: Commune, rows: Sequence[HouseholdRow], village: Village | None) -> Plan:
    """Three queries, however many rows."""
    planner = _Planner(commune, village)
    planned = tuple(planner.plan(row) for row in rows)
    return Plan(planned, planner.gone(planned))


def villages_named(commune: Commune, name: str) -> list[Village]:
    """In use, by name with or without the word thôn, or by code."""
    return villages_by_key(commune).get(village_key(name), [])


def villages_by_key(commune: Commune) -> dict[str, list[Village]]:
    """In use. "Thôn Bản Mù" and "Bản Mù" both find the village called Bản Mù."""
    found: dict[str, list[Village]] = defaultdict(list)
    for village in Village.objects.of(commune).filter(closed_at=None):
        names = {village_key(village.name), header_key(village.name), village_key(village.code)}
        for key in names - {""}:
            found[key].append(village)
    return found


def village_key(name: str) -> str:
    key = header_key(name)
    for word in KIND_WORDS:
        if key.startswith(word):
            return key.removeprefix(word)
    return key


class _Planner:
    def __init__(self, commune: Commune, village: Village | None) -> None:
        self.chosen = village
        self.villages = villages_by_key(commune)
        self.clusters = {
            (cluster.village_id, header_key(cluster.name)): cluster
            for cluster in Cluster.objects.of(commune)
        }
        self.known = list(Household.objects.of(commune).order_by("code"))
        self.by_code = {household.code.upper(): household for household in self.known}
        self.by_name: dict[tuple[UUID, str], list[Household]] = defaultdict(list)
        for household in self.known:
            if household.closed_at is None:
                self.by_name[household.village_id, household.head_folded].append(household)
        self.codes: dict[str, int] = {}
        self.names: dict[tuple[UUID, str], int] = {}
        self.taken: set[UUID] = set()

    def plan(self, row: HouseholdRow) -> PlannedRow:
        problems = list(row.problems)
        village = self._village(row, problems)
        code = row.text("code")
        if code and code in self.codes:
            told = _("Trùng mã hộ với dòng %(row)d.") % {"row": self.codes[code]}
            problems.append(Problem(row.cells["code"], told))
        self.codes.setdefault(code, row.row)
        if problems or village is None:
            return PlannedRow(row, "bad", village, problems=tuple(problems))
        return self._matched(row, village)

    def gone(self, planned: Sequence[PlannedRow]) -> tuple[Household, ...]:
        spoken = {row.village.pk for row in planned if row.village}
        bad = {row.village.pk for row in planned if row.village and row.change == "bad"}
        return tuple(
            household
            for household in self.known
            if household.closed_at is None
            and household.village_id in spoken - bad
            and household.pk not in self.taken
        )

    def _village(self, row: HouseholdRow, problems: list[Problem]) -> Village | None:
        if self.chosen or "village" not in row.facts:
            return self.chosen
        name = row.text("village")
        found = self.villages.get(village_key(name), [])
        if len(found) == 1:
            return found[0]
        if not name:
            told = _("Thiếu tên thôn.")
        elif found:
            told = _("Xã có hơn một thôn tên “%(name)s”. Nhập riêng từng thôn.") % {"name": name}
        else:
            told = _("Xã không có thôn “%(name)s” đang dùng.") % {"name": name}
        problems.append(Problem(row.cells["village"], told))
        return None

    def _matched(self, row: HouseholdRow, village: Village) -> PlannedRow:
        warnings: list[Problem] = []
        facts = self._facts(row, village, warnings)
        found = self._household(row, village, warnings)
        told = tuple(warnings)
        if found is None:
            return PlannedRow(row, "new", village, facts=facts, warnings=told)
        if found.closed_at:
            problem = Problem(
                row.cells["code"], _("Hộ mang mã này đã đóng. Mở lại hộ trước khi nhập.")
            )
            return PlannedRow(row, "bad", village, found, problems=(problem,))
        self.taken.add(found.pk)
        news = {name: value for name, value in facts.items() if _says_more(found, name, value)}
        return PlannedRow(row, "changed" if news else "same", village, found, news, warnings=told)

    def _household(
        self, row: HouseholdRow, village: Village, warnings: list[Problem]
    ) -> Household | None:
        """By code; else the next one of that name in the village, so that a second time the same
        file finds the same households."""
        if code := row.text("code"):
            return self.by_code.get(code)
        key = (village.pk, fold(row.text("head_name")))
        if key in self.names:
            told = _("Cùng tên với dòng %(row)d. Nếu là một hộ, xóa bớt một dòng.")
            where = row.cells["head_name"]
            warnings.append(Problem(where, told % {"row": self.names[key]}))
        self.names.setdefault(key, row.row)
        free = [each for each in self.by_name[key] if each.pk not in self.taken]
        return free[0] if free else None

    def _facts(
        self, row: HouseholdRow, village: Village, warnings: list[Problem]
    ) -> dict[str, object]:
        facts: dict[str, object] = {"village_id": village.pk}
        facts |= {name: row.facts[name] for name in WRITTEN if name in row.facts}
        if row.text("code"):
            facts["code"] = row.text("code")
        if name := row.text("cluster"):
            cluster = self.clusters.get((village.pk, header_key(name)))
            if cluster is None:
                told = _("Thôn chưa có cụm “%(name)s”: nhập hộ, để trống cụm.") % {"name": name}
                warnings.append(Problem(row.cells["cluster"], told))
            else:
                facts["cluster_id"] = cluster.pk
        return facts


def _says_more(household: Household, name: str, value: Fact | object) -> bool:
    """An empty cell takes nothing away; another way to write the code is no news."""
    if value in (None, ""):
        return False
    if name == "code":
        return household.code.upper() != value
    return bool(getattr(household, name) != value)
