"""The tables of the package: all codes exist, and a wrong table is refused."""

import csv
import shutil

import pytest
from django.apps import apps

from xaso.core.rights.roles import all_rights, all_roles
from xaso.lib.tables import read_table
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.plans.lists import pillars
from xaso.modules.roadmap.catalogue import DATA, CatalogueError, load_tables, tables
from xaso.modules.roadmap.queries.known import PACK

EVIDENCE = {
    code
    for code, _label in apps.get_model("plans", "Task")._meta.get_field("evidence_kind").choices
}
KNOWN_LATER = {"campaigns"}
"""A part that a block needs and that may not be installed."""


def test_thirty_five_questions_in_seven_groups_and_thirty_blocks():
    assert len(tables().questions) == 35
    assert len({question.group for question in tables().questions.values()}) == 7
    assert len(tables().blocks) == 30
    assert len(tables().awareness) == 8


def test_every_indicator_a_block_moves_exists():
    known = indicators.item_measures(PACK)

    assert {
        code for b in tables().blocks.values() for code in b.indicators
    } - known.keys() == set()


def test_every_indicator_a_rule_asks_exists():
    known = indicators.item_measures(PACK)
    rules = [rule for b in tables().blocks.values() for rule in (b.standing, b.applies)]
    asked = {code.removeprefix("item:") for rule in rules for code in rule.codes() if ":" in code}

    assert asked - known.keys() == set()


def test_every_number_a_question_is_filled_from_exists():
    prefills = [question.prefill for question in tables().questions.values()]
    codes = {
        code
        for each in prefills
        if each.startswith(("value:", "ratio:"))
        for code in each.partition(":")[2].split("/")
    }
    roles = {each.partition(":")[2] for each in prefills if each.startswith("role:")}
    items = {each.partition(":")[2] for each in prefills if each.startswith("item:")}

    assert codes - indicators.value_codes() == set()
    assert roles - all_roles().keys() == set()
    assert items - indicators.item_measures(PACK).keys() == set()


def test_every_task_speaks_the_words_of_plans():
    assert {task.role for task in tables().tasks} - all_roles().keys() == set()
    assert {task.evidence for task in tables().tasks} - EVIDENCE == set()
    assert {block.pillar for block in tables().blocks.values()} - pillars().keys() == set()
    assert all(len(task.title) <= 200 for task in tables().tasks)


def test_a_task_of_village_heads_asks_for_what_they_can_send():
    heads = [task for task in tables().tasks if task.role == "truong_thon"]

    assert heads
    assert {task.evidence for task in heads} <= {"anh", "so_lieu"}


def test_the_parts_blocks_switch_on_exist():
    labels = {app.label for app in apps.get_app_configs()} | KNOWN_LATER

    assert {m for b in tables().blocks.values() for m in b.modules} - labels == set()


def test_what_leaders_promise_is_counted_by_numbers_that_exist():
    values = {item.value for item in tables().commitments} - {""}

    assert values - indicators.value_codes() == set()


def test_doors_and_rights_the_module_leans_on_are_there():
    assert {"roadmap.read", "roadmap.write", "roadmap.count"} <= all_rights()
    assert callable(plans.write_plan)


@pytest.mark.parametrize(
    ("table", "column", "code"),
    [
        ("blocks", "prerequisites", "NT99"),
        ("blocks", "traits", "khong_co"),
        ("blocks", "standing", "ZZ01=1"),
        ("blocks", "standing", "NT01 la 1"),
        ("traits", "rule", "ZZ01>=2"),
        ("questions", "group", "thoi_tiet"),
        ("questions", "prefill", "doan_bua"),
        ("tasks", "block", "NT99"),
        ("needs", "block", "NT99"),
        ("readiness", "steps", "nhieu"),
        ("awareness", "right", "d"),
    ],
)
def test_a_table_with_an_unknown_code_is_refused(tmp_path, table, column, code):
    with pytest.raises(CatalogueError):
        load_tables(copied(tmp_path, table, {column: code}))


def test_blocks_that_wait_for_one_another_are_refused(tmp_path):
    with pytest.raises(CatalogueError, match="wait for one another"):
        load_tables(copied(tmp_path, "blocks", {"prerequisites": "NT2"}))


def copied(folder, table, changes):
    """The tables of the package with the first row of one changed."""
    data = folder / "data"
    shutil.copytree(DATA, data)
    rows = read_table(data / f"{table}.csv")
    rows[0] |= changes
    with (data / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return data
