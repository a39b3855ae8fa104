"""Packaged tables: CSV files in UTF-8 whose first line names the columns."""

import csv
from pathlib import Path


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
