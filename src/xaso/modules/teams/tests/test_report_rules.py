"""The rules of the village report: what looks wrong, what adds up, what was asked in which month."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from xaso.modules.teams.actions.reminding import step_reached
from xaso.modules.teams.report_book import FIRST_FORM, Form, Item, packaged, with_own
from xaso.modules.teams.report_checks import changed_much, doubts_of, is_broken, read_rule
from xaso.modules.teams.report_totals import totals_of

JULY, NOVEMBER, DECEMBER = date(2025, 7, 1), date(2026, 11, 1), date(2026, 12, 1)
FORM = packaged()[FIRST_FORM]
ITEMS = {item.code: item for item in FORM.items}
DUE = date(2026, 11, 25)


def numbers(text: str) -> dict[str, Decimal | None]:
    """ "CT01=120 CT03=-": a dash is a number nobody has said."""
    pairs = (each.split("=") for each in text.split())
    return {code: None if number == "-" else Decimal(number) for code, number in pairs}


def doubted(now: str, before: str = "", notes: str = "") -> list[str]:
    """The items something is said about."""
    said = dict.fromkeys(notes.split(), "hộ mới tách")
    return [each.item for each in doubts_of(FORM.items, numbers(now), numbers(before), said)]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("CT01=100 CT03=60 CT04=40", []),
        ("CT01=100 CT03=60 CT04=41", ["CT03"]),
        ("CT01=100 CT03=0 CT04=0", []),
        ("CT01=0 CT03=0 CT04=0", []),
        ("CT01=0 CT03=1 CT04=0", ["CT03"]),
        ("CT01=100 CT03=101 CT04=-", ["CT03"]),
        ("CT01=100 CT03=- CT04=101", ["CT04"]),
        ("CT01=100 CT03=99 CT04=-", []),
        ("CT01=- CT03=60 CT04=41", []),
        ("CT01=100 CT03=- CT04=-", []),
        ("CT02=400 CT07=400", []),
        ("CT02=400 CT07=401", ["CT07"]),
        ("CT02=- CT07=401", []),
        ("CT02=400 CT07=-", []),
        ("CT02=400 CT07=90 CT08=90", []),
        ("CT02=400 CT07=90 CT08=91", ["CT08"]),
        ("CT02=400 CT07=- CT08=401", ["CT08"]),
        ("CT02=80 CT07=80 CT08=81", ["CT08", "CT08"]),
        ("CT07=0 CT08=1", ["CT08"]),
        ("CT02=400 CT10=400", []),
        ("CT02=400 CT10=401", ["CT10"]),
        ("CT02=400 CT11=400", []),
        ("CT02=400 CT11=401", ["CT11"]),
        ("CT02=400 CT10=401 CT11=401", ["CT10", "CT11"]),
        ("CT05=900 CT06=900 CT02=1", []),
        ("", []),
    ],
)
def test_numbers_that_cannot_be_together_are_named(now, found):
    assert doubted(now) == found


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("100", "120", False),
        ("100", "121", True),
        ("100", "80", False),
        ("100", "79", True),
        ("5", "6", False),
        ("4", "5", True),
        ("0", "0", False),
        ("0", "1", True),
        ("1", "0", True),
        ("-", "50", False),
        ("50", "-", False),
        ("112", "112", False),
        ("0.5", "0.6", False),
        ("0.5", "0.61", True),
    ],
)
def test_more_than_a_fifth_up_or_down_asks_for_a_note(before, now, found):
    then, here = numbers(f"A={before} B={now}").values()

    assert changed_much(ITEMS["CT01"], here, then) is found


def test_a_change_with_its_note_is_not_asked_about_again():
    assert doubted("CT01=200", "CT01=100") == ["CT01"]
    assert doubted("CT01=200", "CT01=100", "CT01") == []


def test_nobody_is_asked_to_explain_violence_at_home():
    assert doubted("CT14=3", "CT14=0") == []
    assert (ITEMS["CT14"].is_guarded, ITEMS["CT14"].is_public) == (True, False)


def test_the_form_has_fourteen_items_and_five_of_them_may_be_shown_to_everybody():
    assert [item.code for item in FORM.items] == [f"CT{n:02}" for n in range(1, 15)]
    assert {item.code for item in FORM.items if item.is_public} == {
        "CT01", "CT02", "CT09", "CT12", "CT13",
    }  # fmt: skip


def test_every_rule_of_the_form_speaks_of_its_items():
    rules = [read_rule(text) for item in FORM.items for text in item.rules]

    assert len(rules) == 7
    assert {code for rule in rules for code in (*rule.parts, rule.limit)} <= set(ITEMS)


@pytest.mark.parametrize("text", ["CT01", "CT01<CT02", "CT01<=", "CT01+<=CT02"])
def test_a_rule_nobody_can_read_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        read_rule(text)


def test_a_part_that_is_missing_counts_as_nothing():
    assert is_broken(read_rule("A+B<=C"), numbers("A=3 B=- C=2"))
    assert not is_broken(read_rule("A+B<=C"), numbers("A=- B=- C=2"))


def test_a_village_that_says_nothing_is_not_nought():
    now = {"mau": numbers("CT01=100"), "na": numbers("CT01=0"), "khe": numbers("CT01=-")}
    before = {"mau": numbers("CT01=90"), "tay": numbers("CT01=700")}
    (total,) = totals_of([ITEMS["CT01"]], now, before)

    assert (total.number, total.known) == (100, 2)
    assert (total.before, total.before_known) == (790, 2)
    assert (total.change, total.both) == (10, 1)


def test_where_nobody_has_said_a_number_there_is_none():
    (total,) = totals_of([ITEMS["CT02"]], {"mau": numbers("CT01=100")}, {})

    assert (total.number, total.known, total.before, total.change) == (None, 0, None, None)


def test_an_item_is_asked_only_in_its_months_and_changes_the_edition():
    own = Item("RIENG_1", "hộ vào nhóm Zalo", "hộ", first=NOVEMBER, last=NOVEMBER)
    form = with_own([], [(FIRST_FORM, own)])[FIRST_FORM]

    assert [len(form.items_in(month)) for month in (JULY, NOVEMBER, DECEMBER)] == [14, 15, 14]
    assert [form.edition_in(month) for month in (JULY, NOVEMBER, DECEMBER)] == [1, 2, 3]


def test_a_form_of_the_commune_begins_with_its_first_edition():
    own = Form("BIEU_1", "Báo cáo số", first=NOVEMBER)
    item = replace(ITEMS["CT01"], first=NOVEMBER)
    form = with_own([own], [("BIEU_1", item), ("khong-co", item)])["BIEU_1"]

    assert (form.items, form.edition_in(DECEMBER)) == ((item,), 1)
    assert not form.is_used_in(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("days", "step"), [(-4, ""), (-3, "T-3"), (-1, "T-3"), (0, "T"), (2, "T")]
)
def test_villages_are_reminded_three_days_before_and_on_the_day(days, step):
    assert step_reached(DUE + timedelta(days=days), DUE) == step
