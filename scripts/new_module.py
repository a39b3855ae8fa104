"""A new module with the files every module has, its wall and its address.

`make module NAME=gardens ADDRESS=vuon/`; afterwards the tests say what is still missing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOOR = 'name = "A module opens only its public door"'
FILES = {
    "README.md": """\
# {name}: (tên tiếng Việt)

Why this module exists, in two sentences: who had what trouble, and what is better now.

## Words

| code | Vietnamese | is |
|---|---|---|

## Events

Each event an action records, between backticks: module, thing, what happened.
""",
    "__init__.py": "",
    "apps.py": """\
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class {camel}Config(AppConfig):
    name = "xaso.modules.{name}"
    verbose_name = _("{name}")
""",
    "models.py": '"""Tables: each row is CommuneOwned, points only at core, and its migration keeps it."""\n',
    "queries.py": '"""Reads that join, count or group."""\n',
    "actions.py": '"""Every write: one function is one thing a person can do."""\n',
    "forms.py": '"""Text in, typed values out, errors as sentences."""\n',
    "views.py": '"""Pages; each names its right."""\n',
    "urls.py": 'app_name = "{name}"\nurlpatterns: list[object] = []\n',
    "public.py": '"""What other modules may ask."""\n',
    "migrations/__init__.py": "",
    "templates/{name}/.keep": "",
    "tests/__init__.py": "",
    "tests/make.py": '"""Rows for the stories of this module."""\n',
    "tests/test_{name}.py": '"""Stories about {name}."""\n',
}


def make_module(root: Path, name: str, address: str) -> Path:
    """Refuses a name or address that is taken or would not read like the others."""
    _check(root, name, address)
    folder = root / "src" / "xaso" / "modules" / name
    camel = "".join(part.capitalize() for part in name.split("_"))
    for place, text in FILES.items():
        path = folder / place.format(name=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name, camel=camel), encoding="utf-8")
    _add_to_list(root / "src" / "xaso" / "config" / "modules.py", name, address)
    _add_wall(root / "pyproject.toml", name)
    return folder


def _check(root: Path, name: str, address: str) -> None:
    modules = root / "src" / "xaso" / "modules"
    known = (root / "src" / "xaso" / "config" / "modules.py").read_text(encoding="utf-8")
    if not re.fullmatch(r"[a-z][a-z_]*[a-z]", name):
        raise SystemExit(f"NAME must be lower-case English, like gardens; got {name!r}")
    if not re.fullmatch(r"[a-z][a-z0-9-]*/", address):
        raise SystemExit(f"ADDRESS must be unaccented and end in /, like vuon/; got {address!r}")
    if (modules / name).exists() or f'"{name}"' in known:
        raise SystemExit(f"there is a module {name} already")
    if f'"{address}"' in known:
        raise SystemExit(f"the address {address} is taken")


def _add_to_list(path: Path, name: str, address: str) -> None:
    head, start, rest = path.read_text(encoding="utf-8").partition("MODULES = {\n")
    lines, end, tail = rest.partition("}")
    lines = "".join(sorted([*lines.splitlines(keepends=True), f'    "{name}": "{address}",\n']))
    path.write_text(f"{head}{start}{lines}{end}{tail}", encoding="utf-8")


def _add_wall(path: Path, name: str) -> None:
    before, door, after = path.read_text(encoding="utf-8").partition(DOOR)
    head, start, rest = after.partition("ignore_imports = [\n")
    lines, end, tail = rest.partition("]")
    wall = f'  "xaso.modules.{name}.** -> xaso.modules.{name}.**",\n'
    lines = "".join(sorted([*lines.splitlines(keepends=True), wall]))
    path.write_text(f"{before}{door}{head}{start}{lines}{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("make module NAME=gardens ADDRESS=vuon/")
    made = make_module(ROOT, sys.argv[1], sys.argv[2])
    print(f"{made.relative_to(ROOT)} is ready; now run: make docs messages test-fast walls")
