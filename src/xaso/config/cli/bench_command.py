"""Measures of scale on throwaway installations; the data of this one is not touched."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from .answers import DONE, FINDING, Answer, BadInput

MEASURES = (
    "spine", "plans", "chain", "memory", "start", "weak", "search", "phones", "beside", "edge",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", choices=MEASURES, help="phép đo; bỏ trống: danh sách")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="tùy chọn của phép đo")


def run(options: argparse.Namespace) -> Answer:
    if options.name is None:
        about = {name: _measure(name).ABOUT for name in MEASURES}
        lines = [f"{name}: {said}" for name, said in about.items()]
        return Answer({"measures": about}, "\n".join(lines))
    measure = _measure(options.name)
    parser = _Parser(prog=f"xaso bench {options.name}")
    measure.add_arguments(parser)
    parser.add_argument("--json", action="store_true")
    not_run = importlib.import_module("xaso.drills.outcome").NotRun
    try:
        said = measure.run(parser.parse_args(options.rest))
    except not_run as error:
        raise BadInput("not_run", f"not run: {error}") from error
    return Answer(said.data, said.text, DONE if said.is_good else FINDING)


def _measure(name: str) -> Any:
    # By name: measures stand on the floor above and start this program as people do.
    return importlib.import_module(f"xaso.bench.{name}")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        del message  # argparse speaks English
        usage = " ".join(self.format_usage().removeprefix("usage:").split())
        raise BadInput("usage", f"Tùy chọn chưa đúng. Cách gọi: {usage}")
