"""The chairman accepts what villages sent; the clerk gives numbers to papers."""

from __future__ import annotations

from datetime import datetime

from xaso.lib.dates import TZ

from .browser import Answer, Browser
from .ground import Ground
from .ledger import Ledger, Write, now
from .work import by_village, dashed, given_task, is_kept, photo_of, village_id

REPORTS, PAPERS = 4, 2


class Leaders:
    def __init__(self, place: Ground, ledger: Ledger) -> None:
        self.place, self.ledger = place, ledger
        self.minh, self.pao = place.sign_in("minh.giaphu"), place.sign_in("pao.mau-son")
        self.thao, self.mai = place.sign_in("thao.giaphu"), place.sign_in("mai.giaphu")

    def decide_and_number(self) -> None:
        for number in range(REPORTS):
            self._accept(number)
            if number < PAPERS:
                self._number(number)

    def _accept(self, number: int) -> None:
        """A village reports on a task of its own, the chairman accepts."""
        village = village_id(self.place, "Mẫu Sơn")
        task = given_task(self.minh, self.place, f"Báo số lần {number}", **by_village(village))
        path = f"/ke-hoach/thon/viec/{task}/{village}/"
        given = {"outcome": "XONG", "number": "12", "note": f"xd-leaders-{number}"}
        report = Write("report", given["note"], now())
        self._tell(report, self.pao.submit(path, given, [("photos", photo_of(number))]))
        ((found,),) = self.place.query(
            "select id from plans_submission where note = ?", given["note"]
        )
        path = f"/ke-hoach/nop/{dashed(found)}/duyet/"
        self._tell(Write("accept", f"accept {found}", now()), self.thao.submit(path))

    def _number(self, number: int) -> None:
        paper = drafted_paper(self.mai, number)
        marker = f"number {paper.replace('-', '')}"
        self._tell(Write("number", marker, now()), give_number(self.mai, paper))

    def _tell(self, write: Write, answer: Answer) -> None:
        told = Write(write.kind, write.marker, write.sent_at, now())
        if is_kept(answer):
            self.ledger.acknowledge(told)
        else:
            self.ledger.refuse(told, answer.status)


def drafted_paper(clerk: Browser, number: int) -> str:
    """The id of a monthly report drafted for a month of its own."""
    year, month = divmod(datetime.now(TZ).year * 12 + datetime.now(TZ).month - 1 - number, 12)
    answer = clerk.post("/van-ban/lap/bao-cao/", {"period": f"{month + 1:02d}/{year}"})
    if not answer.went_to.startswith("/van-ban/"):
        raise RuntimeError(f"no paper was drafted: {answer.status}")
    return answer.went_to.strip("/").split("/")[-1]


def give_number(clerk: Browser, paper: str) -> Answer:
    path = f"/van-ban/{paper}/cap-so/"
    form = clerk.form(path)
    ticks = {name: given[0] for name, given in form.choices.items()}
    return clerk.post(path, {**form.fields, **ticks})
