"""The source as the uniformity tests read it: modules, actions, the events and rights they name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "xaso"
EVENT_KIND = re.compile(r"^[a-z_]+\.[a-z_]+\.[a-z_]+$")
Function = ast.FunctionDef


@dataclass(frozen=True)
class Action:
    home: Path
    """The module's folder, or the block of core."""
    function: Function
    kinds: frozenset[str]
    """The event kinds written by it and by what it calls in the same folder."""

    @property
    def name(self) -> str:
        return f"{self.home.name}.{self.function.name}"


@cache
def all_actions() -> tuple[Action, ...]:
    return tuple(action for home in _homes() for action in _actions_of(home))


def python_files() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"migrations", "tests"} & set(path.parts):
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def body_without_docstring(function: Function) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call by the last part of its name: `timezone.now()` is "now"."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            if isinstance(part.func, ast.Name):
                yield part.func.id, part
            elif isinstance(part.func, ast.Attribute):
                yield part.func.attr, part


def rights_in_code() -> set[str]:
    """Named by a page, asked for by an action; what only decides about a link does not count."""
    return {right for path in python_files() for right in _rights(parsed(path))}


def rights_asked() -> set[str]:
    """Every right any line of Python speaks of."""
    return rights_in_code() | {
        text
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"may", "must"}
        for text in _texts(node)
    }


def _homes() -> list[Path]:
    """The blocks of core and the modules that write anything."""
    found = [*PACKAGE.glob("core/*/"), *PACKAGE.glob("modules/*/")]
    return sorted(home for home in found if home.is_dir() and _action_files(home))


def _actions_of(home: Path) -> Iterator[Action]:
    functions = {
        function.name: function
        for path in _action_files(home)
        for function in parsed(path).body
        if isinstance(function, Function)
    }
    for function in functions.values():
        if not function.name.startswith("_") and _is_action(function):
            yield Action(home, function, frozenset(_kinds(function, functions)))


def _action_files(home: Path) -> list[Path]:
    """actions.py, the files of actions/, and any other file that records an event."""
    return [
        path
        for path in sorted(home.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
        if "actions" in {path.stem, path.parent.name} or _records(parsed(path))
    ]


def _records(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == "xaso.core.events.record"
        for node in ast.walk(tree)
    )


def _is_action(function: Function) -> bool:
    """It names who acts, or writes as one transaction; what files share takes neither."""
    atomic = "transaction.atomic" in [ast.unparse(line) for line in function.decorator_list]
    return atomic or "actor" in [argument.arg for argument in function.args.kwonlyargs]


def _kinds(
    function: Function, functions: dict[str, Function], seen: frozenset[str] = frozenset()
) -> set[str]:
    kinds = {text for text in _texts(function) if EVENT_KIND.match(text)}
    called = {name for name, _call in calls(function)}
    for name in called & functions.keys() - seen - {function.name}:
        kinds |= _kinds(functions[name], functions, seen | {function.name})
    return kinds


def _rights(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and _target(line) == "right":
                    yield from (text for text in _texts(line) if text)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "must":
            yield from _texts(node)


def _target(line: ast.Assign) -> str:
    return getattr(line.targets[0], "id", "")


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
