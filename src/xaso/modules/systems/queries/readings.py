"""Ways to read the files of a system: which there are, and which one a file is read by."""

from __future__ import annotations

from collections.abc import Iterable

from xaso.modules.systems.exports.keeping import read_back
from xaso.modules.systems.exports.reading_way import ReadingWay, rules_read
from xaso.modules.systems.exports.table import Table, find_table
from xaso.modules.systems.models import SystemFile, SystemReading


def way_of(reading: SystemReading) -> ReadingWay:
    return ReadingWay(rules_read(reading.rules), reading.village_column, reading.village_names)


def table_of(file: SystemFile, way: ReadingWay | None = None) -> Table:
    return find_table(read_back(file.sheets), way.columns if way else ())


def reading_for(file: SystemFile) -> SystemReading | None:
    """The one that was chosen; else the one that fits; else the one last used, to say which column
    it misses. None where the system has none, or nothing waits to be read."""
    if file.reading is not None or not file.sheets:
        return file.reading
    readings = readings_of(file)
    return fitting_reading(file, readings) or next(iter(readings), None)


def fitting_reading(file: SystemFile, readings: Iterable[SystemReading]) -> SystemReading | None:
    """The first whose columns are all there."""
    sheets = read_back(file.sheets)
    for reading in readings:
        way = way_of(reading)
        if not way.missing_from(find_table(sheets, way.columns)):
            return reading
    return None


def readings_of(file: SystemFile) -> list[SystemReading]:
    """Of its system; the one last used first."""
    rows = SystemReading.objects.of(file.commune).filter(system_id=file.system_id)
    return sorted(rows, key=lambda row: row.used_at or row.at, reverse=True)
