"""The first monthly report of a new commune: nearly every target still waits for its number."""

import pytest

from conftest import TODAY
from xaso.core.papers.document import FigureSentence, Paragraph
from xaso.desk.papers.kinds import Ask
from xaso.desk.reports.period_report import period_report
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        (2, "Chưa có số liệu của 2 chỉ tiêu: Số A; Số B."),
        (7, "Số A; Số B; Số C; Số D; Số E và 2 chỉ tiêu khác, xem phụ lục."),
    ],
)
def test_five_targets_without_a_number_are_named_the_rest_counted(
    minh, lan, gia_phu, targets, told
):
    plan = make.begun(minh, lan)
    for letter in "ABCDEFG"[:targets]:
        make.target(minh, plan, code=f"CT {letter}", name=f"Số {letter}")

    body = period_report(Ask(gia_phu, f"{TODAY:%Y-%m}", TODAY))

    assert any(told in text for text in sentences(body))


def test_nothing_is_said_to_stand_still_when_last_month_had_no_figures(minh, gia_phu):
    make.target(minh, make.plan(minh), name="Hộ đã rà soát")

    said = " ".join(sentences(period_report(Ask(gia_phu, f"{TODAY:%Y-%m}", TODAY))))

    assert "chưa có thay đổi" not in said
    assert "Chỉ tiêu của tháng trước: chưa có số liệu để so." in said


def sentences(body):
    blocks = (block for section in body.sections for block in section.blocks)
    return [block.text for block in blocks if isinstance(block, FigureSentence | Paragraph)]
