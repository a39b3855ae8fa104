"""People at work over HTTP, each write with a marker of its own: drafts with a scan, tasks given,
evidence files, village reports with a number and a photo."""

from __future__ import annotations

import http.client
import io
import itertools
import math
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from PIL import Image

from xaso.lib.dates import TZ

from .browser import Answer, Browser, File
from .ground import Ground
from .ledger import Ledger, Write, now

BROKEN_LINE = (OSError, http.client.HTTPException)
SAVED = "Việc vừa rồi đã được lưu"
GIVE = "/ke-hoach/viec/giao/"
Send = Callable[[str, random.Random], tuple[Answer, str]]
"""Sends one write with the marker; the answer, and the SHA-256 of a file kept as it came."""


@dataclass(frozen=True)
class Worker:
    """One person doing the same thing again and again."""

    kind: str
    browser: Browser
    send: Send

    def write(self, marker: str, chance: random.Random, ledger: Ledger) -> bool:
        """True when the server said that it is kept."""
        write = Write(self.kind, marker, now())
        try:
            answer, file_hash = self.send(marker, chance)
        except BROKEN_LINE:
            ledger.leave_open(write)
            return False
        write = replace(write, told_at=now(), sha256=file_hash)
        if is_kept(answer):
            ledger.acknowledge(write)
            return True
        if answer.status == http.client.INTERNAL_SERVER_ERROR:
            ledger.leave_open(write)  # the page says that it may not be saved, and to look first
        ledger.refuse(write, answer.status)
        return False


def is_kept(answer: Answer) -> bool:
    """A form that was taken sends the browser on, and not to the sign-in page; or the page of an
    error says in words that it was saved."""
    if answer.status == http.client.FOUND:
        return not answer.went_to.startswith("/dang-nhap")
    return answer.status >= http.client.INTERNAL_SERVER_ERROR and SAVED in answer.text


def workers(place: Ground) -> list[Worker]:
    """Four people of Gia Phú, each at a page that was opened before."""
    minh, chi = place.sign_in("minh.giaphu"), place.sign_in("chi.giaphu")
    lan, pao = place.sign_in("lan.giaphu"), place.sign_in("pao.mau-son")
    return [
        Worker("task", lan, drafts(lan)),
        Worker("task", minh, gives(minh)),
        Worker("evidence", chi, hands_in(chi, place, minh)),
        Worker("report", pao, reports(pao, place, minh)),
    ]


def drafts(lan: Browser) -> Send:
    """A draft with the scan of the paper it comes from."""
    form = lan.form(GIVE)

    def send(marker: str, chance: random.Random) -> tuple[Answer, str]:
        name, content = pdf(marker, chance)
        given = {**form.fields, "title": marker, "lam": "nhap"}
        return lan.post(GIVE, given, [("scan", (name, content))]), sha256(content).hexdigest()

    return send


def gives(minh: Browser) -> Send:
    """A task given at once: it takes the next number of its year."""
    form = minh.form(GIVE)
    lead = form.choices["lead"][-1]

    def send(marker: str, chance: random.Random) -> tuple[Answer, str]:
        return minh.post(GIVE, {**form.fields, **task_fields(marker, lead=lead)}), ""

    return send


def hands_in(chi: Browser, place: Ground, minh: Browser) -> Send:
    """Files towards a task that asks for many."""
    mine = account_id(place, "chi.giaphu")
    task = given_task(minh, place, "Nộp tệp", lead=mine, evidence_kind="tep", evidence_count="999")
    path = f"/ke-hoach/viec/{task}/nop/"
    form = chi.form(path)

    def send(marker: str, chance: random.Random) -> tuple[Answer, str]:
        name, content = pdf(marker, chance)
        given = {**form.fields, "caption": marker}
        files = [("attachments", (name, content))]
        return chi.post(path, given, files), sha256(content).hexdigest()

    return send


def reports(pao: Browser, place: Ground, minh: Browser) -> Send:
    """A number and a photo; the later report takes the place of the one that still waits."""
    village = village_id(place, "Mẫu Sơn")
    task = given_task(minh, place, "Thôn báo số", **by_village(village))
    path = f"/ke-hoach/thon/viec/{task}/{village}/"
    form = pao.form(path)

    def send(marker: str, chance: random.Random) -> tuple[Answer, str]:
        given = {
            **form.fields,
            "note": marker,
            "outcome": "XONG",
            "number": str(chance.randrange(1, 80)),
        }
        return pao.post(path, given, [("photos", photo(chance))]), ""

    return send


def task_fields(title: str, **more: str | list[str]) -> dict[str, str | list[str]]:
    due = datetime.now(TZ) + timedelta(days=20)
    usual = {
        "title": title,
        "product": "Biên bản",
        "due_date": due.strftime("%d/%m/%Y"),
        "evidence_kind": "so_van_ban",
        "evidence_count": "1",
        "lam": "giao",
    }
    return {**usual, **more}


def by_village(village: str) -> dict[str, str | list[str]]:
    """A task that the village itself owes a number for."""
    return {"lead_role": "truong_thon", "villages": [village], "evidence_kind": "so_lieu"}


def given_task(minh: Browser, place: Ground, title: str, **more: str | list[str]) -> str:
    """The id of a task given just now."""
    answer = minh.submit(GIVE, task_fields(title, **more))
    if not is_kept(answer):
        raise RuntimeError(f"the task was not given: {answer.status}")
    for _ in range(30):
        found = place.query("select id from plans_task where title = ?", title)
        if found:
            return dashed(found[0][0])
        time.sleep(0.1)
    raise RuntimeError("the task was acknowledged and is not there")


def account_id(place: Ground, username: str) -> str:
    ((found,),) = place.query("select id from people_account where username = ?", username)
    return dashed(found)


def village_id(place: Ground, name: str) -> str:
    ((found,),) = place.query(
        "select id from units_village where name = ? and commune_id = '02923'", name
    )
    return dashed(found)


def dashed(row_id: object) -> str:
    """An id as pages write it; SQLite keeps it without dashes."""
    text = str(row_id).replace("-", "")
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def pdf(marker: str, chance: random.Random) -> File:
    """A PDF nobody else has, 2 to 40 kB."""
    filling = chance.randbytes(chance.randrange(1_000, 20_000)).hex()
    return "van-ban.pdf", f"%PDF-1.4\n% {marker}\n% {filling}\n%%EOF\n".encode()


def photo(chance: random.Random) -> File:
    picture = Image.frombytes("RGB", (48, 36), chance.randbytes(48 * 36 * 3))
    out = io.BytesIO()
    picture.resize((480, 360)).save(out, "JPEG")
    return "anh.jpg", out.getvalue()


def photo_of(number: int) -> File:
    return photo(random.Random(number))  # noqa: S311


class Crew:
    """The workers at work in threads, until told to rest; all stop when the server is away."""

    def __init__(
        self, people: list[Worker], ledger: Ledger, seed: int, most: float = math.inf
    ) -> None:
        self.people, self.ledger, self.seed = people, ledger, seed
        self.most = most
        """Writes in all; then everybody rests."""
        self.open, self.over = threading.Event(), threading.Event()
        self.open.set()
        self.count = itertools.count(1)
        self.threads = [
            threading.Thread(target=self._work, args=(person, number), daemon=True)
            for number, person in enumerate(people)
        ]

    def __enter__(self) -> Crew:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.open.set()
        for thread in self.threads:
            thread.join(90)

    def _work(self, person: Worker, number: int) -> None:
        chance = random.Random(self.seed * 100 + number)  # noqa: S311  repeatable, no secret
        while not self.over.is_set():
            self.open.wait()
            number = next(self.count)
            if self.over.is_set() or number > self.most:
                return
            person.write(f"xd-{self.seed}-{number}", chance, self.ledger)


def statuses(ledger: Ledger) -> Mapping[str, int]:
    """How often each answer that keeps nothing was given."""
    found: dict[str, int] = {}
    for _, status in ledger.refused:
        found[str(status)] = found.get(str(status), 0) + 1
    return found
