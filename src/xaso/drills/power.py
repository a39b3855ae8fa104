"""R2 and R3: the power is cut at every moment at which the disk knows more than before.

strace tells what the server wrote, synced, renamed and removed. The disk is rebuilt as it would have been
found at each sync, twice: with nothing but what was synced, and with half of the rest in torn sectors.
On each such disk SQLite must be whole, every write a person had been told about must be there, and every
row's file must lie under its hash.

Turned red by `synchronous-off`, `no-file-sync` and `no-folder-sync` in tests/drills/broken.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from .ground import Ground, ground
from .image import Disk
from .ledger import Ledger, Write, damage, judge, rows_of_file
from .outcome import Outcome
from .power_commands import Found, as_folder, cut_backup, cut_upgrade, memory
from .tools import need
from .trace import Call, calls_of, strace
from .work import Crew, statuses, workers
from .work_leaders import Leaders

NAME = "power"
ABOUT = "ngắt điện ở từng thời điểm ghi đĩa: dữ liệu, tệp và giấy tờ đã báo nhận có còn đủ"
WRITES = 64
"""Of the four workers; leaders come on top."""
WITHIN_S = 240.0


def run(options: argparse.Namespace) -> Outcome:
    began, program = time.monotonic(), need("strace")
    found, ledger = Found(), Ledger()
    with ground() as place:
        before, out = Disk(place.data_dir), place.folder / "calls"
        _work(place, program, out, ledger, options)
        _judge_all(before, out, ledger, found, options.seed)
        wrong = _model_faults(before, place)
    at_work = found.points
    cut_upgrade(program, found, options.seed)
    cut_backup(program, found, options.seed)
    return Outcome(
        drill=NAME,
        n=found.points,
        seed=options.seed,
        seconds=time.monotonic() - began,
        lost=len(found.lost),
        faults=[*_as_faults(found), *wrong],
        more={
            "points_at_work": at_work,
            "images": found.images,
            "acknowledged": len(ledger.told),
            "kinds": dict(Counter(write.kind for write in ledger.told)),
            "corrupt": found.corrupt,
            "files_missing": found.missing_files,
            "not_kept": dict(statuses(ledger)),
        },
    )


def _work(
    place: Ground, program: str, out: Path, ledger: Ledger, options: argparse.Namespace
) -> None:
    place.serve(wrapper=strace(program, out))
    people = workers(place)
    leaders = Leaders(place, ledger)
    writes = options.n or WRITES
    with Crew(people, ledger, options.seed, writes):
        leaders.decide_and_number()
        if not ledger.wait_for(writes, WITHIN_S):
            raise RuntimeError(f"only {len(ledger.told)} writes were acknowledged in time")
    place.forget_server()


def _judge_all(disk: Disk, out: Path, ledger: Ledger, found: Found, seed: int) -> None:
    """Each time just before the disk learns more: then the most is still missing from it."""
    chance = random.Random(seed)  # noqa: S311  repeatable
    with out.open(encoding="utf-8") as lines:
        for call in calls_of(lines, disk.root):
            if disk.will_add(call):
                _judge_point(disk, ledger, call, found, chance)
            disk.follow(call)
    _judge_point(disk, ledger, None, found, chance)


def _judge_point(
    disk: Disk, ledger: Ledger, call: Call | None, found: Found, chance: random.Random
) -> None:
    told = [write for write in ledger.told if call is None or write.told_at < call.ended_at]
    found.points += 1
    for image in (dict(disk.sure()), dict(disk.torn(chance))):
        found.images += 1
        _judge_image(image, told, ledger, found)


def _judge_image(
    image: Mapping[str, bytes], told: Iterable[Write], ledger: Ledger, found: Found
) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = Path(name)
        as_folder(image, folder)
        wrong = damage(folder)
        if wrong:
            found.corrupt += 1
            found.faults[f"the database is damaged: {wrong[0]}"] += 1
            return
        judgement = judge(
            lambda sql: rows_of_file(folder, sql),
            lambda sha256: image.get(f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"),
            told,
            [*ledger.unanswered, *ledger.told],
        )
    found.lost.update(judgement.lost)
    found.missing_files += len(judgement.missing_files)
    found.faults.update(judgement.faults())


def _as_faults(found: Found) -> list[str]:
    return [f"{what} (on {count} disks)" for what, count in found.faults.most_common(8)]


def _model_faults(disk: Disk, place: Ground) -> list[str]:
    """The drill itself is right only if the calls add up to what really lies in the folder."""
    real = {
        str(path.relative_to(place.data_dir)): path.read_bytes()
        for path in place.data_dir.rglob("*")
        if path.is_file()
    }
    followed = disk.now()
    strange = [
        name
        for name in {*real, *followed}
        if real.get(name) != followed.get(name) and not name.endswith("-shm")
    ]
    return [f"the calls do not add up to {name}" for name in sorted(strange)[:3]]
