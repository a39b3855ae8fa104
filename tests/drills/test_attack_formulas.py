"""No workbook of the product calculates with what people typed; one that does is seen."""

import pytest
import xlsxwriter

from xaso.drills.formulas import PHONES, reading


def test_no_workbook_calculates_with_what_people_typed(drilled):
    outcome = drilled("formulas")

    assert list(outcome.faults) == []
    assert outcome.more["planted_cells"] > 100


@pytest.mark.parametrize("harm", ["formula", "link"])
def test_a_workbook_that_calculates_or_leads_away_is_told(tmp_path, harm):
    place = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(place)
    sheet = book.add_worksheet()
    if harm == "formula":
        sheet.write(0, 0, "=1+1")
    else:
        sheet.write(0, 0, "http://127.0.0.1:9/")
    book.close()

    found, cells = reading.formulas_in(place)

    assert found[-1].startswith("openpyxl")
    assert len(found) >= 2
    assert cells == 1


def test_a_telephone_number_is_read_as_it_stands(tmp_path):
    place = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(place)
    book.add_worksheet().write_string(0, 0, PHONES[0])
    book.close()

    assert list(reading.sheets_of(place)) == [{PHONES[0]}]
    assert reading.formulas_in(place)[0] == []
