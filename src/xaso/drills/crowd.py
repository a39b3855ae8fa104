"""R15: fifty people press at the same moment. One number each, one acceptance, no silent overwriting.

Turned red by `number-from-memory` (the next number is read outside the lock) and `last-one-wins` (an
edit does not look at what stands there now) in tests/drills/broken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .browser import Answer, Browser
from .crowd_people import username
from .ground import Ground, ground
from .outcome import Outcome, percentile
from .work import (
    BROKEN_LINE,
    account_id,
    by_village,
    dashed,
    given_task,
    is_kept,
    photo_of,
    village_id,
)
from .work_leaders import drafted_paper

NAME = "crowd"
ABOUT = "nhiều người bấm cùng một lúc: cấp số, duyệt, sửa một việc, chạy một việc nền"
PEOPLE = 50
REFUSED = 422
LOCKED = ("database is locked", "deadlock detected")


@dataclass
class Result:
    answers: list[Answer] = field(default_factory=list)
    dup: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        self.answers += other.answers
        self.dup, self.lost = self.dup + other.dup, self.lost + other.lost
        self.faults += other.faults

    @property
    def kept(self) -> list[int]:
        """Which of the people were told yes, in the order they stood."""
        return [place for place, answer in enumerate(self.answers) if is_kept(answer)]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--database-url", default="", metavar="URL", help="một PostgreSQL trống, dùng một lần"
    )


def run(options: argparse.Namespace) -> Outcome:
    began, count = time.monotonic(), options.n or PEOPLE
    total = Result()
    with ground(database_url=options.database_url) as place:
        open_people(place, count)
        place.serve(workers=2, env={"XASO_JOBS": "apart"})
        people = [place.sign_in(username(number)) for number in range(count)]
        scenes = (_take_numbers, _accept, _edit_one_field, _edit_two_fields, _edit_one_household,
                  _start_one_job)  # fmt: skip
        seconds = {}
        for scene in scenes:
            result = scene(place, people)
            seconds[scene.__name__.strip("_")] = _p95(result.answers)
            total.add(result)
        total.faults += _said_locked(place)
    return _outcome(options, count, time.monotonic() - began, total, seconds)


def open_people(place: Ground, count: int) -> None:
    subprocess.run(  # noqa: S603  our own program
        [*place.wrapper, sys.executable, "-m", "xaso.drills.crowd_people", str(count)],
        env={**place.env, "DJANGO_SETTINGS_MODULE": "xaso.config.settings"},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def together(sends: Sequence[Callable[[], Answer]]) -> Result:
    """All at once; whoever got no answer at all stands among the faults."""
    result, ready = Result(answers=[NOBODY] * len(sends)), threading.Barrier(len(sends))

    def press(place: int) -> None:
        ready.wait()
        try:
            result.answers[place] = sends[place]()
        except BROKEN_LINE as error:
            result.faults.append(f"no answer: {error}")

    threads = [threading.Thread(target=press, args=(place,)) for place in range(len(sends))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.faults += _strange(result.answers)
    return result


NOBODY = Answer(0, {}, b"", "", 0.0)


def _strange(answers: Sequence[Answer]) -> list[str]:
    """Yes, or no in words: nothing else."""
    return [
        f"{answer.path} answered {answer.status} {answer.went_to}".strip()
        for answer in answers
        if answer is not NOBODY and not is_kept(answer) and answer.status != REFUSED
    ]


def _take_numbers(place: Ground, people: Sequence[Browser]) -> Result:
    """Each has a paper; the numbers follow one another without gap or double."""
    before = _numbers(place)
    papers = [drafted_paper(people[0], number) for number in range(len(people))]
    paths = [f"/van-ban/{paper}/cap-so/" for paper in papers]
    result = together([_pressing(who, path) for who, path in zip(people, paths, strict=True)])
    given = sorted(set(_numbers(place)) - set(before))
    doubled = len(_numbers(place)) - len(before) - len(given)
    first = max(before, default=0) + 1
    result.dup += doubled
    result.lost += max(0, len(result.kept) - len(given))
    if given != list(range(first, first + len(given))):
        result.faults.append(f"numbers with a gap: {given}")
    if len(result.kept) != len(people):
        result.faults.append(f"{len(people) - len(result.kept)} papers got no number")
    return result


def _numbers(place: Ground) -> list[int]:
    rows = place.query(
        "select number from papers_officialpaper where number is not null and series = 'BC'"
    )
    return [number for (number,) in rows]


def _accept(place: Ground, people: Sequence[Browser]) -> Result:
    """One submission, everybody accepts it: once."""
    minh, pao = place.sign_in("minh.giaphu"), place.sign_in("pao.mau-son")
    village = village_id(place, "Mẫu Sơn")
    task = given_task(minh, place, "Nhiều người cùng duyệt", **by_village(village))
    report = {"outcome": "XONG", "number": "9", "note": "xd-crowd"}
    pao.submit(f"/ke-hoach/thon/viec/{task}/{village}/", report, [("photos", photo_of(1))])
    ((found,),) = place.query("select id from plans_submission where note = 'xd-crowd'")
    path = f"/ke-hoach/nop/{dashed(found)}/duyet/"
    result = together([_pressing(who, path) for who in people])
    result.dup += max(0, len(result.kept) - 1)
    accepted = _count(place, "plans.submission.accepted", task)
    if (len(result.kept), accepted) != (1, 1):
        result.faults.append(f"{len(result.kept)} were told yes, {accepted} acceptances")
    return result


def _edit_one_field(place: Ground, people: Sequence[Browser]) -> Result:
    """Everybody saw the same text and changes it: the first is kept, the others see the clash."""
    task, path = _task_to_edit(place, "Cùng sửa một ô")
    typed = [f"Sản phẩm của người thứ {number}" for number in range(len(people))]
    result = together([_editing(who, path, product=text) for who, text in _pair(people, typed)])
    ((stands,),) = place.query("select product from plans_task where title = 'Cùng sửa một ô'")
    _one_text_is_kept(result, typed, stands)
    return _edits_are_told(place, "plans.task.edited", task, result)


def _one_text_is_kept(result: Result, typed: Sequence[str], stands: str) -> None:
    result.lost += sum(typed[who] != stands for who in result.kept)
    blind = [a for a in result.answers if a.status == REFUSED and stands not in a.text]
    if blind:
        result.faults.append(f"{len(blind)} people do not see what the other wrote")
    if not result.kept:
        result.faults.append("nobody could save")


def _edit_two_fields(place: Ground, people: Sequence[Browser]) -> Result:
    """Half change one field, half another: one of each is kept, and both stand together."""
    task, path = _task_to_edit(place, "Cùng sửa hai ô")
    names = ["product" if number % 2 else "coworkers_text" for number in range(len(people))]
    typed = [f"{name} của người thứ {number}" for number, name in enumerate(names)]
    sends = [
        _editing(who, path, **{name: text}) for who, name, text in _pair(people, names, typed)
    ]
    result = together(sends)
    ((product, coworkers),) = place.query(
        "select product, coworkers_text from plans_task where title = 'Cùng sửa hai ô'"
    )
    kept = {typed[who] for who in result.kept}
    result.lost += len(kept - {product, coworkers})
    if kept != {product, coworkers}:
        result.faults.append("two fields changed by two people do not both stand")
    return _edits_are_told(place, "plans.task.edited", task, result)


def _edit_one_household(place: Ground, people: Sequence[Browser]) -> Result:
    """The same with the name of a head of household, which lists and drives show."""
    code = "XD-CROWD"
    new = {"village": dashed(village_id(place, "Mẫu Sơn")), "head_name": "Chủ hộ cũ", "code": code}
    people[0].submit("/ho-dan/them/", new)
    ((found,),) = place.query("select id from residents_household where code = ?", code)
    path = f"/ho-dan/{dashed(found)}/sua/"
    typed = [f"Chủ hộ do người thứ {number} ghi" for number in range(len(people))]
    result = together([_editing(who, path, head_name=text) for who, text in _pair(people, typed)])
    ((stands,),) = place.query("select head_name from residents_household where code = ?", code)
    _one_text_is_kept(result, typed, stands)
    return _edits_are_told(place, "residents.household.edited", dashed(found), result)


def _start_one_job(place: Ground, people: Sequence[Browser]) -> Result:
    """Everybody has the machine examined while nobody works the queue off: one job waits."""
    result = together([_pressing(who, EXAMINE) for who in people])
    ((waiting,),) = place.query("select count(*) from jobs_job where name = 'doctor.examine'")
    result.dup += max(0, waiting - 1)
    if waiting != 1:
        result.faults.append(f"{waiting} jobs wait")
    return result


EXAMINE = "/suc-khoe-may/kham-ky/"


def _task_to_edit(place: Ground, title: str) -> tuple[str, str]:
    minh, lead = place.sign_in("minh.giaphu"), account_id(place, "chi.giaphu")
    task = given_task(minh, place, title, lead=lead)
    return task, f"/ke-hoach/viec/{task}/sua/"


def _edits_are_told(place: Ground, kind: str, subject: str, result: Result) -> Result:
    """Who was told "saved" has an event, and nobody else."""
    told = _count(place, kind, subject)
    if told != len(result.kept):
        result.faults.append(f"{len(result.kept)} were told yes, {told} edits in the diary")
    return result


def _count(place: Ground, kind: str, subject: str) -> int:
    given = subject if place.env.get("DATABASE_URL") else subject.replace("-", "")
    ((count,),) = place.query(
        "select count(*) from events_event where kind = ? and subject_id = ?", kind, given
    )
    return int(count)


def _pressing(who: Browser, path: str) -> Callable[[], Answer]:
    """The form is open before anybody presses; boxes to tick are ticked."""
    form = who.form(path)
    ticks = {name: given[0] for name, given in form.choices.items()}
    return lambda: who.post(path, {**form.fields, **ticks})


def _editing(who: Browser, path: str, **changed: str) -> Callable[[], Answer]:
    form = who.form(path)
    return lambda: who.post(path, {**form.fields, **changed})


def _pair(*lists: Sequence[Any]) -> list[tuple[Any, ...]]:
    return list(zip(*lists, strict=True))


def _said_locked(place: Ground) -> list[str]:
    said = place.server.said()
    return [f"the server said: {words}" for words in LOCKED if words in said]


def _p95(answers: Sequence[Answer]) -> float | None:
    found = percentile([answer.seconds for answer in answers], 0.95)
    return None if found is None else round(found, 2)


def _outcome(
    options: argparse.Namespace, count: int, seconds: float, total: Result, p95s: dict[str, Any]
) -> Outcome:
    waits = [answer.seconds for answer in total.answers]
    return Outcome(
        drill=NAME,
        n=count,
        seed=options.seed,
        seconds=seconds,
        lost=total.lost,
        dup=total.dup,
        p50=percentile(waits, 0.5),
        p95=percentile(waits, 0.95),
        faults=total.faults[:12],
        more={"database": "postgresql" if options.database_url else "sqlite", "p95_of": p95s},
    )
