"""R10: the clock of the server is an hour behind, then 400 days ahead, then right again; the clock of a
phone is three days behind and 400 days ahead.

No date anybody was given moves, nothing is opened or closed by a clock nobody believes yet, nothing
acknowledged is lost, events stay in the order of their numbers, everybody can sign in afterwards. Turned
red by `believes-any-clock` in tests/drills/broken.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from .bent_time import bent
from .crowd import open_people
from .crowd_people import username
from .ground import Ground, ground
from .ledger import Ledger, Write, judge_folder
from .outcome import Outcome
from .tools import need
from .work import Worker, by_village, given_task, statuses, village_id, workers

NAME = "clock"
ABOUT = "đồng hồ máy chủ và điện thoại sai giờ: có sai hạn, mất bài, khóa nhầm người"
SHIFTS = ("", "-1h", "+400d", "")
ROUNDS = 3
LOOKS_S = 8.0
"""Work by the clock is looked for every three seconds."""
IN_OFFICE = ("thao.giaphu", "minh.giaphu", "lan.giaphu", "mai.giaphu", "pao.mau-son")
Dates = dict[str, tuple[str | None, str | None]]


def run(options: argparse.Namespace) -> Outcome:
    began, program = time.monotonic(), need("faketime")
    ledger, rounds = Ledger(), options.n or ROUNDS
    chance = random.Random(options.seed)  # noqa: S311  repeatable
    with ground() as place:
        before, own = _dates(place), _own_tasks(place)
        for number, shift in enumerate(SHIFTS):
            with _at(place, program, shift):
                _write(workers(place), ledger, chance, number, rounds)
                time.sleep(LOOKS_S if shift == "+400d" else 0)
        faults = [*_moved(before, _dates(place)), *_ghosts(own, _own_tasks(place))]
        faults += [*_out_of_order(place, ledger), *_stamped(place, program)]
        faults += [f"{count} answers with {status}" for status, count in statuses(ledger).items()]
        faults += _chain(place)
        judgement = judge_folder(place.data_dir, ledger)
    faults += [*judgement.faults(), *_closed_by_mistake(program)]
    return Outcome(
        drill=NAME,
        n=len(SHIFTS) * rounds,
        seed=options.seed,
        seconds=time.monotonic() - began,
        lost=len(judgement.lost),
        dup=len(judgement.doubled),
        faults=faults,
        more={"acknowledged": len(ledger.told), "shifts": [shift or "right" for shift in SHIFTS]},
    )


@contextmanager
def _at(place: Ground, program: str, shift: str) -> Iterator[None]:
    """The server lives at the wrong time; the people and this drill do not."""
    place.serve(wrapper=bent(place, program, shift))
    try:
        yield
    finally:
        place.forget_server()


def _write(
    people: list[Worker], ledger: Ledger, chance: random.Random, shift: int, rounds: int
) -> None:
    for number in range(rounds):
        for kind, person in enumerate(people):
            person.write(f"xd-{shift}-{number}-{kind}", chance, ledger)


def _dates(place: Ground) -> Dates:
    rows = place.query("select id, due_date, original_due_date from plans_task")
    return {str(row[0]): (row[1], row[2]) for row in rows}


def _moved(before: Dates, after: Dates) -> list[str]:
    moved = [task for task, dates in before.items() if after.get(task) != dates]
    return [f"{len(moved)} deadlines are not what they were"] if moved else []


def _own_tasks(place: Ground) -> int:
    """Tasks that no drill made."""
    made = "title like 'xd-%' or title in ('Nộp tệp', 'Thôn báo số')"
    ((count,),) = place.query(f"select count(*) from plans_task where not ({made})")  # noqa: S608
    return int(count)


def _ghosts(before: int, after: int) -> list[str]:
    return [f"{after - before} tasks were opened by a wrong clock"] if after != before else []


def _out_of_order(place: Ground, ledger: Ledger) -> list[str]:
    """What was written later has the higher number, whatever the clock said."""
    numbers = dict(
        place.query(
            "select t.title, e.number from plans_task t join events_event e on e.subject_id = t.id"
            " where e.kind = 'plans.task.drafted' and t.title like 'xd-%'"
        )
    )
    written = [numbers[each.marker] for each in _in_order(ledger) if each.marker in numbers]
    return [] if written == sorted(written) else ["events are not in the order of their numbers"]


def _in_order(ledger: Ledger) -> list[Write]:
    return sorted(ledger.told, key=lambda write: write.told_at)


def _chain(place: Ground) -> list[str]:
    found = place.run("events", "verify", fine=(0, 1))
    return [] if found["ok"] else [f"the chain is broken: {found['first_broken']}"]


def _stamped(place: Ground, program: str) -> list[str]:
    """Everybody signs in again, and reports with a phone's wrong stamp are taken."""
    with _at(place, program, ""):
        for name in IN_OFFICE:
            place.sign_in(name)
        village = village_id(place, "Mẫu Sơn")
        minh = place.sign_in("minh.giaphu")
        task = given_task(minh, place, "Điện thoại sai giờ", **by_village(village))
        done = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "xaso.drills.clock_stamps", task, village],
            env={**place.env, "DJANGO_SETTINGS_MODULE": "xaso.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        return [f"a stamp was refused: {done.stderr.strip()[-300:]}"]
    said = json.loads(done.stdout)
    ahead = [each for each in said if _moment(each["counts"]) > _moment(each["at"])]
    return ["a report counts from a moment that has not come yet"] if ahead else []


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _closed_by_mistake(program: str) -> list[str]:
    """In a commune with real accounts nobody is shut out because the year was wrong for a while."""
    with ground(sample=()) as place:
        open_people(place, 3)
        for shift in ("", "+400d"):
            with _at(place, program, shift):
                time.sleep(LOOKS_S)
        with _at(place, program, ""):
            found = place.query("select username from people_account where not is_active")
            shut = {name for (name,) in found} | _not_let_in(place)
    return [f"{name} is shut out after the clock was wrong" for name in sorted(shut)]


def _not_let_in(place: Ground) -> set[str]:
    shut = set()
    for name in [username(number) for number in range(3)]:
        try:
            place.sign_in(name, place.admin["one_time_password"])
        except PermissionError:
            shut.add(name)
    return shut
