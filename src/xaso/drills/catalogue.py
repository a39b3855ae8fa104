"""The drills there are, found by their files, and how one is run."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
from collections.abc import Sequence
from types import ModuleType

import xaso.drills

from .outcome import Outcome

GREATEST_SEED = 2**31


def drills() -> dict[str, str]:
    """What each drill is about, by its name, sorted."""
    found = [drill_named(entry.name) for entry in pkgutil.iter_modules(xaso.drills.__path__)]
    return {drill.NAME: drill.ABOUT for drill in found if drill}


def drill_named(name: str) -> ModuleType | None:
    """A drill stands in the file of its name."""
    try:
        module = importlib.import_module(f"xaso.drills.{name.replace('-', '_')}")
    except ModuleNotFoundError:
        return None
    return module if hasattr(module, "NAME") else None


def add_arguments(parser: argparse.ArgumentParser, drill: ModuleType) -> None:
    parser.add_argument("--n", type=int, default=None, metavar="N", help="số lượt")
    parser.add_argument("--seed", type=int, default=None, metavar="S", help="số gieo, để lặp lại")
    if hasattr(drill, "add_arguments"):
        drill.add_arguments(parser)


def run_drill(drill: ModuleType, options: argparse.Namespace) -> Outcome:
    if options.seed is None:
        options.seed = random.randrange(GREATEST_SEED)  # noqa: S311  a repeatable choice, no secret
    outcome: Outcome = drill.run(options)
    return outcome


def outcome_of(name: str, *words: str) -> Outcome:
    """The drill as a command line names it: outcome_of("kill", "--n", "60")."""
    drill = drill_named(name)
    if drill is None:
        raise LookupError(f"no drill {name}")
    parser = argparse.ArgumentParser(prog=name)
    add_arguments(parser, drill)
    return run_drill(drill, parser.parse_args(_as_list(words)))


def _as_list(words: Sequence[str]) -> list[str]:
    return [str(word) for word in words]
