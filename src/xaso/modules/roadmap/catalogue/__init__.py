"""The packaged tables of the model, read and checked once; a table that is wrong is refused."""

from functools import cache
from pathlib import Path

from xaso.modules.roadmap.engine.tables import Tables

from .check import CatalogueError, check_tables
from .read import read_tables

__all__ = ["CatalogueError", "load_tables", "tables"]
DATA = Path(__file__).parent.parent / "data"


def load_tables(folder: Path = DATA) -> Tables:
    """CatalogueError names the table and what is unknown in it."""
    found = read_tables(folder)
    check_tables(found)
    return found


@cache
def tables() -> Tables:
    return load_tables()
