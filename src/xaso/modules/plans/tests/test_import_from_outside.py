"""What the command line asks of plans: to read an annex, and to take what of it is whole."""

from __future__ import annotations

import time

import pytest

from xaso.core.rights.actor import system_actor
from xaso.modules.plans import actions
from xaso.modules.plans.actions import RowChoice, Upload
from xaso.modules.plans.annex.sample import (
    filled_annex_docx,
    filled_annex_xlsx,
    sample_targets,
    sample_tasks,
)
from xaso.modules.plans.models import AnnexImport, Plan, Task
from xaso.modules.plans.public import AnnexUnreadable, read_plan_annex, take_plan_annex
from xaso.modules.plans.queries.imports import review

from . import make
from .annex_files import xlsx
from .test_annex_import import HEADER, ROWS, WIFI

pytestmark = pytest.mark.django_db


def take(actor, rows):
    return take_plan_annex(actor, 2026, name="a.xlsx", content=xlsx(rows), at=make.NOW)


def read(commune, rows):
    return read_plan_annex(commune, 2026, name="a.xlsx", content=xlsx(rows))


def test_a_whole_annex_becomes_tasks_of_the_plan_of_the_year(minh, lan, thao):
    assert take(minh, [HEADER, WIFI]).new == 1

    assert (Plan.objects.get().year, Task.objects.get().title) == (2026, WIFI[1])
    reading = read(minh.commune, [HEADER, WIFI])
    assert ([task["change"] for task in reading.data["tasks"]], reading.findings) == (["same"], ())


def test_reading_names_a_bad_row_and_leaves_everything_as_it_was(minh, lan, thao, mau_son):
    assert read(minh.commune, ROWS).findings != ()

    assert (Plan.objects.count(), AnnexImport.objects.count(), Task.objects.count()) == (0, 0, 0)


def test_only_the_acceptable_rows_are_taken(minh, lan, thao, mau_son):
    assert take(minh, ROWS).new == 2

    assert Task.objects.count() == 2


def test_the_system_takes_an_annex_too(gia_phu, lan, thao):
    assert take(system_actor(gia_phu), [HEADER, WIFI]).new == 1

    assert AnnexImport.objects.get().by is None


def test_a_file_that_is_none_says_so(gia_phu):
    with pytest.raises(AnnexUnreadable):
        read_plan_annex(gia_phu, 2026, name="a.xlsx", content=b"not a file")


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", filled_annex_xlsx), ("a.docx", filled_annex_docx)]
)
def test_the_sample_annex_of_eighty_rows_is_read_quickly(gia_phu, name, content):
    file = content(sample_tasks(), sample_targets(), year=2026)
    begun = time.process_time()

    reading = read_plan_annex(gia_phu, 2026, name=name, content=file)

    assert reading.row_count == 80
    assert time.process_time() - begun < 5


def test_eighty_rows_become_eighty_given_tasks_once_the_offers_are_confirmed(
    minh, thao, person, gia_phu, mau_son
):
    for number, unit in enumerate(sorted({task.lead for task in sample_tasks()})):
        officer = make.account(person(f"Cán bộ {number}", gia_phu, "cong_chuc"))
        officer.unit_name = unit
        officer.save()
    file = filled_annex_docx(sample_tasks(), sample_targets(), year=2026)
    plan = make.plan(minh)
    annex_import = actions.start_import(
        actor=minh, plan_id=plan.pk, file=Upload("phu-luc.docx", file), at=make.NOW
    )
    rows = review(annex_import, make.TODAY).rows

    actions.accept_import(
        actor=minh,
        import_id=annex_import.pk,
        choices=[RowChoice.as_offered(each.row, each.offer) for each in rows],
        target_rows=[row["row"] for row in annex_import.target_rows],
        at=make.NOW,
    )

    given = Task.objects.exclude(state="nhap").order_by("number")
    assert [task.number for task in given] == list(range(1, 81))
    assert plan.targets.count() == 26
    assert given.filter(target__isnull=False).exists()
