import pytest

from xaso.core.edits import Change, Clash, apply_changes
from xaso.core.units.models import Village


@pytest.fixture
def village(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn", household_count=86)


def test_a_change_nobody_crossed_goes_through(village):
    assert apply_changes(village, {"household_count": Change(86, 90)}) == ["household_count"]
    assert village.household_count == 90


def test_different_fields_do_not_clash(village):
    village.household_count = 88

    assert apply_changes(village, {"name": Change("Mẫu Sơn", "Mẫu Sơn 1")}) == ["name"]


def test_both_typing_the_same_is_no_clash(village):
    village.household_count = 90

    assert apply_changes(village, {"household_count": Change(86, 90)}) == []


def test_a_field_the_person_left_alone_keeps_the_other_change(village):
    village.household_count = 88

    assert apply_changes(village, {"household_count": Change(86, 86)}) == []
    assert village.household_count == 88


def test_a_true_clash_names_both_values_and_writes_nothing(village):
    village.household_count = 88

    with pytest.raises(Clash, match="số hộ") as refused:
        apply_changes(village, {"household_count": Change(86, 90)})

    [clash] = refused.value.clashes
    assert (clash.saw, clash.theirs, clash.mine) == (86, 88, 90)
    assert village.household_count == 88
