"""Each pattern, reader, file and page with each kind of nonsense, by the clock of the processor."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from xaso.drills.site import client_of, load

from .files import files
from .finding import patterns, readers
from .nonsense import nonsense

MOST_S, STOP_S = 1.0, 6
ASKED = 12
PAGE_S = 3.0
"""A page gets a dozen of them at once."""
FILE_S = 10.0
"""A whole file of ten million letters is work a person waits for; its rows are limited elsewhere."""


class Clock:
    def __init__(self) -> None:
        self.tried = 0
        self.slow: list[tuple[float, str, str]] = []
        self.broken: list[str] = []
        self.longest, self.longest_of = 0.0, ""

    def time(self, where: str, what: str, work: Callable[[], Any], most_s: float = MOST_S) -> None:
        if any(where == known for _seconds, known, _what in self.slow):
            return
        self.tried += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, STOP_S)
        began = time.process_time()
        try:
            work()
        except _TooLong:
            pass
        except MemoryError as error:
            self.broken.append(f"{where} with {what}: {error!r}")
        except Exception:  # noqa: S110  a refusal is fine, whatever its kind; its price is measured
            pass
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seconds = time.process_time() - began
        if seconds > self.longest:
            self.longest, self.longest_of = seconds, f"{where} with {what}"
        if seconds > most_s:
            self.slow.append((seconds, where, what))


class _TooLong(BaseException):
    pass


def main(site_file: str, seed: str, kinds: str) -> dict[str, Any]:
    signal.signal(signal.SIGVTALRM, _stop)
    clock, given = Clock(), some(nonsense(int(seed)), int(kinds))
    known_patterns, known_readers, known_files = patterns(), readers(), files()
    for where, pattern in known_patterns.items():
        for what, text in given.items():
            sought: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
            clock.time(where, what, partial(_looks_for, pattern, sought))
    for where, reader in known_readers.items():
        for what, text in given.items():
            clock.time(where, what, partial(reader, text))
    for where, work in known_files.items():
        clock.time(where, "a file", work, FILE_S)
    pages = _ask_pages(clock, site_file, given)
    return {
        "tried": clock.tried,
        "slow": clock.slow,
        "broken": clock.broken,
        "patterns": len(known_patterns),
        "readers": len(known_readers),
        "files": len(known_files),
        "pages": pages,
        "longest": clock.longest,
        "longest_of": clock.longest_of,
    }


def some(given: dict[str, str], kinds: int) -> dict[str, str]:
    """So many kinds, evenly over all of them; 0 for all."""
    step = max(1, len(given) // kinds) if kinds else 1
    return dict(list(given.items())[::step])


def _ask_pages(clock: Clock, site_file: str, given: dict[str, str]) -> int:
    """Every page that asks anything, each of its questions a hundred kilobytes long."""
    kinds = list(given.items())
    asked = 0
    asking = [each for each in load(site_file).addresses if each.examples and each.fields]
    step = max(1, len(asking) // len(kinds))
    for number, address in enumerate(asking[::step]):
        if address.name == "account_logout":
            continue
        path, client = address.examples[0].partition("?")[0], client_of(address.person)
        client.get(path)
        what, text = kinds[number % len(kinds)]
        asked_for = dict.fromkeys([*address.fields[:ASKED], "q", "sau"], text)
        clock.time(path, what, partial(client.get, path, asked_for), PAGE_S)
        clock.time(f"{path} sent", what, partial(client.post, path, asked_for), PAGE_S)
        asked += 2
    return asked


def _looks_for(pattern: Any, text: Any) -> None:
    pattern.search(text)
    pattern.fullmatch(text)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLong
