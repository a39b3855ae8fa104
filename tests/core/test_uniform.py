"""What every module, table and address has in common."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from tests.core.addresses import all_addresses, public_names
from tests.core.source import PACKAGE, ROOT, python_files, rights_asked, rights_in_code
from xaso.config.modules import MODULES
from xaso.core.pages.pages import Page
from xaso.core.rights.roles import all_rights
from xaso.core.units.models import CommuneOwned

MUST_HAVE = [
    "README.md",
    "__init__.py",
    "actions",
    "apps.py",
    "forms",
    "migrations/",
    "models",
    "public",
    "queries",
    "templates/",
    "tests/",
    "urls.py",
    "views",
]
"""A name without an ending may be a file or, past 300 lines, a folder."""
LINES = 300
LONGER = {
    "core/ui/static/ui/xaso.css": "one style sheet is one request; its parts carry headings",
}
"""Files past 300 lines, and why."""


def modules():
    return [PACKAGE / "modules" / name for name in MODULES]


def module_models():
    return [model for name in MODULES for model in apps.get_app_config(name).get_models()]


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("xaso.")]


def test_every_folder_of_modules_is_in_the_list_and_the_other_way_round():
    folders = {path.parent.name for path in (PACKAGE / "modules").glob("*/__init__.py")}

    assert folders == set(MODULES)


def test_every_module_has_the_same_files():
    assert [line for module in modules() for line in missing_files(module)] == []


def test_the_walls_know_every_module():
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    door = next(each for each in contracts if each["type"] == "protected")

    assert sorted(door["ignore_imports"]) == sorted(
        f"xaso.modules.{name}.** -> xaso.modules.{name}.**" for name in MODULES
    )


def test_every_row_of_a_module_belongs_to_one_commune():
    strangers = [
        model.__name__ for model in module_models() if not issubclass(model, CommuneOwned)
    ]

    assert strangers == []


def test_rows_point_only_at_core_or_the_own_module():
    # Django has resolved keys written as strings by now, so they are caught too.
    crossing = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
        if not _may_point(model, field.related_model)
    ]

    assert crossing == []


def test_every_field_people_meet_has_a_label():
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.editable and not isinstance(field, models.AutoField)
        if str(field.verbose_name) == field.name.replace("_", " ")
    ]

    assert nameless == []


def test_every_table_has_a_name_in_vietnamese():
    nameless = [
        model.__name__
        for model in our_models()
        if model._meta.original_attrs.get("verbose_name") is None
    ]

    assert nameless == []


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in all_addresses()]

    assert sorted(set(names)) == names
    assert all(names)


def test_every_address_is_a_page_with_a_right_or_is_listed_as_public():
    public = {address.name for address in all_addresses() if address.is_public}

    assert public == set(public_names())
    assert all(public_names().values()), "say why each is public"
    assert all(address.right for address in all_addresses() if not address.is_public)


def test_forgetting_the_right_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="names no right"):

        class Forgetful(Page):
            pass


def test_a_shared_page_is_never_served_as_it_is():
    bare = [a.name for a in all_addresses() if a.view.__module__.startswith("xaso.core.pages")]

    assert bare == []


def test_every_right_in_code_is_given_to_somebody():
    menu = {entry["right"] for entry in settings.XASO_MENU}

    assert sorted((rights_asked() | menu) - all_rights()) == []


def test_every_right_given_opens_a_page_or_an_action():
    assert sorted(all_rights() - rights_in_code()) == []


def test_files_stay_short_enough_to_read():
    endings = ("*.py", "*.html", "*.css", "*.js", "*.ts")
    long = {
        path.relative_to(PACKAGE).as_posix()
        for ending in endings
        for path in PACKAGE.rglob(ending)
        if not {"migrations", "static_root"} & set(path.parts)
        if len(path.read_text(encoding="utf-8").splitlines()) > LINES
    }

    assert long == set(LONGER)


def test_nothing_is_called_utils():
    vague = {"utils.py", "helpers.py", "manager.py", "managers.py", "common.py", "misc.py"}

    assert [str(path) for path in python_files() if path.name in vague] == []


def missing_files(module: Path) -> list[str]:
    return [
        f"{module.name}: {name}"
        for name in MUST_HAVE
        if not any((module / place).exists() for place in _places(name))
    ]


def _places(name: str) -> list[str]:
    return [name] if "." in name or name.endswith("/") else [f"{name}.py", f"{name}/__init__.py"]


def _may_point(model: type[models.Model], target: type[models.Model]) -> bool:
    own = ".".join(model.__module__.split(".")[:3])
    return target.__module__.startswith(("xaso.core.", f"{own}."))
