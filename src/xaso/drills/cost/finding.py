"""The patterns of the source, and the functions that read one text."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from xaso.drills.scan.source import dotted, python_sources

LOOKS = {"match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer", "compile"}
READERS = ("xaso.lib", "xaso.modules.plans.annex", "xaso.core.pages.keyset", "xaso.core.units.search",
           "xaso.modules.plans.due_words", "xaso.core.papers.plain", "xaso.core.papers.body")  # fmt: skip
OWN_FLOORS = ("core/", "lib/", "modules/", "desk/", "portal/", "field/", "config/")
MADE_BY_US = {"main"}


def patterns() -> dict[str, re.Pattern[Any]]:
    """Each pattern written in the program by where it stands."""
    found: dict[str, re.Pattern[Any]] = {}
    for source in python_sources():
        if not source.name.startswith(OWN_FLOORS):
            continue
        for call, name in source.calls():
            if name.startswith("re.") and name.rpartition(".")[2] in LOOKS and call.args:
                text = _constant(call.args[0])
                if text is not None:
                    found[f"{source.name}:{call.lineno}"] = re.compile(text, _flags(call))
    return found


def readers() -> dict[str, Callable[[str], Any]]:
    """Functions of one required text, by their name."""
    found: dict[str, Callable[[str], Any]] = {}
    for module in _modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if (
                function.__module__ == module.__name__
                and name not in MADE_BY_US
                and _takes_a_text(function)
            ):
                found[f"{module.__name__.removeprefix('xaso.')}.{name}"] = function
    return found


def _constant(node: ast.AST) -> str | bytes | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str | bytes) else None


def _flags(call: ast.Call) -> int:
    named = [
        dotted(node)
        for each in [*call.args[1:], *(k.value for k in call.keywords)]
        for node in ast.walk(each)
    ]
    flags = 0
    for name in named:
        if name.startswith("re.") and name[3:].isupper():
            flags |= getattr(re, name[3:])
    return flags


def _modules() -> Iterator[ModuleType]:
    for name in READERS:
        module = importlib.import_module(name)
        yield module
        for inner in pkgutil.walk_packages(getattr(module, "__path__", []), f"{name}."):
            yield importlib.import_module(inner.name)


def _takes_a_text(function: Callable[..., Any]) -> bool:
    given = inspect.signature(function).parameters.values()
    needed = [
        each for each in given if each.default is each.empty and each.kind is not each.VAR_KEYWORD
    ]
    return (
        len(needed) == 1
        and needed[0].kind in {needed[0].POSITIONAL_ONLY, needed[0].POSITIONAL_OR_KEYWORD}
        and needed[0].annotation in {str, object, "str", "str | None", "object"}
    )
