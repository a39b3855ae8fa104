"""Every write is told the same way: who, which right, one transaction, one event."""

import ast

from tests.core.source import PACKAGE, all_actions, body_without_docstring, calls
from xaso.config.modules import MODULES

EXCEPTIONS = {
    "files.keep_file": "a part of other actions, which check the right and record the event",
    "lock.refuse_unlock": "told about a person's own screen, not done by the person",
    "people.change_own_password": "a person's own password needs no right",
    "people.enter_sample_role": "whoever looks at the sample may become its invented people",
    "people.ask_for_second_factor": "asked by a rule, of whoever comes in",
    "people.ask_for_new_password": "asked by a rule, of whoever comes in",
    "people.end_own_session": "one's own sessions need no right",
    "people.end_own_other_sessions": "one's own sessions need no right",
    "people.renew_codes": "one's own second factor needs no right",
    "sync.add_person": "whoever holds the one-time code is the person it was made for",
    "sync.enrol": "whoever holds the one-time code is the person it was made for",
    "upstream.renew_node": "a machine known here has signed for it with its own key",
    "people.turn_off": "one's own second factor needs no right",
    "people.turn_on_by_paper": "one's own second factor needs no right",
    "people.turn_on_by_phone": "one's own second factor needs no right",
}
"""Actions that cannot be like the others, and why."""
CLOCKS = {"now", "today", "utcnow"}
TURNING = {"localdate", "localtime"}
"""Without an argument they are a clock, with one they only turn a moment into a day."""


def actions():
    return [action for action in all_actions() if action.name not in EXCEPTIONS]


def test_an_action_takes_the_actor_first_and_everything_by_name():
    odd = [
        action.name
        for action in actions()
        if action.function.args.args
        or [argument.arg for argument in action.function.args.kwonlyargs][:1] != ["actor"]
    ]

    assert odd == []


def test_an_action_asks_for_the_right_before_anything_else():
    odd = [action.name for action in actions() if not _asks_first(action.function)]

    assert odd == []


def test_an_action_is_one_transaction():
    odd = [
        action.name
        for action in actions()
        if "transaction.atomic" not in [ast.unparse(d) for d in action.function.decorator_list]
    ]

    assert odd == []


def test_an_action_records_exactly_one_kind_of_event():
    odd = {action.name: sorted(action.kinds) for action in actions() if len(action.kinds) != 1}

    assert odd == {}


def test_an_event_is_named_for_its_module():
    odd = [
        kind
        for action in all_actions()
        for kind in action.kinds
        if kind.split(".")[0] != action.home.name
    ]

    assert odd == []


def test_the_readme_of_a_module_names_each_of_its_events_and_no_other():
    # Those of core stand in docs/modules.md, which is made from the source.
    for module in MODULES:
        kinds = {kind for a in all_actions() if a.home.name == module for kind in a.kinds}

        assert _told(module) == kinds, module


def test_an_action_does_not_look_at_the_clock():
    odd = [action.name for action in all_actions() if _looks_at_the_clock(action.function)]

    assert odd == []


def test_every_exception_still_exists():
    assert EXCEPTIONS.keys() <= {action.name for action in all_actions()}


def _asks_first(function: ast.FunctionDef) -> bool:
    first = body_without_docstring(function)[0]
    return isinstance(first, ast.Expr) and ast.unparse(first).startswith("actor.must(")


def _looks_at_the_clock(function: ast.FunctionDef) -> bool:
    return any(
        name in CLOCKS or (name in TURNING and not call.args) for name, call in calls(function)
    )


def _told(module: str) -> set[str]:
    readme = PACKAGE / "modules" / module / "README.md"
    words = readme.read_text(encoding="utf-8").split("`") if readme.exists() else []
    return {word for word in words if word.startswith(f"{module}.") and word.count(".") == 2}
