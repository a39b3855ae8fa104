"""A line of words above the header is no part of it."""

from xaso.modules.plans.annex.read import read_annex

from .annex_files import HEADER, task, xlsx


def test_a_title_in_one_cell_above_the_header_stays_out_of_it():
    annex = read_annex(xlsx([["PHỤ LỤC II"], HEADER, task()]), "a.xlsx", 2026)

    assert annex.columns["stt"].header == HEADER[0]
    assert annex.headers[0] == HEADER[0]
    assert [row.row for row in annex.tasks] == [3]
