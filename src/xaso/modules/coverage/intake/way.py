"""Which column of a file is what, and what the whole file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: Mapping[str, str | Promise] = {
    "time": _("Ngày, giờ đo"),
    "latitude": _("Vĩ độ"),
    "longitude": _("Kinh độ"),
    "operator": _("Nhà mạng"),
    "mcc": "MCC",
    "mnc": "MNC",
    "technology": _("Công nghệ"),
    "strength": _("Cường độ dBm"),
    "level": _("Mức sóng"),
    "village": _("Thôn"),
    "place": _("Điểm đo"),
    "kind": _("Loại điểm"),
    "day_part": _("Buổi"),
    "indoors": _("Đo trong nhà"),
    "way": _("Cách đo"),
    "power": _("Điện lưới"),
    "hard": _("Đặc biệt khó khăn"),
    "households": _("Số hộ"),
    "down": _("Tải xuống (Mb/s)"),
    "up": _("Tải lên (Mb/s)"),
    "ping": _("Độ trễ (ms)"),
    "jitter": _("Biến thiên trễ (ms)"),
    "network": _("Loại mạng"),
}


@dataclass(frozen=True)
class ReadingWay:
    columns: Mapping[str, int] = field(default_factory=dict)
    operator: str = ""
    """Of every row of the file that names none."""
    technology: str = ""
    network: str = ""
    is_swapped: bool = False
    """The columns of latitude and longitude stand for each other."""
    is_positive: bool = False
    """95 was written for -95."""

    def kept(self) -> dict[str, Any]:
        return {
            "columns": dict(self.columns),
            "operator": self.operator,
            "technology": self.technology,
            "network": self.network,
            "is_swapped": self.is_swapped,
            "is_positive": self.is_positive,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> ReadingWay:
        columns = {name: int(place) for name, place in kept.get("columns", {}).items()}
        rest = {name: kept[name] for name in kept if name != "columns"}
        return cls(columns, **rest)

    @property
    def is_of_speeds(self) -> bool:
        """A file of i-Speed samples, not of signals."""
        return "down" in self.columns

    @property
    def lacks(self) -> list[str]:
        """Names of columns without which no row can be read."""
        have = self.columns.keys()
        if self.is_of_speeds:
            network = bool(self.network) or "network" in have
            needed = [
                ("time", "time" in have),
                ("village", "village" in have),
                ("network", network),
            ]
            return [name for name, is_there in needed if not is_there]
        needed = [
            ("time", "time" in have),
            ("latitude", {"latitude", "longitude"} <= have or {"village", "place"} <= have),
            ("operator", bool(self.operator) or "operator" in have or {"mcc", "mnc"} <= have),
            ("level", "level" in have or "strength" in have),
        ]
        return [name for name, is_there in needed if not is_there]
