"""The planted sample seen by each of its people, and each page asked and sent hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from xaso.drills.forms import forms_in
from xaso.drills.site import Address, client_of, load

from . import planted
from .page import harm_in
from .payloads import BREAKS, MARK, QUERIES, SCRIPTS, SHELLS, TEMPLATES

MOST_ASKED = 40
ENDS_PEOPLE = {"account_logout", "desk:person_close", "desk:person_password", "desk:role_end"}
TAKES_ROWS_BACK = {"coverage:undo-file"}
FORGED = "x-xd9z"


def main(site_file: str, canary: str) -> dict[str, Any]:
    site = load(site_file)
    before = _tables()
    fields = planted.main(canary)
    tally = Tally()
    for person, path in site.pages:
        tally.see(f"{path} as {person or 'visitor'}", client_of(person).get(path))
    for address in site.addresses:
        if address.examples:
            _ask(tally, address, canary)
            _send(tally, address, canary)
    faults = tally.faults + [f"table {name} lost rows" for name in _smaller(before)]
    return {"fields": fields, "pages": tally.pages, "shown": tally.shown, "faults": faults}


class Tally:
    def __init__(self) -> None:
        self.pages = self.shown = 0
        self.faults: list[str] = []

    def see(self, where: str, answer: Any) -> None:
        self.pages += 1
        if answer.status_code >= 500:
            self.faults.append(f"{where}: answer {answer.status_code}")
        self.faults += [
            f"{where}: a header of ours was written by somebody"
            for name in answer.headers
            if name.lower() == FORGED
        ]
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            return
        html = answer.content.decode()
        self.shown += MARK in html
        self.faults += [f"{where}: {harm}" for harm in harm_in(html)]


def _ask(tally: Tally, address: Address, canary: str) -> None:
    """Every name the page knows, each with another payload, as the page would be asked."""
    client, path = client_of(address.person), address.examples[0].partition("?")[0]
    names = [*address.fields[:MOST_ASKED], "q", "next", "tiep", "sau"]
    for words in ([*SCRIPTS, *TEMPLATES], [*QUERIES, *BREAKS]):
        turn = cycle(words)
        asked = urlencode({name: next(turn) for name in names})
        tally.see(f"{path}?…", client.get(f"{path}?{asked}"))


def _send(tally: Tally, address: Address, canary: str) -> None:
    """Its form with payloads in each field that takes words; what is refused is shown again."""
    if address.name in ENDS_PEOPLE | TAKES_ROWS_BACK:
        return
    client, page = client_of(address.person), address.examples[0]
    for form in _forms(client.get(page)):
        turn = cycle(
            [*SCRIPTS, *QUERIES, *BREAKS, *(each.format(canary=canary) for each in SHELLS)]
        )
        sent = {
            name: values if name in form.choices or _is_key(values) else next(turn)
            for name, values in form.fields.items()
        }
        tally.see(f"{page} sent", client.post(form.action or page.partition("?")[0], sent))
        broken = {name: next(turn) for name in (*form.fields, *form.choices)}
        tally.see(f"{page} sent badly", client.post(form.action or page.partition("?")[0], broken))


def _forms(answer: Any) -> Iterator[Any]:
    if answer.streaming or "html" not in answer.get("Content-Type", ""):
        return
    for form in forms_in(answer.content.decode()):
        if form.method == "post" and not form.action.startswith(("/hien-thi/", "/dang-xuat/")):
            yield form


def _is_key(values: list[str]) -> bool:
    return any(len(value) == 36 and value.count("-") == 4 for value in values)


def _tables() -> dict[str, int]:
    from django.apps import apps

    models = [model for model in apps.get_models() if model.__module__.startswith("xaso.")]
    return {model._meta.db_table: model._default_manager.count() for model in models}


def _smaller(before: dict[str, int]) -> list[str]:
    """A table that is gone raises; one that was emptied by a query has lost nearly all."""
    after = _tables()
    return [name for name, count in before.items() if after[name] < count * 0.5 and count > 5]
