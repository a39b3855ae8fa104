"""Every command a phone may send keeps the same promises."""

from __future__ import annotations

import pytest

from xaso.core.rights.roles import all_roles
from xaso.core.sync.commands import Edit, all_commands, command_for
from xaso.core.sync.reading import label_of

COMMANDS = all_commands()
NAMES = [f"{each.kind} v{each.version}" for each in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_the_office_has_a_name_for_it(command):
    label = label_of(command.kind, command.version)

    assert label != command.kind
    assert label[0].isupper()


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_it_is_the_module_s_own_and_found_by_its_version(command):
    module, _dot, verb = command.kind.partition(".")

    assert f".{module}." in command.form.__module__
    assert verb.isidentifier()
    assert command_for(command.kind, command.version) is command
    assert command_for(command.kind, command.version + 1) is None


def test_clashes_are_decided_by_somebody():
    edits = [each for each in COMMANDS if isinstance(each, Edit)]
    deciders = [role.rights for role in all_roles().values() if "sync.decide" in role.rights]

    assert edits
    assert all(any(edit.right in rights for rights in deciders) for edit in edits)
