"""docs/modules.md: addresses, rights, events and public doors, read from the program itself."""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "xaso"
PAGE = ROOT / "docs" / "modules.md"
CORE_BLURBS = {
    "backup": "one locked file of a moment, its book, trial restores, the second place, the key sheet",
    "doctor": "what is not well with the machine, and what to do",
    "events": "the hash-chained diary: audit, outbox and feed in one table; deliveries, anchors",
    "files": "attachments kept by content; photos encoded anew",
    "jobs": "work apart from pages: leases, schedule, the threads inside the server",
    "law": "legal texts, rules and authorities as dated data",
    "lock": "the idle lock, and half-typed forms kept for their person",
    "pages": "Page, ListPage, DetailPage, ActionPage on Django's generic views",
    "papers": "official papers: one source to DOCX, PDF, XLSX; numbers; signed copies",
    "people": "accounts without e-mail, roles between two days, sign-in",
    "phone_notes": "short words of the office on the phones of a village, and who has read them",
    "postgres": "row-level security of PostgreSQL: whose rows are there, the role that owns the tables",
    "privacy": "the class of each field, masks, and the record of who looked under one",
    "residents": "households per village and the few facts work needs; names kept no longer than a rule says",
    "rights": "the Actor and the rights file",
    "sample": "the sample communes: people and villages, told in the order of time",
    "upstream": "the commune's server as a device of its province: what may go up; what was reported here",
    "sync": "phones of the villages: joining, batches, receipts, commands run as the page's action, clashes",
    "search": "one box over every kind of row an app offers in its findable.py",
    "ui": "the look: templates, components, forms, icons, charts",
    "switches": "which parts of the program a commune has switched off",
    "units": "provinces, communes and what they were before, villages, clusters",
    "worktime": "the working calendar of a commune",
}
FLOORS = {
    "desk": "screens that read many modules",
    "portal": "the public pages",
    "field": "the line to the phones: no session, but a device's signature or a one-time code",
}


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: Any

    @property
    def package(self) -> str:
        return (
            str(self.view.__module__).removeprefix("xaso.").replace("modules.", "").split(".")[0]
        )

    @property
    def needs(self) -> str:
        return str(getattr(self.view, "right", "")) or "public"


def text() -> str:
    """The whole page. Django must be set up."""
    from xaso.config.modules import MODULES

    parts = [
        "# What is where",
        "Made by `make docs` from the program itself; a test keeps it true. Do not edit by hand.",
        *(_module(name, address) for name, address in MODULES.items()),
        *(_floor(name, what) for name, what in FLOORS.items()),
        _core(),
        _roles(),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _module(name: str, address: str) -> str:
    folder = PACKAGE / "modules" / name
    return "\n\n".join(
        part
        for part in (
            f"## {name} (`/{address}`)",
            _first_paragraph(folder / "README.md"),
            _door(folder),
            _addresses(name),
            _event_list(folder),
        )
        if part
    )


def _floor(name: str, what: str) -> str:
    return f"## {name}\n\n{what[0].upper()}{what[1:]}.\n\n{_addresses(name)}"


def _core() -> str:
    rows = [
        f"| `core/{folder.name}` | {CORE_BLURBS.get(folder.name, '')} | {_ticked(_events(folder))} |"
        for folder in sorted((PACKAGE / "core").iterdir())
        if (folder / "__init__.py").exists()
    ]
    table = "\n".join(["| Part | Holds | Events |", "|---|---|---|", *rows])
    return f"## core\n\n{table}\n\n{_addresses('core')}"


def _roles() -> str:
    from xaso.core.rights.roles import all_rights, all_roles

    roles = all_roles().values()
    rows = [
        f"| `{right}` | {', '.join(f'`{role.code}`' for role in roles if right in role.rights)} |"
        for right in sorted(all_rights())
    ]
    named = [f"- `{role.code}` {role.label}{_reach(role.reach)}" for role in roles]
    table = "\n".join(["| Right | Roles that hold it |", "|---|---|", *rows])
    return "\n\n".join(["## Rights and roles", "\n".join(named), table])


def _reach(reach: str) -> str:
    return " (named villages only)" if reach == "village" else ""


def _first_paragraph(readme: Path) -> str:
    if not readme.exists():
        return ""
    blocks = readme.read_text(encoding="utf-8").strip().split("\n\n")
    return next((block.strip() for block in blocks if not block.startswith("#")), "")


def _door(folder: Path) -> str:
    lines = [f"- `{_signature(node)}`{_says(node)}" for node in _public_functions(folder)]
    return "\n".join(["Other modules and the desk may ask:", "", *lines]) if lines else ""


def _public_functions(folder: Path) -> Iterator[ast.FunctionDef]:
    door = folder / "public.py" if (folder / "public.py").exists() else folder / "public"
    for path in sorted(door.glob("*.py")) if door.is_dir() else [door]:
        if path.exists():
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield node


def _signature(node: ast.FunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returns}"


def _says(node: ast.FunctionDef) -> str:
    """The first sentence of what it promises."""
    words = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
    return f": {re.split(r'(?<=[.;]) ', words)[0].rstrip(';')}" if words else ""


def _addresses(package: str) -> str:
    rows = [
        f"| `/{_plain(address.route)}` | `{address.name}` | {address.needs} |"
        for address in _all_addresses()
        if address.package == package
    ]
    return "\n".join(["| Address | Name | Right |", "|---|---|---|", *rows]) if rows else ""


def _plain(route: str) -> str:
    """ "<uuid:task_id>/" and "^(?P<task_id>[0-9a-f-]{36})/$" both read "<task_id>/"."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route.removeprefix("^").removesuffix("$"))
    return re.sub(r"<\w+:(\w+)>", r"<\1>", plain)


def _all_addresses() -> list[Address]:
    from django.urls import get_resolver

    return sorted(_walk(get_resolver(), "", ""), key=lambda address: _plain(address.route))


def _walk(resolver: Any, space: str, route: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = ":".join(part for part in (space, entry.namespace) if part)
            yield from _walk(entry, inner, here)
        else:
            name = ":".join(part for part in (space, entry.name or "") if part)
            yield Address(name, here, getattr(entry.callback, "view_class", entry.callback))


def _event_list(folder: Path) -> str:
    kinds = _events(folder)
    return f"Events: {_ticked(kinds)}." if kinds else ""


def _ticked(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _events(folder: Path) -> list[str]:
    """The kinds written by record("…") anywhere in the folder."""
    found = set()
    for path in folder.rglob("*.py"):
        if "tests" not in path.parts:
            found |= set(_kinds(ast.parse(path.read_text(encoding="utf-8"))))
    return sorted(found)


def _kinds(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if called and node.func.id == "record" and node.args:
            kind = node.args[0]
            if isinstance(kind, ast.Constant):
                yield str(kind.value)
            elif isinstance(kind, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "…"
                    for part in kind.values
                )


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
