"""Whether a write is told: on every way past it, the same function or whoever calls it records an
event. What cannot be followed here counts as not told and is read by a person."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .source import Source

RECORDS = ("xaso.core.events.record", "record")
WAYS_OUT = (ast.Return, ast.Break, ast.Continue, ast.Yield, ast.YieldFrom)
Block = Sequence[ast.stmt]


@dataclass
class Telling:
    source: Source

    def is_told(self, node: ast.AST, asked: frozenset[str] = frozenset()) -> bool:
        home = self.source.homes[id(node)]
        function = self.functions.get(home)
        if function is None or home in asked:
            return False
        if any(self._tells_past(block, node) for block in _blocks_around(function.body, node)):
            return True
        calls = self._callers(home) if home.startswith("_") else []
        return bool(calls) and all(self.is_told(call, asked | {home}) for call in calls)

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Those of the file itself; methods and functions inside others are not followed."""
        return {
            each.name: each for each in self.source.tree.body if isinstance(each, ast.FunctionDef)
        }

    @cached_property
    def recorders(self) -> set[str]:
        """What `record` is called here, and functions that call it whatever happens."""
        names = {
            alias.asname or alias.name
            for each in self.source.tree.body
            if isinstance(each, ast.ImportFrom) and each.level == 0
            for alias in each.names
            if (each.module, alias.name) == RECORDS
        }
        for function in self.functions.values():
            at = next((n for n, each in enumerate(function.body) if _calls(each, names)), None)
            if at is not None and not _leaves(function.body[:at]):
                names.add(function.name)
        return names

    def _tells_past(self, block: Block, node: ast.AST) -> bool:
        """One of the statements tells, and nothing leaves between the write and that statement."""
        here = next(n for n, each in enumerate(block) if _holds(each, node))
        if any(_calls(each, self.recorders) for each in block[:here]):
            return True
        after = block[here + 1 :]
        told = next((n for n, each in enumerate(after) if _calls(each, self.recorders)), None)
        return told is not None and not _leaves([block[here], *after[:told]])

    def _callers(self, name: str) -> list[ast.Call]:
        """Empty also when the function is handed on, for then nobody knows who calls it."""
        calls = [call for call, called in self.source.calls() if called == name]
        named = [
            node
            for node, _home in self.source.nodes
            if isinstance(node, ast.Name) and node.id == name
        ]
        return calls if len(calls) == len(named) else []


def _blocks_around(block: Block, node: ast.AST) -> Iterator[Block]:
    """From the outermost inwards. What a `try` holds may be cut short and is not looked into."""
    yield block
    around = next(each for each in block if _holds(each, node))
    if isinstance(around, ast.Try | ast.TryStar | ast.Match):
        return
    for name in ("body", "orelse"):
        inner = getattr(around, name, None)
        if isinstance(inner, list) and any(_holds(each, node) for each in inner):
            yield from _blocks_around(inner, node)


def _holds(statement: ast.stmt, node: ast.AST) -> bool:
    return any(each is node for each in ast.walk(statement))


def _calls(statement: ast.stmt, names: set[str]) -> bool:
    """The statement is such a call, not one that may come to it."""
    value = getattr(statement, "value", None)
    if not isinstance(statement, ast.Expr | ast.Assign | ast.Return):
        return False
    return isinstance(value, ast.Call) and getattr(value.func, "id", None) in names


def _leaves(block: Block) -> bool:
    return any(isinstance(each, WAYS_OUT) for statement in block for each in ast.walk(statement))
