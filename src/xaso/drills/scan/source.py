"""Python files of the program as the rules read them: each node knows the function it stands in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
LEFT_OUT = {"migrations", "tests", "static_root"}


@dataclass(frozen=True)
class Finding:
    rule: str
    place: str
    """File and function: "core/ui/charts.py:spark". Lines move, names stay."""
    line: int


@dataclass
class Source:
    name: str
    """Beneath the package: "core/ui/charts.py"."""
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[tuple[ast.AST, str]]:
        """Every node with the dotted name of the class and function around it."""
        return list(_named(self.tree, ""))

    @cached_property
    def homes(self) -> dict[int, str]:
        return {id(node): home for node, home in self.nodes}

    @cached_property
    def all_calls(self) -> list[tuple[ast.Call, str]]:
        return [(node, dotted(node.func)) for node, _ in self.nodes if isinstance(node, ast.Call)]

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Each call by its dotted name as written: "Event.objects.filter"."""
        yield from self.all_calls

    def home_of_line(self, line: int) -> str:
        inside = [
            home
            for node, home in self.nodes
            if getattr(node, "lineno", 0) <= line <= (getattr(node, "end_lineno", 0) or 0)
        ]
        return max(inside, key=len, default="")

    def find(self, rule: str, looks: Callable[[Source], Iterator[ast.AST]]) -> Iterator[Finding]:
        for node in looks(self):
            place = f"{self.name}:{self.homes[id(node)]}".rstrip(":")
            yield Finding(rule, place, getattr(node, "lineno", 0))


def python_sources(package: Path = PACKAGE) -> Iterator[Source]:
    for path in sorted(package.rglob("*.py")):
        if not LEFT_OUT & set(path.relative_to(package).parts):
            yield Source(str(path.relative_to(package)), path.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    """A call in the middle keeps its name: "Task.objects.filter().update" reads without brackets."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return "?"


def is_constant(node: ast.AST) -> bool:
    """Words that stand in the program: a string, also put together from strings, or translated."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    if isinstance(node, ast.Call) and dotted(node.func) in {"_", "_t", "gettext"}:
        return all(is_constant(each) for each in node.args)
    return isinstance(node, ast.Name) and node.id.isupper()


def _named(node: ast.AST, home: str) -> Iterator[tuple[ast.AST, str]]:
    yield node, home
    inner = home
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        inner = f"{home}.{node.name}".lstrip(".")
    for child in ast.iter_child_nodes(node):
        yield from _named(child, inner)
