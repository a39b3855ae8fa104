"""R5: the disk of the server lies and fails: two in a hundred reads, writes, syncs and renames, then
two in a thousand, so that more comes through and what comes through is judged.

What was acknowledged is there, what was refused is not, nobody is shown the inside of the program, and
once the disk is well again everything goes on. Turned red by `answer-first` in tests/drills/broken.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import time
from pathlib import Path

from .browser import Answer
from .ground import Ground, ground
from .ledger import Ledger, damage, judge_folder
from .outcome import Outcome
from .tools import need
from .work import SAVED, Worker, statuses, workers

NAME = "io"
ABOUT = "ổ đĩa chập chờn, đọc ghi lúc được lúc không: có mất gì đã báo nhận, có lộ lỗi thô"
WRITES, SHARES = 400, (0.02, 0.002)
POINTS = (
    "posix/io/rw/pread", "posix/io/rw/pwrite", "posix/io/rw/pwrite/reduce", "posix/io/sync/*",
    "posix/io/oc/open", "posix/io/dir/rename", "posix/io/dir/unlink",
)  # fmt: skip
"""Of files alone: a pipe between two threads of one program does not go bad."""
OURS = ("Máy chủ gặp lỗi", "Ổ đĩa của máy chủ đã đầy", SAVED)
INSIDE = ("Traceback", "OperationalError", "django.", "sqlite3", "site-packages")
WELL_WITHIN_S = 30.0


def run(options: argparse.Namespace) -> Outcome:
    began, wanted = time.monotonic(), options.n or WRITES
    runner, control = need("fiu-run", "fiu-utils"), need("fiu-ctrl", "fiu-utils")
    ledger, chance = Ledger(), random.Random(options.seed)  # noqa: S311  repeatable
    shown: list[Answer] = []
    with ground() as place:
        pipes = place.folder / "fiu"
        place.serve(wrapper=[runner, "-x", "-f", str(pipes)])
        people = [_watched(person, shown) for person in workers(place)]
        for number in range(wanted):
            if number % 10 == 0:
                share = SHARES[number * len(SHARES) // wanted]
                _tell(control, pipes, _failing(share))
            people[number % len(people)].write(f"xd-io-{number}", chance, ledger)
        _tell(control, pipes, [f"disable name={each}" for each in POINTS])
        faults = [*_well_again(place, people, chance, ledger), *_raw(shown)]
        place.forget_server()
        judgement = judge_folder(place.data_dir, ledger)
        faults += [*judgement.faults(), *damage(place.data_dir)]
    return Outcome(
        drill=NAME,
        n=wanted,
        seed=options.seed,
        seconds=time.monotonic() - began,
        lost=len(judgement.lost),
        dup=len(judgement.doubled) + len(judgement.phantom),
        faults=faults,
        more={
            "acknowledged": len(ledger.told),
            "unanswered": len(ledger.unanswered),
            "refused": dict(statuses(ledger)),
            "shares": list(SHARES),
        },
    )


def _watched(person: Worker, shown: list[Answer]) -> Worker:
    """Every answer with an error is kept for the look at what people were shown."""

    def send(marker: str, chance: random.Random) -> tuple[Answer, str]:
        answer, file_hash = person.send(marker, chance)
        if answer.status >= 500:
            shown.append(answer)
        return answer, file_hash

    return Worker(person.kind, person.browser, send)


def _failing(share: float) -> list[str]:
    return [f"enable_random name={each},probability={share}" for each in POINTS]


def _tell(control: str, pipes: Path, commands: list[str]) -> None:
    """Every process of the server, those begun meanwhile too; one that has just gone is no trouble."""
    given = [word for command in commands for word in ("-c", command)]
    for pipe in pipes.parent.glob(f"{pipes.name}-*.in"):
        process = pipe.name.removeprefix(f"{pipes.name}-").removesuffix(".in")
        if Path(f"/proc/{process}").exists():
            subprocess.run(  # noqa: S603
                [control, "-f", str(pipes), *given, process],
                capture_output=True,
                timeout=20,
                check=False,
            )


def _well_again(
    place: Ground, people: list[Worker], chance: random.Random, ledger: Ledger
) -> list[str]:
    deadline = time.monotonic() + WELL_WITHIN_S
    for number, person in enumerate(people):
        tries = 0
        while not person.write(f"xd-well-{number}-{tries}", chance, ledger):
            tries += 1
            if time.monotonic() > deadline:
                return ["writing does not go on once the disk is well"]
            time.sleep(0.2)
    return [] if place.server.is_alive() else ["the server is gone"]


def _raw(shown: list[Answer]) -> list[str]:
    """An error page is ours and says what to do; it shows nothing of the inside."""
    strange = [answer for answer in shown if not any(words in answer.text for words in OURS)]
    inside = [answer for answer in shown if any(words in answer.text for words in INSIDE)]
    named = {"an error page that is not ours": strange, "the inside of the program": inside}
    return [
        f"people were shown {what} {len(found)} times: {found[0].text[:80]!r}"
        for what, found in named.items()
        if found
    ]
