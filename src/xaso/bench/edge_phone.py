"""Runs at the far end of a bad line: `python -m xaso.bench.edge_phone`.

The first phone sends all it holds, in batches as the client makes them. The second one's answer is cut off
after a few bytes: it asks how far the commune has come, and sends what is left.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

from xaso.drills.weak_line import tell_line

from .records import AT, write_households
from .wire import ASK, PUSH, Line, Member, member_of

BATCH_BYTES = 8_000
"""What the client begins with; twice it went well, it sends more at once."""
TIMEOUT_S, HEARD_AFTER = 7.0, 50


def main(members: list[Member], host: str, port: int, records: int, seed: int) -> dict[str, Any]:
    size = write_households(members[0].phone, members[0].actor, members[0].village, records, seed)
    line, began, up, down = Line(host, port), time.monotonic(), 0, 0
    phone = members[0].phone
    while phone.received < len(phone.kept):
        told = line.send(phone, "POST", PUSH, _batch(members[0]))
        up, down = up + told.up, down + told.down
        phone.take(told.answer)
    seconds = time.monotonic() - began
    return {
        "json_bytes": size,
        "up_bytes": up,
        "down_bytes": down,
        "seconds": round(seconds, 1),
        "received": phone.received,
        **_after_a_lost_answer(members[1], Line(host, port, TIMEOUT_S), records, seed),
    }


def _after_a_lost_answer(member: Member, line: Line, records: int, seed: int) -> dict[str, Any]:
    phone = member.phone
    write_households(phone, member.actor, member.village, records, seed + 1)
    body = phone.batch(now=AT)
    tell_line(f"cut-after down {HEARD_AFTER}")
    with suppress(OSError, HTTPException):
        line.send(phone, "POST", PUSH, body)
        raise SystemExit("the answer was not cut")
    line.close()
    tell_line("up")
    asked = line.send(phone, "GET", f"{ASK}?n={len(phone.kept)}")
    phone.take(asked.answer)
    again = 0 if phone.received == len(phone.kept) else len(phone.batch(now=AT))
    return {"asked_bytes": asked.up, "told_bytes": asked.down, "again_bytes": again}


def _batch(member: Member) -> bytes:
    """As many as fit."""
    most = len(member.phone.kept)
    while len(body := member.phone.batch(now=AT, most=most)) > BATCH_BYTES:
        most = most * BATCH_BYTES // len(body)
    return body


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m xaso.bench.edge_phone")
    parser.add_argument("members", type=Path)
    parser.add_argument("records", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    known = [member_of(said) for said in json.loads(given.members.read_text())]
    said = main(known, given.host, given.port, given.records, given.seed)
    sys.stdout.write(json.dumps(said))
