"""Two phones change one household: what is no clash goes through, a true one becomes a case."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from conftest import MORNING
from tests.core.sync.phones import LATER, items, phone_for, send
from xaso.core.residents.actions import add_household
from xaso.core.residents.models import Household
from xaso.core.residents.sync import shown
from xaso.core.sync.actions import decide_clash
from xaso.core.sync.models import ClashCase, ClashText

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(person, gia_phu, mau_son):
    lan = person("Lan", gia_phu, "cong_chuc")
    return add_household(
        actor=lan, village_id=mau_son.pk, head_name="Bà Sủ", members_count=4, at=MORNING
    )


def change(phone, who, house, **pairs):
    more = {"needs": pairs.pop("needs")} if "needs" in pairs else {}
    body = {"household": str(house.pk), "set": {name: list(pair) for name, pair in pairs.items()}}
    return phone.save(str(who.account_id), "residents.set_household", body, at=MORNING, **more)


def now(house):
    house.refresh_from_db()
    return house.head_name, house.members_count


def cases():
    """{field: texts} of the open ones."""
    return {
        case.field: [text.value for text in case.texts.order_by("at", "pk")]
        for case in ClashCase.objects.filter(decided_at=None)
    }


def put(house, **facts):
    Household.objects.filter(pk=house.pk).update(**facts)


def test_a_change_nobody_crossed_is_made(phone, pao, house):
    """V11 a."""
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))

    assert send(phone, LATER)["st"] == []
    assert now(house) == ("Bà Sủ A", 4)


@pytest.mark.parametrize(("stands", "new"), [(True, "no"), (False, "yes"), (None, "yes")])
def test_every_field_a_phone_was_told_can_be_changed_from_it(phone, pao, house, stands, new):
    put(house, has_smartphone=stands, language="hmn")
    house.refresh_from_db()
    told = shown(pao, house)
    wishes = {"has_smartphone": new, "language": "ium", "members_count": 5, "head_name": "Bà Sủ A"}

    change(phone, pao, house, **{name: (told[name], wish) for name, wish in wishes.items()})

    assert send(phone, LATER)["st"] == []
    assert now(house) == ("Bà Sủ A", 5)
    assert (house.has_smartphone, house.language) == (new == "yes", "ium")


def test_two_people_who_wrote_the_same_do_not_clash(phone, pao, house):
    """V11 b."""
    put(house, head_name="Bà Sủ A")
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))

    assert send(phone, LATER)["st"] == []
    assert cases() == {}


def test_a_true_clash_is_a_case_and_what_stands_stays(phone, pao, house):
    """V11 c and d: the other field of the same command is still set."""
    put(house, head_name="Bà Sửu")
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"), members_count=(4, 5))

    answer = send(phone, LATER)

    assert answer["st"][0][1:3] == ["ap_dung", "va_cham"]
    assert now(house) == ("Bà Sửu", 5)
    assert cases() == {"head_name": ["Bà Sủ A"]}


def test_a_name_typed_in_pieces_is_no_other_name(phone, pao, house):
    """V11 e."""
    pieces = unicodedata.normalize("NFD", "Bà Sủ")
    change(phone, pao, house, head_name=(pieces, "Bà Sủ A"))

    assert send(phone, LATER)["st"] == []
    assert now(house) == ("Bà Sủ A", 4)


@pytest.mark.parametrize("saw", [None, ""])
def test_nothing_there_is_nothing_there(phone, pao, house, saw):
    """V11 f: null and the empty text are the same to the form."""
    put(house, members_count=None)
    change(phone, pao, house, language=(saw, "hmn"), members_count=(saw, 6))

    assert send(phone, LATER)["st"] == []
    house.refresh_from_db()
    assert (house.language, house.members_count) == ("hmn", 6)


def test_one_phone_changes_twice_without_a_line(phone, pao, house):
    """V11 h."""
    first = change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))
    change(phone, pao, house, head_name=("Bà Sủ A", "Bà Sủ B"), needs=[first])

    assert send(phone, LATER)["st"] == []
    assert now(house) == ("Bà Sủ B", 4)
    assert cases() == {}


def test_a_later_wish_of_the_same_person_takes_the_place_of_the_earlier(phone, pao, house):
    """V11 h, where somebody else had written X: one case, X against the last wish."""
    put(house, head_name="X")
    first = change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))
    change(phone, pao, house, head_name=("Bà Sủ A", "Bà Sủ B"), needs=[first])

    send(phone, LATER)

    assert now(house) == ("X", 4)
    assert cases() == {"head_name": ["Bà Sủ B"]}
    assert ClashText.objects.count() == 1


def test_one_person_on_two_phones_is_asked_about_both(phone, pao, admin, house):
    """The copy of a phone knows nothing of what the other wrote."""
    put(house, head_name="X")
    second = phone_for(admin, pao, MORNING)
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))
    change(second, pao, house, head_name=("Bà Sủ", "Bà Sủ B"))

    send(phone, LATER)
    send(second, LATER)

    assert cases() == {"head_name": ["Bà Sủ A", "Bà Sủ B"]}


def test_a_third_person_joins_the_open_case(phone, pao, other, sua, house):
    put(house, head_name="X")
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))
    change(other, sua, house, head_name=("Bà Sủ", "Bà Sủ B"))

    send(phone, LATER)
    send(other, LATER)

    assert cases() == {"head_name": ["Bà Sủ A", "Bà Sủ B"]}


def test_a_field_that_may_not_be_changed_is_named(phone, pao, house):
    change(phone, pao, house, code=("H00001", "H7"))

    answer = send(phone, LATER)

    assert answer["st"][0][1:3] == ["tu_choi", "sai_du_lieu"]
    assert "code" in answer["st"][0][4]


def test_a_household_of_another_village_is_out_of_reach(phone, pao, house, gia_phu):
    from xaso.core.units.models import Village

    put(house, village=Village.objects.create(commune=gia_phu, name="Nà Mẫu", kind="thon"))
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))

    send(phone, LATER)

    assert [code for _kind, _state, code in items()] == ["khong_quyen"]


@pytest.mark.parametrize(("takes_it", "name"), [(True, "Bà Sủ A"), (False, "X")])
def test_an_officer_decides_once(phone, pao, person, gia_phu, house, takes_it, name):
    put(house, head_name="X")
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))
    send(phone, LATER)
    minh = person("Minh", gia_phu, "chanh_van_phong")
    case = ClashCase.objects.get()
    said = {"case_id": case.pk, "text_id": case.texts.get().pk if takes_it else None, "at": LATER}

    decide_clash(actor=minh, **said)

    assert now(house)[0] == name
    assert cases() == {}
    with pytest.raises(ValidationError, match="đã có người quyết"):
        decide_clash(actor=minh, **said)


def test_who_may_not_edit_may_not_decide(phone, pao, person, gia_phu, ta_van, house):
    put(house, head_name="X")
    change(phone, pao, house, head_name=("Bà Sủ", "Bà Sủ A"))
    send(phone, LATER)
    said = {"case_id": ClashCase.objects.get().pk, "text_id": None, "at": LATER}

    with pytest.raises(PermissionDenied):
        decide_clash(actor=person("Thảo", gia_phu, "bi_thu"), **said)
    with pytest.raises(ClashCase.DoesNotExist):
        decide_clash(actor=person("Súa", ta_van, "chanh_van_phong"), **said)
