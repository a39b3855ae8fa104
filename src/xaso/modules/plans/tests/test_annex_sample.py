"""The annexes we hand out: the sample's 80 tasks come back as they went in, and quickly."""

import sys
import time
from collections import Counter

import pytest

from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.annex.sample import (
    blank_annex_docx,
    blank_annex_xlsx,
    filled_annex_docx,
    filled_annex_xlsx,
    sample_targets,
    sample_tasks,
)

WRITERS = {"xlsx": filled_annex_xlsx, "docx": filled_annex_docx}


@pytest.fixture(params=WRITERS)
def content(request):
    return WRITERS[request.param](
        sample_tasks(), sample_targets(), commune="xã Gia Phú", year=2026
    )


def test_all_tasks_and_targets_come_back(content):
    annex = read_annex(content, "phu-luc-mau", 2026)

    tasks, targets = sample_tasks(), sample_targets()
    assert len(tasks) == 80
    assert len(targets) == 26
    assert [(row.stt, row.title, row.lead, row.pillar) for row in annex.tasks] == [
        (task.stt, task.title, task.lead, task.pillar) for task in tasks
    ]
    assert [row.target_code for row in annex.tasks] == [task.target_code for task in tasks]
    assert ["; ".join(row.coworkers) for row in annex.tasks] == [task.coworkers for task in tasks]
    assert [row.budget_vnd for row in annex.tasks] == [
        None if task.budget_million is None else task.budget_million * 1_000_000 for task in tasks
    ]
    assert [(row.code, row.name, row.pillar) for row in annex.targets] == [
        (target.code, target.name, target.pillar) for target in targets
    ]


def test_every_sample_task_needs_at_most_a_confirmed_deadline(content):
    units = {task.lead for task in sample_tasks()}

    annex = read_annex(content, "phu-luc-mau", 2026, known_units=tuple(units))

    found = Counter(problem.code for row in annex.tasks for problem in row.problems)
    assert set(found) <= {"confirm_due", "due_on_day_off"}
    assert found["confirm_due"] == 2
    assert all(row.product for row in annex.tasks)


def test_eighty_rows_are_read_well_within_five_seconds(content, capsys):
    start = time.perf_counter()
    read_annex(content, "phu-luc-mau", 2026)
    seconds = time.perf_counter() - start

    with capsys.disabled():
        sys.stdout.write(f"\n80 rows read in {seconds:.2f} s")
    assert seconds < 5


def test_the_sample_may_be_of_another_year():
    content = filled_annex_docx(sample_tasks(2027), sample_targets(), year=2027)

    tasks = read_annex(content, "phu-luc-mau", 2027).tasks

    assert tasks[0].due_text == "31/01/2027"
    assert "past_year" not in {problem.code for row in tasks for problem in row.problems}


@pytest.mark.parametrize("write", [blank_annex_xlsx, blank_annex_docx])
def test_a_blank_annex_is_understood_and_holds_no_task(write):
    annex = read_annex(write(), "phu-luc-trong", 2026)

    assert set(annex.columns) == {
        "stt",
        "title",
        "lead",
        "coworkers",
        "due",
        "product",
        "budget",
        "basis",
    }
    assert {"name", "unit", "last_year", "plan_year", "owner", "explanation"} <= set(
        annex.target_columns
    )
    assert annex.tasks == annex.targets == ()


@pytest.mark.parametrize("write", [filled_annex_xlsx, filled_annex_docx])
def test_the_same_annex_is_written_to_the_same_tables(write):
    first, second = (write(sample_tasks(), sample_targets(), year=2026) for _ in range(2))

    assert read_annex(first, "a", 2026).tasks == read_annex(second, "b", 2026).tasks
