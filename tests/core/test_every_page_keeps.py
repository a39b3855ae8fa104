"""Whatever page somebody was typing at when the session was locked: every word is there again."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from conftest import MORNING
from tests.core.access import content_of
from tests.core.addresses import all_addresses
from tests.core.objects import OBJECTS
from tests.core.weights import fullest_role
from tests.core.world import build_world
from xaso.core.lock import idle
from xaso.core.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
BACKEND = "xaso.core.people.backend.AccountBackend"
TYPED = {"text", "search", "tel", "number", "url", "email"}


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    """What is typed into each text field."""


class Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            is_post = given.get("method", "").lower() == "post"
            self.form = Form(given.get("action") or "") if is_post else None
            self.found += [self.form] if self.form else []
        elif self.form is not None and given.get("name"):
            self._take(tag, given)
        elif self.form is not None and tag == "option" and self.select:
            self.form.fields.append((self.select, given.get("value") or ""))
            self.select = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None

    def _take(self, tag, given):
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind in TYPED):
            if "readonly" in given:
                return
            self.form.words[name] = f"Đã gõ “{len(self.form.words)}” {name} & còn nữa"
            self.form.fields.append((name, self.form.words[name]))
        elif tag == "input" and kind == "hidden" and name != "csrfmiddlewaretoken":
            self.form.fields.append((name, given.get("value") or ""))
        elif tag == "select":
            self.select = name


@pytest.fixture(scope="module")
def lost(django_db_setup, django_db_blocker, tmp_path_factory):
    """(forms tried, what did not come back)."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(MORNING, tick=False),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(settings, "STORAGE_DIR", folder)
        found = try_every_form(build_world(folder))
        transaction.set_rollback(True)
    return found


def test_enough_forms_were_tried(lost):
    assert len(lost[0]) >= 30, lost[0]


def test_no_word_is_lost_on_any_page(lost):
    assert lost[1] == []


def try_every_form(world):
    tried, missing = [], []
    clients = {}
    for address in all_addresses():
        if not address.is_page or address.is_public:
            continue
        role = fullest_role(address)
        if role not in clients:
            account = Account.objects.get(pk=world.home.people[role].account_id)
            clients[role] = Client()
            clients[role].force_login(account, backend=BACKEND)
        path = reverse(address.name, kwargs=arguments_of(address, world))
        page = clients[role].get(path)
        content = content_of(page)
        if page.status_code != 200 or "html" not in page["Content-Type"]:
            continue
        for form in Forms(content.decode()).found:
            if form.words and is_kept(form.action or path):
                tried.append(path)
                missing += not_back(clients[role], form.action or path, form)
    return tried, missing


def arguments_of(address, world):
    return OBJECTS[address.name](world.home) if address.arguments else {}


def is_kept(action):
    try:
        page = getattr(resolve(action.partition("?")[0]).func, "view_class", None)
    except Resolver404:
        return False
    return not getattr(page, "public", True) and page.keeps_forms


def not_back(client, action, form):
    """Sent while locked, then unlocked; all of it is undone."""
    given = {}
    for name, value in form.fields:
        given.setdefault(name, []).append(value)
    with transaction.atomic():
        switch(client, locked=True)
        sent = client.post(action, given)
        switch(client, locked=False)
        back = client.get(reverse("lock:unlock") + "?" + sent["Location"].partition("?")[2])
        shown = unescape(client.get(back["Location"]).content.decode())
        transaction.set_rollback(True)
    return [f"{action}: {name}" for name, word in form.words.items() if word not in shown]


def switch(client, *, locked):
    session = client.session
    if locked:
        idle.lock(session, timezone.now())
    else:
        session.pop(idle.LOCKED)
    session.save()
