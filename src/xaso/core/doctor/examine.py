"""Everything that can be wrong with one machine, looked at in turn. A check that fails is a finding itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from xaso.core.backup import health
from xaso.core.upstream.health import upstream

from . import apart, database, knowledge, machine, storage, work
from .finding import Finding, Level, problem

Check = Callable[[datetime], Any]
QUICK: tuple[Check, ...] = (
    database.settings_of_the_line,
    database.migrations,
    apart.communes_apart,
    storage.disk,
    health.findings,
    upstream,
    machine.clock,
    work.background,
    work.dead_letters,
    storage.secrets,
    machine.built_parts,
    machine.web_address,
    knowledge.calendar,
    knowledge.rules,
    machine.version,
)
"""A moment on the page of any machine."""
THOROUGH: tuple[Check, ...] = (database.integrity, database.chains, storage.files)
"""Reads every row and every file: at night, and by the command."""
ORDER = {Level.PROBLEM: 0, Level.NOTICE: 1, Level.GOOD: 2}


def examine(at: datetime, *, thorough: bool) -> list[Finding]:
    """What needs a person first."""
    checks = (*QUICK, *THOROUGH) if thorough else QUICK
    found = [finding for check in checks for finding in _carried_out(check, at)]
    return sorted_findings(found)


def sorted_findings(found: list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda each: ORDER[each.level])


def thorough_part(at: datetime) -> list[Finding]:
    return [finding for check in THOROUGH for finding in _carried_out(check, at)]


def _carried_out(check: Check, at: datetime) -> Iterator[Finding]:
    try:
        found = check(at)
        yield from [found] if isinstance(found, Finding) else found
    except Exception as error:  # the doctor must speak whatever is broken
        logging.getLogger(__name__).exception("check %s failed", check.__name__)
        yield problem(
            f"check_failed_{check.__name__}",
            _("Không kiểm tra được một mục (%(what)s): %(why)s")
            % {"what": check.__name__, "why": str(error)[:200]},
            _("Chạy xaso doctor trong cửa sổ lệnh, gửi câu này cho nơi hỗ trợ."),
        )
