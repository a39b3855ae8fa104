"""Rows of a file that are no village of ours: what stands in them is nobody's trouble."""

from __future__ import annotations

import pytest

from xaso.modules.systems import actions
from xaso.modules.systems.queries.importing import plan_of

from . import files
from .make import TODAY
from .workbooks import HEADER, workbook

pytestmark = pytest.mark.django_db


def test_a_cell_that_cannot_be_read_in_a_row_left_out_is_not_asked_about(lan):
    files.villages(lan.commune)
    system = files.police(lan)
    reading = files.reading(lan, system)
    rows = ((1, "Xã khác", 9, "abc", ""), (2, "Nậm Sài", 10, "xyz", ""), (3, "Bến Đền", 10, 5, ""))
    file = files.sent(lan, system, workbook(HEADER, *rows))
    actions.name_villages(actor=lan, reading_id=reading.pk, names={"xa khac": None})
    file.refresh_from_db()

    plan = plan_of(file, file.reading, files.OCTOBER, TODAY)

    assert plan.left_out == ("Xã khác",)
    assert plan.unread == 1
    assert [spot.cell for spot in plan.lines[0].counted.spots] == ["D3"]
