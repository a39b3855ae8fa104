"""Faults and attacks on purpose. Each drill has a throwaway installation; this one is not touched."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from typing import Any

from .answers import DONE, FINDING, Answer, BadInput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="các bài thử có sẵn")
    parser.add_argument("name", nargs="?", metavar="NAME", help="tên bài thử")
    parser.add_argument(
        "rest",
        nargs=argparse.REMAINDER,
        metavar="…",
        help="--n N, --seed S và tùy chọn của bài thử",
    )


def run(options: argparse.Namespace) -> Answer:
    # By name: drills stand on the floor above and start this program as people do.
    catalogue = importlib.import_module("xaso.drills.catalogue")
    if options.list or not options.name:
        return _list(catalogue.drills())
    drill = catalogue.drill_named(options.name)
    if drill is None:
        raise BadInput("unknown_drill", f"Không có bài thử {options.name}. Xem: xaso drill --list")
    parser = _Parser(prog=f"xaso drill {options.name}")
    catalogue.add_arguments(parser, drill)
    parser.add_argument("--json", action="store_true")
    return _outcome(catalogue, drill, parser.parse_args(options.rest))


def _list(about: dict[str, str]) -> Answer:
    return Answer({"drills": about}, "\n".join(f"{name}: {said}" for name, said in about.items()))


def _outcome(catalogue: Any, drill: Any, options: argparse.Namespace) -> Answer:
    not_run = importlib.import_module("xaso.drills.outcome").NotRun
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is tidied up
    try:
        outcome = catalogue.run_drill(drill, options)
    except not_run as error:
        raise BadInput("not_run", f"not run: {error}") from error
    return Answer(outcome.as_data(), outcome.as_text(), DONE if outcome.passed else FINDING)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        del message  # argparse speaks English
        usage = " ".join(self.format_usage().removeprefix("usage:").split())
        raise BadInput("usage", f"Tùy chọn chưa đúng. Cách gọi: {usage}")
