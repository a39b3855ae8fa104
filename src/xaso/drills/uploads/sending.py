"""One file through one form, as a person would send it, and what the form said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from xaso.drills.browser import Answer, Browser
from xaso.drills.forms import Form, forms_in
from xaso.drills.ground import Ground

from .doors import TEXTS, TYPED, Door
from .item import Item

MOST_SECONDS = 10.0
SAID = re.compile(r"""class="field-error">(.*?)</p>|notice-bad"[^>]*>(.*?)</div>""", re.S)
VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I
)
ENGLISH = re.compile(r"\b(the|file|upload|invalid|error|image|field|must|cannot|valid)\b", re.I)


class Sender:
    def __init__(self, place: Ground) -> None:
        self.place = place
        self.people: dict[str, Browser] = {}
        self.sent = self.taken = self.refused = 0
        self.seconds: list[float] = []
        self.faults: list[str] = []

    def send(self, door: Door, item: Item) -> None:
        browser = self._browser(door.way.person)
        found = self._form(browser, door)
        if found is None:
            self.faults.append(f"{door.name}: no page left that shows the form")
            return
        page, form = found
        typed = {
            each: TYPED for each in TEXTS if each in form.fields and each not in door.way.more
        }
        fields = {**form.fields, **typed, **door.way.more}
        name = item.name.replace('"', "%22").replace("\0", "%00")
        try:
            answer = browser.post(
                form.action or page, fields, [(door.field, (name, item.content))]
            )
        except OSError as error:
            self.faults.append(f"{door.name}: {item.about}: {error!r}")
            return
        self.sent += 1
        self.seconds.append(answer.seconds)
        self.faults += [
            f"{door.name}: {item.about}: {fault}"
            for fault in self._judged(door, item, answer, typed)
        ]

    def _judged(
        self, door: Door, item: Item, answer: Answer, typed: dict[str, str]
    ) -> Iterator[str]:
        if answer.status >= 500:
            yield f"answer {answer.status}"
        if answer.seconds > MOST_SECONDS:
            yield f"{answer.seconds:.0f} seconds"
        if answer.status in {200, 302}:
            self.taken += 1
            if item.bad and door.way.keeps and answer.status == 302:
                yield "taken"
        elif answer.status == 422:
            self.refused += 1
            yield from _unclear(answer)
            yield from _lost(answer, typed)
        elif answer.status < 500 and answer.status != 413:
            yield f"answer {answer.status}"

    def _form(self, browser: Browser, door: Door) -> tuple[str, Form] | None:
        """The first page that still shows the form; one that took its file may not."""
        for page in door.pages:
            for form in forms_in(browser.get(page).text):
                if door.field in form.files:
                    return page.partition("?")[0], form
        return None

    def _browser(self, person: str) -> Browser:
        if person not in self.people:
            self.people[person] = self.place.sign_in(person)
        return self.people[person]


def _unclear(answer: Answer) -> Iterator[str]:
    said = [unescape(re.sub(r"<[^>]*>", " ", "".join(each))) for each in SAID.findall(answer.text)]
    if not said:
        yield "refused without a word"
    for sentence in said:
        told = sentence.rpartition(":")[2]
        if not VIETNAMESE.search(told) or ENGLISH.search(told):
            yield f"said {' '.join(sentence.split())[:80]!r}"


def _lost(answer: Answer, typed: dict[str, str]) -> Iterator[str]:
    for name, text in typed.items():
        kept = [form.fields[name] for form in forms_in(answer.text) if name in form.fields]
        if [text] not in kept:
            yield f"what was typed in {name} is gone"
