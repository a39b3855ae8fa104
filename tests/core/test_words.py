"""docs/words.md says what tables, fields and roles are called now."""

from scripts import words


def test_the_word_list_is_up_to_date():
    assert words.PAGE.read_text(encoding="utf-8") == words.text(), "run make docs"


def test_each_english_word_is_explained_once_and_in_order():
    english = [row[0] for row in _written_by_hand()]

    assert english == sorted(set(english))


def test_each_word_has_both_languages_and_a_place():
    assert [row for row in _written_by_hand() if len(row) != 3 or not all(row)] == []


def _written_by_hand():
    by_hand = words.PAGE.read_text(encoding="utf-8").partition(words.START)[0]
    lines = [line for line in by_hand.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
