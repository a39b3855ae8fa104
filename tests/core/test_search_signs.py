"""Most rows are passed over by their signs alone; nobody finds less for it, and nobody learns more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MORNING
from xaso.core.events.deliver import deliver_all
from xaso.core.residents.actions import add_household
from xaso.core.search.finding import by_kind, of_one_kind
from xaso.core.search.keeping import look_over
from xaso.core.search.models import ANY_SIGN, Entry
from xaso.core.search.words import asked, index_text, signs_of_text
from xaso.lib.ids import new_id
from xaso.modules.plans import actions as plans
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db


def found(actor, typed):
    deliver_all()
    return [hit.title for group in by_kind(actor, asked(typed)) for hit in group.hits]


@pytest.fixture
def household(minh, mau_son):
    """Of Lý Thị Mỷ; Minh and the head of the village read names, Thảo does not."""
    add_household(
        actor=minh, village_id=mau_son.pk, head_name="Lý Thị Mỷ", code="MS-017", at=MORNING
    )
    deliver_all()
    return Entry.objects.get(kind="ho")


def test_a_word_is_found_once_it_is_written_and_no_longer_once_it_is_gone(thao):
    assert found(thao, "quả pháo") == []

    draft = make.draft(thao, "Dọn quả pháo")
    assert found(thao, "quả pháo") == found(thao, "pha") == ["Dọn quả pháo"]

    plans.drop_draft(actor=thao, task_id=draft.pk)
    assert found(thao, "quả pháo") == found(thao, "pha") == []


def test_two_communes_have_words_of_their_own(person, gia_phu, thao, sua):
    leader = person("Seo", sua.commune, "chu_tich")
    make.draft(thao, "Lắp wifi")
    make.draft(leader, "Trồng quế")

    assert (found(thao, "wifi"), found(leader, "wifi")) == (["Lắp wifi"], [])
    assert (found(thao, "quế"), found(leader, "quế")) == ([], ["Trồng quế"])


def test_words_that_never_stand_together_find_nothing(thao, lan):
    make.task(thao, lan, "Lắp camera an ninh")
    make.task(thao, lan, "Thanh toán không tiền mặt")

    assert found(lan, "camera thanh") == []
    assert found(lan, "camera ninh") == ["Lắp camera an ninh"]


def test_a_name_is_found_by_its_own_signs_and_the_open_ones_do_not_know_it(
    household, minh, thao, pao
):
    open_signs, private_signs = signs_of_text(" ~ly ~thi ~my ms 17 mau son")

    assert (household.signs, household.private_signs) == (open_signs, private_signs)
    assert open_signs == signs_of_text(" ms 17 mau son")[0]
    assert found(minh, "ly thi my") == found(pao, "mỷ mẫu") == ["MS-017 · Lý Thị Mỷ"]
    assert found(thao, "ly thi my") == found(thao, "mỷ mẫu") == []


def test_who_may_not_read_names_asks_nothing_of_their_signs(
    household, minh, thao, django_assert_num_queries
):
    """Or the time of an answer would tell whether the name is there."""
    with django_assert_num_queries(1) as asked_of_thao:
        by_kind(thao, asked("ly thi my"))
    with django_assert_num_queries(3) as asked_of_minh:
        by_kind(minh, asked("ly thi my"))

    assert "private_signs" not in asked_of_thao[0]["sql"]
    assert "private_signs" in asked_of_minh[0]["sql"]


def test_a_row_without_the_signs_of_a_word_is_passed_over(thao):
    """Its words are not looked at: this is what a search of a hundred thousand rows lives on."""
    make.draft(thao, "Lắp wifi")
    assert found(thao, "wifi") == ["Lắp wifi"]

    Entry.objects.filter(kind="nhiem-vu").update(signs=0)

    assert found(thao, "wifi") == []
    assert of_one_kind(thao, "nhiem-vu", asked("wifi"), "", 9).hits == []


def test_after_an_upgrade_rows_without_signs_are_found_until_the_night_writes_them(
    household, gia_phu, minh, thao
):
    make.draft(thao, "Lắp wifi")
    deliver_all()
    look_over(gia_phu)
    before = set(Entry.objects.values_list("pk", "signs", "private_signs"))
    Entry.objects.update(signs=ANY_SIGN, private_signs=0)

    assert found(thao, "wifi") == ["Lắp wifi"]
    assert found(minh, "lý thị") == ["MS-017 · Lý Thị Mỷ"]
    assert found(thao, "quả") == found(thao, "lý thị") == []

    assert look_over(gia_phu) == len(before)
    assert set(Entry.objects.values_list("pk", "signs", "private_signs")) == before
    assert look_over(gia_phu) == 0


def test_what_stands_in_the_table_before_there_are_signs_may_hold_any_word(gia_phu, thao):
    Entry.objects.create(
        commune=gia_phu, kind="nhiem-vu", object_id=new_id(), title="Cũ", words=" lap wifi"
    )

    assert found(thao, "wifi") == ["Cũ"]


WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ 0123456789-/ßẞ𝔘٣", max_size=40)


@given(open_text=WORDS, private_text=WORDS, data=st.data())
def test_every_beginning_of_every_word_has_its_signs_in_the_row(open_text, private_text, data):
    words = index_text([open_text], [private_text])
    open_signs, private_signs = signs_of_text(words)
    mine = [word for word in words.split() if not word.startswith("~")]
    if not mine:
        assert open_signs == 0
        return

    word = data.draw(st.sampled_from(mine))
    wanted = asked(word[: data.draw(st.integers(1, len(word)))]).signs

    assert open_signs & wanted == wanted
    assert 0 <= open_signs | private_signs < 2**63
