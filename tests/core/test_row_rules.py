"""No table of communes is forgotten, and nobody steps over the walls unseen. On every database."""

import ast

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils.module_loading import import_string

from tests.core.source import PACKAGE, parsed, python_files
from xaso.core.postgres.operations import KeepToCommune
from xaso.core.postgres.tables import kept_in_migrations, key_of, models_of_communes

OPEN_TO_ALL = {
    ("units", "formerunit"): "the catalogue of the whole country: what a commune was before",
}
"""Tables that speak of communes and belong to none, and why."""
SEES_ALL = {
    "config/cli/events_command.py": "verify goes through the chain of every commune",
    "config/cli/prepare.py": "the catalogue and the national calendar are loaded",
    "config/cli/recover_command.py": "a name at the machine may be of any commune",
    "config/cli/schedule_command.py": "the schedule of the installation is printed",
    "core/backup/": "a backup holds every commune",
    "core/doctor/": "the health of the machine is that of all communes on it",
    "core/upstream/health.py": "the doctor asks whether the province hears each commune on it",
    "core/events/deliver.py": "the next event to hand over may be of any commune",
    "core/jobs/": "the queue and the schedule serve every commune",
    "core/lock/owner.py": "whose form it is must be known before the commune is",
    "core/lock/room.py": "the room for half-typed forms is that of the machine",
    "field/wire.py": "a device and a code may be of any commune until their row is found",
    "core/people/backend.py": "a name at the sign-in may be of any commune",
    "core/people/actions_sample.py": "a visitor of the sample has no commune yet",
    "core/people/models.py": "a user name is given once in the whole installation",
    "core/people/usernames.py": "a user name is given once in the whole installation",
    "core/sample/removal.py": "all sample communes go at once",
}
"""Files and folders that open `every_commune()`, and why."""


def test_every_table_of_communes_is_kept_to_its_commune_by_a_migration():
    open_tables = {key_of(m) for m in models_of_communes()} - kept_in_migrations().keys()

    assert open_tables == OPEN_TO_ALL.keys(), (
        "put KeepToCommune('model') or KeepToCommune('model', by='its_parent') behind CreateModel; "
        "see core/postgres/operations.py"
    )


def test_a_migration_speaks_of_tables_that_are_there():
    gone = [key for key in kept_in_migrations() if not _is_there(*key)]

    assert gone == []


def test_a_row_without_a_commune_is_kept_through_a_parent_that_is_kept():
    kept = kept_in_migrations()
    astray = [
        key
        for key, operation in kept.items()
        if operation.by
        if key_of(apps.get_model(*key)._meta.get_field(operation.by).related_model) not in kept
    ]

    assert astray == []


def test_whoever_sees_every_commune_stands_in_the_list_with_a_reason():
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in python_files()
        if "core/postgres/" not in path.as_posix()
        if _calls(parsed(path), "every_commune")
    }

    assert [each for each in sorted(callers) if not each.startswith(tuple(SEES_ALL))] == []
    assert [each for each in SEES_ALL if not any(c.startswith(each) for c in callers)] == []


def test_no_page_reads_rows_after_its_transaction_has_ended():
    # A FileResponse reads a file; a stream made by hand would read rows that are not there any more.
    streams = [
        path.name
        for path in python_files()
        if "drills" not in path.parts and _calls(parsed(path), "StreamingHttpResponse")
    ]

    assert streams == []


def test_makemigrations_keeps_a_new_table_to_its_commune():
    detector = import_string(
        "xaso.core.postgres.management.commands.makemigrations.Command"
    ).autodetector
    made = _for_a_new_village(detector)
    plain = _for_a_new_village(MigrationAutodetector)

    assert [type(each).__name__ for each in made] == ["CreateModel", "KeepToCommune"]
    assert made[1].deconstruct() == KeepToCommune("village").deconstruct()
    assert _told(made[0]) == _told(plain[0])


def _for_a_new_village(detector):
    changes = detector(_state(), _state("Village")).changes(graph=MigrationLoader(None).graph)
    return [operation for migration in changes["units"] for operation in migration.operations]


def _state(*more):
    state = ProjectState()
    for name in ("Province", "Commune", *more):
        state.add_model(ModelState.from_model(apps.get_model("units", name)))
    return state


def _told(create):
    constraints = [each.name for each in create.options["constraints"]]
    return [name for name, _field in create.fields], constraints


def _is_there(app: str, name: str) -> bool:
    return any(model._meta.model_name == name for model in apps.get_app_config(app).get_models())


def _calls(tree: ast.Module, name: str) -> bool:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(getattr(each, "id", getattr(each, "attr", "")) == name for each in calls)
