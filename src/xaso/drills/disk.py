"""R4: the disk runs full while people write, and room is made again.

Every refusal is a 507 in plain words, reads go on, nothing acknowledged is lost, nothing is half there,
and writing goes on by itself once there is room. Turned red by `deaf-to-full-disk` in tests/drills/broken
(the page for a full disk is taken away: people meet the page for a bug).
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from .browser import Answer, Browser
from .ground import Ground, ground
from .ledger import Ledger, damage, judge_folder
from .outcome import Outcome, percentile
from .small_disk import SmallDisk, small_disk
from .work import GIVE, Worker, is_kept, statuses, task_fields, workers

NAME = "disk"
ABOUT = "làm đầy ổ đĩa khi đang gửi, rồi dọn chỗ: có mất gì, có báo rõ, có tự chạy lại"
SPARE_BYTES, ROOM_BYTES = 12_000_000, 3_000_000
REFUSALS = 24
NO_ROOM = 507
WORDS = "Ổ đĩa của máy chủ đã đầy"
TYPED = "Rà soát sóng di động ở thôn xa"
BACK_WITHIN_S = 10.0
PAGES = ("/", "/ke-hoach/viec/", "/ke-hoach/", GIVE)


def run(options: argparse.Namespace) -> Outcome:
    began, ledger = time.monotonic(), Ledger()
    refusals, chance = options.n or REFUSALS, random.Random(options.seed)  # noqa: S311
    with ground() as place, small_disk(place, SPARE_BYTES) as disk:
        place.serve()
        people = workers(place)
        reader = place.sign_in("thao.giaphu")
        disk.leave_room(ROOM_BYTES)
        _write_until_full(people, ledger, chance, refusals)
        left = disk.free_bytes()
        told = len(ledger.told)
        faults = [*_unclear(ledger), *_lost_words(people), *_unread(reader, place)]
        waited = _recover(disk, people, ledger, chance)
        if waited > BACK_WITHIN_S:
            faults.append(f"writing went on only after {waited:.1f} s")
        place.forget_server()
        seen = disk.copy_out()
        judgement = judge_folder(seen, ledger)
        faults += [*judgement.faults(), *damage(seen), *_leftovers(seen)]
    return Outcome(
        drill=NAME,
        n=refusals,
        seed=options.seed,
        seconds=time.monotonic() - began,
        lost=len(judgement.lost),
        dup=len(judgement.doubled) + len(judgement.phantom),
        p50=percentile([waited], 0.5),
        p95=percentile([waited], 0.95),
        faults=faults,
        more={
            "acknowledged": len(ledger.told),
            "before_full": told,
            "refused": dict(statuses(ledger)),
            "free_bytes_when_full": left,
            "back_after_s": round(waited, 2),
        },
    )


def _write_until_full(
    people: list[Worker], ledger: Ledger, chance: random.Random, refusals: int
) -> None:
    for number in range(2_000):
        people[number % len(people)].write(f"xd-full-{number}", chance, ledger)
        if len(ledger.refused) >= refusals:
            return
    raise RuntimeError("the disk did not run full")


def _unclear(ledger: Ledger) -> list[str]:
    return [
        f"{count} writes on a full disk were answered with {status}"
        for status, count in statuses(ledger).items()
        if status != str(NO_ROOM)
    ]


def _lost_words(people: list[Worker]) -> list[str]:
    """The page says what happened and gives back what was typed. A small write may still find room."""
    minh = people[1].browser
    try:
        answer = _until_refused(minh)
    except LookupError as error:
        return [f"a full disk shows {error}"]
    if answer is None:
        return ["a full disk took every small write"]
    wanted = {"the reason": WORDS, "what was typed": TYPED, "a button to send again": "Gửi lại"}
    return [f"the page lacks {what}" for what, text in wanted.items() if text not in answer.text]


def _until_refused(minh: Browser) -> Answer | None:
    form = minh.form(GIVE)
    fields = {**form.fields, **task_fields(TYPED, lead=form.choices["lead"][-1])}
    for _ in range(200):
        answer = minh.post(GIVE, fields)
        if answer.status != 302:
            return answer
    return None


def _unread(reader: Browser, place: Ground) -> list[str]:
    """Pages of a person at work, and the first page of a stranger."""
    stranger = place.browser()
    answers = [
        *(reader.get(path) for path in PAGES),
        stranger.get("/"),
        stranger.get("/dang-nhap/"),
    ]
    # The first address of a person sends on to the work of the day.
    bad = [a for a in answers if a.status != 200 and not (a.path == "/" and is_kept(a))]
    return [f"{answer.path} was not read on a full disk ({answer.status})" for answer in bad]


def _recover(
    disk: SmallDisk, people: list[Worker], ledger: Ledger, chance: random.Random
) -> float:
    """Seconds from making room until each kind of write is taken again."""
    disk.make_room()
    began = time.monotonic()
    for number, person in enumerate(people):
        again = 0
        while not person.write(f"xd-again-{number}-{again}", chance, ledger):
            again += 1
            if time.monotonic() - began > 3 * BACK_WITHIN_S:
                return time.monotonic() - began
            time.sleep(0.1)
    return time.monotonic() - began


def _leftovers(folder: Path) -> list[str]:
    """Half-written files would keep the disk full."""
    strange = [path for path in (folder / "files").rglob("tmp*") if path.is_file()]
    return [f"{len(strange)} half-written files were left"] if strange else []
