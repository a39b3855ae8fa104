"""S19: the source read by bandit and by rules of our own; what is left over was read by a person.

Every find is either mended or stands in reviewed.toml with the reason why it may stay; a reason whose
code is gone is a find too. Goes red: write `mark_safe(text)` anywhere, or take a reason out.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from xaso.drills.outcome import Outcome

from .bandit import bandit_findings, is_there
from .rules import RULES
from .source import Finding, Source, python_sources
from .templates import RULES as TEMPLATE_RULES
from .templates import template_findings

NAME = "scan"
ABOUT = "đọc mã nguồn tìm chỗ nguy hiểm"
REVIEWED = Path(__file__).with_name("reviewed.toml")


@dataclass(frozen=True)
class Reviewed:
    rule: str
    place: str
    """A name, or a pattern with *."""
    because: str

    def covers(self, finding: Finding) -> bool:
        return finding.rule == self.rule and fnmatchcase(finding.place, self.place)


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    sources = list(python_sources())
    findings = [*findings_in(sources), *template_findings()]
    by_bandit = list(bandit_findings()) if is_there() else []
    reviewed = read_reviewed()
    return Outcome(
        NAME,
        n=len(sources),
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=judge([*findings, *by_bandit], reviewed, with_bandit=is_there()),
        more={
            "rules": len(RULES) + len(TEMPLATE_RULES) + 1,
            "found": len(findings),
            "bandit": len(by_bandit) if is_there() else "not run: bandit is not installed",
            "reasons": len(reviewed),
        },
    )


def findings_in(sources: Iterable[Source]) -> list[Finding]:
    return [
        found
        for source in sources
        for name, looks in RULES.items()
        for found in source.find(name, looks)
    ]


def read_reviewed(path: Path = REVIEWED) -> list[Reviewed]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["reviewed"]
    return [
        Reviewed(row["rule"], place, row["because"]) for row in rows for place in row["places"]
    ]


def judge(
    findings: Sequence[Finding], reviewed: Sequence[Reviewed], *, with_bandit: bool
) -> list[str]:
    """A sentence for each find nobody has read, and for each reason that has lost its code."""
    unread = [
        f"{each.place} line {each.line}: {each.rule}"
        for each in findings
        if not any(reason.covers(each) for reason in reviewed)
    ]
    idle = [
        f"reviewed.toml: {reason.rule} in {reason.place} is not there any more"
        for reason in reviewed
        if (with_bandit or not reason.rule.startswith("B"))
        if not any(reason.covers(each) for each in findings)
    ]
    return sorted(set(unread)) + idle
