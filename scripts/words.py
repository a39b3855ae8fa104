"""docs/words.md: the half of the word list that tables, labels and roles already say."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "words.md"
START, END = "<!-- made by `make docs` -->", "<!-- until here -->"


def text() -> str:
    """The whole page: what was written by hand stays. Django must be set up."""
    before, _start, rest = PAGE.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    made = "\n".join(
        [
            _table("Tables", ("code", "Vietnamese", "where"), _tables()),
            _table("Fields", ("code", "Vietnamese", "where"), _fields()),
            _table("Roles", ("code", "Vietnamese", "works for"), _roles()),
        ]
    )
    return f"{before}{START}\n\n{made}\n{END}{after}"


def _tables() -> Iterator[tuple[str, str, str]]:
    for model in _models():
        yield f"`{model.__name__}`", str(model._meta.verbose_name), model._meta.app_label


def _fields() -> Iterator[tuple[str, str, str]]:
    """One line for each field name and label, with every table that has it."""
    found: dict[tuple[str, str], set[str]] = {}
    for model in _models():
        for field in model._meta.concrete_fields:
            label = str(field.verbose_name)
            if field.editable and label != field.name.replace("_", " "):
                found.setdefault((field.name, label), set()).add(model.__name__)
    for (name, label), places in sorted(found.items()):
        yield f"`{name}`", label, ", ".join(sorted(places))


def _roles() -> Iterator[tuple[str, str, str]]:
    from xaso.core.rights.roles import all_roles

    for role in all_roles().values():
        reach = "named villages" if role.reach == "village" else "the commune"
        yield f"`{role.code}`", role.label, reach


def _models() -> list[Any]:
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("xaso.")]
    return sorted(ours, key=lambda model: (model._meta.app_label, model.__name__))


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    body = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"## {title}\n\n{body}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the page is not current")
    options = parser.parse_args()
    os.environ.setdefault("XASO_STATIC", "plain")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    import django

    django.setup()
    made = text()
    if options.check:
        return 0 if PAGE.read_text(encoding="utf-8") == made else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
