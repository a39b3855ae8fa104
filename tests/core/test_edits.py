import pytest

from tests.core.source import all_actions
from xaso.core.edits import Change, Clash, apply_changes
from xaso.core.units.models import Village

FIELDS = {"name", "household_count", "former_unit"}


@pytest.fixture
def village(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn", household_count=86)


def test_a_change_nobody_crossed_goes_through(village):
    assert apply_changes(village, {"household_count": Change(86, 90)}, FIELDS) == [
        "household_count"
    ]
    assert village.household_count == 90


def test_different_fields_do_not_clash(village):
    village.household_count = 88

    assert apply_changes(village, {"name": Change("Mẫu Sơn", "Mẫu Sơn 1")}, FIELDS) == ["name"]


def test_both_typing_the_same_is_no_clash(village):
    village.household_count = 90

    assert apply_changes(village, {"household_count": Change(86, 90)}, FIELDS) == []


def test_a_field_the_person_left_alone_keeps_the_other_change(village):
    village.household_count = 88

    assert apply_changes(village, {"household_count": Change(86, 86)}, FIELDS) == []
    assert village.household_count == 88


def test_a_true_clash_names_both_values_and_writes_nothing(village):
    village.household_count = 88

    with pytest.raises(Clash, match="số hộ") as refused:
        apply_changes(village, {"household_count": Change(86, 90)}, FIELDS)

    [clash] = refused.value.clashes
    assert (clash.saw, clash.theirs, clash.mine) == (86, 88, 90)
    assert village.household_count == 88


def test_the_end_of_a_line_as_browsers_send_it_is_no_clash(village):
    village.former_unit = "Xã Gia Phú\r\nxã Thái Niên"
    seen, new = "Xã Gia Phú\nxã Thái Niên", "Xã Gia Phú"

    assert apply_changes(village, {"former_unit": Change(seen, new)}, FIELDS) == ["former_unit"]


def test_no_field_that_is_not_offered_can_be_changed(village):
    with pytest.raises(TypeError, match="not editable here"):
        apply_changes(village, {"commune_id": Change("02923", "02752")}, FIELDS)


def test_whoever_edits_says_what_was_seen():
    """Else the last of two people wins and nobody is told."""
    edits = [each for each in all_actions() if each.function.name.startswith("edit_")]

    assert len(edits) >= 9
    assert [each.name for each in edits if "changes" not in _parameters(each)] == []


def _parameters(action):
    return {each.arg for each in action.function.args.kwonlyargs}
