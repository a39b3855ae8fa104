"""All phones of a commune find a bar of signal in the same minute: each sends what it holds, at once."""

from __future__ import annotations

import argparse
import http
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from xaso.drills.ground import Ground, ground
from xaso.drills.outcome import percentile

from .installation import database
from .records import AT, write_households
from .said import Said
from .wire import BUSY, Member, made_members, pushed

ABOUT = "Trăm điện thoại của thôn gửi cùng một lúc"
PROMISED_S = {10: 2.0, 25: 6.0}
STORED = "select count(*) from sync_item"
DONE = f"{STORED} where state = 'ap_dung'"
ALL_DONE_WITHIN_S = 120


@dataclass
class Sent:
    seconds: float
    statuses: list[int]
    is_good: bool
    """In the end a signed receipt that covers all of it."""
    up: int
    down: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--phones", type=int, default=100, metavar="N")
    parser.add_argument(
        "--records", type=int, action="append", metavar="N", help="mỗi máy bao nhiêu"
    )
    parser.add_argument("--database-url", default="", metavar="URL", help="máy chủ PostgreSQL")


def run(options: argparse.Namespace) -> Said:
    rounds = []
    for records in options.records or sorted(PROMISED_S):
        with database(options.database_url) as url, ground(database_url=url) as place:
            rounds.append(measured_round(place, options.phones, records))
            sys.stderr.write(f"{rounds[-1]}\n")
    is_good = all(each["pass"] for each in rounds)
    text = "\n".join(
        f"{options.phones} máy × {each['records']} mục: trả lời hết sau {each['all_s']} giây "
        f"(giữa {each['p50_s']}), ghi xong sau {each['done_s']} giây."
        for each in rounds
    )
    return Said({"phones": options.phones, "rounds": rounds, "pass": is_good}, text, is_good)


def measured_round(place: Ground, count: int, records: int) -> dict[str, Any]:
    """`count` phones with `records` households each, all in the same moment."""
    members = made_members(place, count)
    place.serve()
    _sign_of_life(place, members[0])
    size = sum(
        write_households(each.phone, each.actor, each.village, records, seed=1) for each in members
    )
    before, done_before = _count(place, STORED), _count(place, DONE)
    began = time.monotonic()
    sent = _all_at_once(place.server.port, members)
    done_s = _until_all_is_done(place, done_before + count * records, began)
    seconds = [each.seconds for each in sent]
    statuses = Counter(status for each in sent for status in each.statuses)
    promised = PROMISED_S.get(records) if count >= 100 else None
    stored = _count(place, STORED) - before
    is_good = (
        all(each.is_good for each in sent)
        and not set(statuses) - {200, BUSY}
        and stored == count * records
        and done_s is not None
        and (promised is None or max(seconds) <= promised)
    )
    return {
        "records": records,
        "stored": stored,
        "all_s": round(max(seconds), 2),
        "p50_s": round(percentile(seconds, 0.5) or 0, 2),
        "p95_s": round(percentile(seconds, 0.95) or 0, 2),
        "done_s": done_s,
        "json_bytes": size,
        "up_bytes": sum(each.up for each in sent),
        "down_bytes": sum(each.down for each in sent),
        "statuses": dict(statuses),
        "pass": is_good,
    }


def _sign_of_life(place: Ground, member: Member) -> None:
    """Of a phone with nothing to send, as they come all day: the server has long been awake."""
    pushed(place.server.port, member.phone, member.phone.batch(now=AT))


def _all_at_once(port: int, members: list[Member]) -> list[Sent]:
    found, ready = [Sent(0.0, [], False, 0, 0)] * len(members), threading.Barrier(len(members))
    bodies = [each.phone.batch(now=AT) for each in members]

    def press(place: int) -> None:
        ready.wait()
        found[place] = _sent(port, members[place], bodies[place])

    threads = [threading.Thread(target=press, args=(place,)) for place in range(len(members))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _sent(port: int, member: Member, body: bytes) -> Sent:
    seconds, told = pushed(port, member.phone, body)
    is_told = told[-1].status == http.HTTPStatus.OK and member.phone.take(told[-1].answer)
    return Sent(
        seconds,
        [each.status for each in told],
        is_told and member.phone.received == len(member.phone.kept),
        sum(each.up for each in told),
        sum(each.down for each in told),
    )


def _until_all_is_done(place: Ground, wanted: int, began: float) -> float | None:
    while time.monotonic() - began < ALL_DONE_WITHIN_S:
        if _count(place, DONE) == wanted:
            return round(time.monotonic() - began, 1)
        time.sleep(0.3)
    return None


def _count(place: Ground, sql: str) -> int:
    ((found,),) = place.query(sql)
    return int(found)
