"""All phones of a commune find a bar of signal in the same minute: each sends what it holds, at once."""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xaso.drills.ground import Ground, ground
from xaso.drills.outcome import percentile
from xaso.drills.phone import Phone

from .installation import database, told_by
from .said import Said

ABOUT = "Trăm điện thoại của thôn gửi cùng một lúc"
PATH = "/dong-bo/day"
PROMISED_S = {10: 2.0, 25: 6.0}
ALL_DONE_WITHIN_S = 120
BUSY = 503
AT = datetime.fromisoformat("2026-11-24T08:00:00+07:00")


@dataclass
class Sent:
    seconds: float
    statuses: list[int]
    is_good: bool
    """In the end a signed receipt that covers all of it."""


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
            rounds.append(_round(place, options.phones, records))
            sys.stderr.write(f"{rounds[-1]}\n")
    is_good = all(each["pass"] for each in rounds)
    text = "\n".join(
        f"{options.phones} máy × {each['records']} mục: trả lời hết sau {each['all_s']} giây "
        f"(giữa {each['p50_s']}), ghi xong sau {each['done_s']} giây."
        for each in rounds
    )
    return Said({"phones": options.phones, "rounds": rounds, "pass": is_good}, text, is_good)


def _round(place: Ground, count: int, records: int) -> dict[str, Any]:
    phones = [_phone(said) for said in told_by(place.env, "xaso.bench.phones_made", str(count))]
    place.serve()
    _sign_of_life(place, phones[0][0])
    bodies = [_written(phone, actor, village, records) for phone, actor, village in phones]
    began = time.monotonic()
    sent = _all_at_once(place.server.port, [phone for phone, *_rest in phones], bodies)
    done_s = _until_all_is_done(place, count * records, began)
    seconds = [each.seconds for each in sent]
    statuses = Counter(status for each in sent for status in each.statuses)
    promised = PROMISED_S.get(records)
    stored = _count(place, "select count(*) from sync_item")
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
        "statuses": dict(statuses),
        "pass": is_good,
    }


def _sign_of_life(place: Ground, phone: Phone) -> None:
    """Of a phone with nothing to send, as they come all day: the server has long been awake."""
    body = phone.batch(now=AT)
    _sent(place.server.port, phone, body, phone.headers("POST", PATH, body))


def _phone(said: dict[str, Any]) -> tuple[Phone, str, str]:
    key, own, server = (bytes.fromhex(said[name]) for name in ("key", "own", "server"))
    phone = Phone(UUID(said["device"]), key, {said["actor"]: own}, server)
    return phone, said["actor"], said["village"]


def _written(phone: Phone, actor: str, village: str, records: int) -> bytes:
    for number in range(records):
        name = f"Chủ hộ {phone.device.hex[-6:]}-{number}"
        body = {"head_name": name, "village": village, "members_count": number % 9 + 1}
        phone.save(actor, "residents.add_household", body, at=AT, scope=f"thon:{village}")
    return phone.batch(now=AT)


def _all_at_once(port: int, phones: list[Phone], bodies: list[bytes]) -> list[Sent]:
    found, ready = [Sent(0.0, [], False)] * len(phones), threading.Barrier(len(phones))

    def press(place: int) -> None:
        headers = phones[place].headers("POST", PATH, bodies[place])
        ready.wait()
        found[place] = _sent(port, phones[place], bodies[place], headers)

    threads = [threading.Thread(target=press, args=(place,)) for place in range(len(phones))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _sent(port: int, phone: Phone, body: bytes, headers: dict[str, str]) -> Sent:
    """Told to come back later it comes back later, as the client does."""
    began, statuses = time.monotonic(), []
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("POST", PATH, body, {**headers, "Content-Type": "application/gzip"})
        answer = line.getresponse()
        said = answer.read()
        line.close()
        statuses.append(answer.status)
        if answer.status != BUSY:
            break
        time.sleep(int(answer.headers["Retry-After"]))
    took = time.monotonic() - began
    is_good = answer.status == http.HTTPStatus.OK and phone.take(json.loads(said))
    return Sent(took, statuses, is_good and phone.received == len(phone.kept))


def _until_all_is_done(place: Ground, wanted: int, began: float) -> float | None:
    while time.monotonic() - began < ALL_DONE_WITHIN_S:
        if _count(place, "select count(*) from sync_item where state = 'ap_dung'") == wanted:
            return round(time.monotonic() - began, 1)
        time.sleep(0.3)
    return None


def _count(place: Ground, sql: str) -> int:
    ((found,),) = place.query(sql)
    return int(found)
