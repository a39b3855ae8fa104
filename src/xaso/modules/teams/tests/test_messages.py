"""A team tells of visits in a message: it is kept, read by the office, and written down without typing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import send
from xaso.modules.teams import actions
from xaso.modules.teams.models import Message, Visit

from . import make

pytestmark = pytest.mark.django_db
LIST, WRITE = "/to-cong-nghe/tin-nhan/", "/to-cong-nghe/tin-nhan/ghi/"
PAO = "0912 345 678"


@pytest.fixture
def of_pao(lan, mau_son):
    return make.member(lan, make.team(lan, mau_son), "Giàng A Páo", phone=PAO)


def states():
    return sorted(Message.objects.values_list("text", "state"))


def test_a_message_is_known_by_the_number_however_it_is_written(lan, of_pao):
    message = make.message(lan, "1x 0/1", "+84912345678")

    assert (message.member, message.sender) == (of_pao, "0912345678")
    assert not Visit.objects.exists()


def test_the_modem_may_bring_it_twice(lan, of_pao):
    first = make.message(lan, "1x 0/1")
    again = make.message(lan, "1x 0/1")
    later = make.message(lan, "1x 0/1", sent_at=make.NOW + timedelta(minutes=3))

    assert first == again
    assert first != later


def test_what_is_understood_is_written_at_once_and_once(lan, sign_in, of_pao, mau_son):
    make.message(lan, "1x 2x 1/1\n5c4 0/1")
    make.message(lan, "mai em đi họp")
    browser = sign_in(lan)
    page = browser.get(LIST).content.decode()
    assert "2 lượt" in page
    assert "Ghi các tin đã hiểu" in page
    assert "Chưa hiểu" in page

    send(browser, WRITE)

    assert Visit.objects.filter(village=mau_son, source="tin").count() == 2
    assert states() == [("1x 2x 1/1\n5c4 0/1", "da_ghi"), ("mai em đi họp", "cho")]
    assert "Ghi các tin đã hiểu" not in browser.get(LIST).content.decode()


def test_the_day_is_that_of_the_sending(lan, sign_in, of_pao):
    sent = MORNING - timedelta(days=3)
    make.message(lan, "1x 0/1", sent_at=sent)

    send(sign_in(lan), WRITE)

    assert Visit.objects.get().day == sent.date()


def test_what_is_not_understood_is_put_right_without_typing_all_of_it(lan, sign_in, of_pao):
    message = make.message(lan, "1x 0/1 ???")
    browser = sign_in(lan)
    door = f"/to-cong-nghe/luot/go-phieu/?tin={message.pk}"
    assert "1x 0/1 ???" in browser.get(door).content.decode()

    send(browser, door, text="1x 0/1")

    assert Visit.objects.count() == 1
    assert states() == [("1x 0/1 ???", "da_ghi")]


def test_a_number_nobody_knows_waits_for_the_office_and_is_not_shown_whole(lan, sign_in, pao):
    make.message(lan, "1x 0/1", "0987 654 321")

    page = sign_in(lan).get(LIST).content.decode()

    assert "Số lạ 09•• ••• 321" in page
    assert "Chưa rõ của thôn nào" in page
    assert "1x 0/1" not in sign_in(pao).get(LIST).content.decode()


def test_two_villages_with_one_number_are_asked_about(lan, of_pao, gia_phu):
    other = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.member(lan, make.team(lan, other), phone=PAO)

    assert make.message(lan, "1x 0/1").member is None


def test_what_is_no_visit_is_put_by_for_a_reason(lan, sign_in, of_pao):
    message = make.message(lan, "chị ơi mấy giờ họp")
    browser = sign_in(lan)

    send(browser, f"{LIST}{message.pk}/bo/", reason="Hỏi giờ họp")

    assert states() == [("chị ơi mấy giờ họp", "bo")]
    assert "Hỏi giờ họp" in browser.get(f"{LIST}?loc=bo").content.decode()


def test_words_of_people_are_not_kept_for_ever(lan, of_pao):
    done, waiting = make.message(lan, "nhầm"), make.message(lan, "1x 0/1")
    actions.put_message_by(actor=lan, message_id=done.pk, reason="nhầm")

    assert actions.forget_messages(actor=lan, at=make.NOW + timedelta(days=89)) == 0
    assert actions.forget_messages(actor=lan, at=make.NOW + timedelta(days=91)) == 1
    assert list(Message.objects.all()) == [waiting]


@pytest.mark.parametrize(("sender", "said"), [("", "1x"), ("0912345678", " "), ("09", "x" * 1001)])
def test_a_message_without_number_or_words_is_none(lan, sender, said):
    with pytest.raises(ValidationError):
        make.message(lan, said, sender)
