"""Every page that writes over what stands there says first what somebody else wrote meanwhile."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from tests.core.addresses import Address, all_addresses
from tests.core.objects import OBJECTS
from tests.core.weights import fullest_role
from tests.core.world import build_world
from xaso.core.pages.changes import ChangeForm, ClashPage
from xaso.core.people.models import Account

BACKEND = "xaso.core.people.backend.AccountBackend"
WRITES_OVER = re.compile(
    r"(answer|assign|change|choose|correct|edit|keep|move|name|rename|save|set|split|write)_"
)
OTHERWISE = {
    "answer_explanation": "one answer by the one person who was asked; a second is refused",
    "answer_need": "one answer by whom it was handed to; a second is refused",
    "answer_item": "a new row with its author; the page of the item shows all of them",
    "assign_drafts": "a draft somebody else has given meanwhile is named, and none is given",
    "assign_items": "an order: who gets these items from now on; it shows no earlier one",
    "assign_task": "a task is given once; the second is told so",
    "choose_ready_systems": "adds what is not on the map yet, changes nothing",
    "choose_second_place": "one press on one place, of those plugged in",
    "correct_survey": "new rows; a survey that was corrected meanwhile is refused",
    "correct_visit": "a new row; a visit that was corrected meanwhile is refused",
    "correct_value": "a new row; a number that was corrected meanwhile is refused",
    "keep_choices": "name by name against what the page showed, see plans/intake/meeting.py",
    "keep_file": "a new file",
    "rename_operator": "a new row with its day and its author; the old name stays beside it",
    "save_template": "a new pattern; a name that is taken is refused",
    "set_module": "one press says on or off",
    "set_own_day": "a day that says something else is refused, with what it says",
    "set_target": "a new row with its author and its paper; the page of the item shows all of them",
    "write_messages": "a message is written down once; the second time adds no visit",
    "write_own_words": "compares the version of the paper; what was typed stays in the boxes",
    "write_roadmap_plan": "a roadmap is written into a plan once",
}
"""Actions whose names sound so, and why their pages need no more."""
SHOWS_NO_ROW = {
    "campaigns:draft", "campaigns:enter", "campaigns:own-counts", "coverage:on-air",
    "coverage:add-operator", "coverage:end-operator",
    "coverage:own-on-air", "coverage:reply", "coverage:send", "coverage:survey", "desk:day_add",
    "desk:upstream-join",
    "desk:key_sheet", "desk:phone-note-write",
    "desk:make-paper", "desk:number-paper", "desk:person_second_factor", "desk:role_grant",
    "desk:village_add", "indicators:enter", "indicators:one-stop-type", "indicators:round-send",
    "plans:add-target", "plans:add-task-money", "plans:assign-drafts", "plans:budget-line",
    "plans:clone-plan", "plans:conclusions", "plans:draft-from-document", "plans:draft-task",
    "plans:hand-over", "plans:import", "plans:make-plan", "plans:save-template", "plans:sign-plan",
    "plans:use-template", "roadmap:awareness-count", "roadmap:propose", "systems:end-account",
    "systems:give-account", "systems:note-export", "systems:stop",
    "teams:add-code", "teams:add-form", "teams:add-item", "teams:add-member", "teams:add-thing",
    "teams:add-visit", "teams:decide-allowance", "teams:lend-thing", "teams:return-thing",
    "teams:ask-help", "teams:end-code", "teams:end-item", "teams:end-member", "teams:enter-visits",
    "teams:follow-up", "teams:report-day",
}  # fmt: skip
"""Today's date, a proposed name, a usual choice: what stands in these forms is no row yet."""
SHOWS_A_ROW = {
    "coverage:correct": "new rows; a survey that was corrected meanwhile is refused",
    "coverage:adopt-classes": "a new version from a day on; the old one stays beside it",
    "coverage:adopt-terms": "a new version from a day on; the old one stays beside it",
    "coverage:adopt-village-rule": "a new version from a day on; the old one stays beside it",
    "coverage:rename-operator": "a new row with its day; the old name stays beside it",
    "coverage:adopt-weights": "a new version from a day on; the old one stays beside it",
    "coverage:give-operator": "a new row with its author; what held before stays beside it",
    "desk:paper": "compares the version of the paper; what was typed stays in the boxes",
    "indicators:correct": "a new row; a number that was corrected meanwhile is refused",
    "indicators:pack-review": "a pack is taken once; its title stands as the workbook has it",
    "teams:write-messages": "a message is written down once; the second time adds no visit",
    "teams:return-report": "the version that was looked at travels along; another one is refused",
    "teams:approve-reports": "the versions that were looked at travel along; others are refused",
    "teams:correct-visit": "a new row; a visit that was corrected meanwhile is refused",
}


def test_every_action_that_writes_over_something_has_a_page_that_asks():
    silent = {
        f"{address.name}: {name}"
        for address in all_addresses()
        if address.is_page and not issubclass(address.view, ClashPage)
        for name in actions_named_in(address.view)
        if WRITES_OVER.match(name) and name not in OTHERWISE
    }

    assert silent == set(), "WholePage or ChangePage, or say in OTHERWISE why not"


def test_every_reason_is_about_an_action_a_page_calls():
    called = {
        name for each in all_addresses() if each.is_page for name in actions_named_in(each.view)
    }

    assert OTHERWISE.keys() - called == set()


@pytest.mark.walk
@pytest.mark.django_db
def test_what_a_form_shows_of_a_row_comes_back_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "STORAGE_DIR", tmp_path)
    with time_machine.travel(MORNING, tick=False), transaction.atomic():
        shown = {name for name, form in forms_shown(build_world(tmp_path)) if shows_more(form)}

    assert shown == SHOWS_NO_ROW | SHOWS_A_ROW.keys()


def actions_named_in(view: Any) -> set[str]:
    """Functions that take `actor`, by name, as the page and its own bases speak of them."""
    return {name for base in view.__mro__ if _is_ours(base) for name in _actions_of(base)}


def forms_shown(world: Any) -> Iterator[tuple[str, Any]]:
    clients: dict[str, Client] = {}
    for address in all_addresses():
        if address.is_page and not address.is_public:
            client = clients.setdefault(fullest_role(address), Client())
            account = world.home.people[fullest_role(address)].account_id
            client.force_login(Account.objects.get(pk=account), backend=BACKEND)
            page = client.get(_path(address, world))
            page.close()
            form = page.context.get("form") if page.context else None
            if form is not None:
                yield address.name, form


def shows_more(form: Any) -> bool:
    """Something stands in it, and does not travel with it as what was seen."""
    if isinstance(form, ChangeForm):
        return False
    values = (form.get_initial_for_field(field, name) for name, field in form.fields.items())
    return any(value not in (None, "", False, [], ()) for value in values)


def _path(address: Address, world: Any) -> str:
    given = OBJECTS[address.name](world.home) if address.arguments else {}
    return reverse(address.name, kwargs=given)


def _is_ours(base: type) -> bool:
    return base.__module__.startswith("xaso.") and "core.pages" not in base.__module__


def _actions_of(base: type) -> Iterator[str]:
    home = inspect.getmodule(base)
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(base)))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = getattr(getattr(home, node.value.id, None), node.attr, None)
        elif isinstance(node, ast.Name):
            found = getattr(home, node.id, None)
        else:
            continue
        if inspect.isfunction(found) and _names_who_acts(found):
            yield found.__name__


def _names_who_acts(function: Any) -> bool:
    actor = inspect.signature(function).parameters.get("actor")
    return actor is not None and actor.kind == inspect.Parameter.KEYWORD_ONLY
