"""Mai sees the program for the first time: from the plan annex in Word to the first monthly report.

The walk and its clock are those of `python -m scripts.first_month`. She never types an address but
the one on her slip: every step goes by a link or button of the page she is on.
"""

import re
from io import BytesIO

import pdfplumber
import pytest

from scripts.first_month.clock import Clock
from scripts.first_month.office import Office, opened
from scripts.first_month.walk import MOST_MINUTES, own_annex, walk
from xaso.modules.plans.annex.sample import sample_tasks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def walked(browser):
    with opened() as (place, slips):
        place.serve()
        office = Office(f"http://127.0.0.1:{place.server.port}", slips, browser)
        try:
            yield walk(office, own_annex())
        finally:
            office.close()


def test_from_the_annex_to_the_first_report_in_a_quarter_of_an_hour(walked):
    assert walked.minutes <= MOST_MINUTES, walked.clerk.as_data()
    assert walked.given == len(sample_tasks())


def test_the_report_says_what_happened(walked):
    assert re.fullmatch(r"01/BC-UBND", walked.number)
    assert walked.wrong == []
    with pdfplumber.open(BytesIO(walked.pdf)) as pdf:
        printed = " ".join(page.extract_text() for page in pdf.pages)
    assert f"Trong kỳ giao {walked.given} việc, hoàn thành 1 việc" in " ".join(printed.split())


def test_reading_and_typing_take_the_time_the_model_says():
    clock = Clock()
    with clock.step("một bước"):
        clock.read(150)
        clock.type(10)
        clock.click()

    assert clock.total_s == pytest.approx(60 + 10 * 0.28 + 2 * 0.4 + 1.1 + 0.2)
