"""A village asks: the commune answers by a day, the nearest free member helps."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from openpyxl import load_workbook

from conftest import MORNING, TODAY
from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import follow, send
from xaso.modules.teams import actions
from xaso.modules.teams.models import (
    HelpLevel,
    HelpRequest,
    HelpState,
    MemberRole,
    Need,
    NeedState,
)
from xaso.modules.teams.routing import Candidate, level_after, nearest

from . import make

HOME = "/to-cong-nghe/"
HERE, THERE = UUID(int=1), UUID(int=2)
TOMORROW = TODAY + timedelta(days=1)


def who(number: int, village: UUID = HERE, *languages: str, busy: int = 0) -> Candidate:
    return Candidate(UUID(int=number), village, languages, busy, f"Người {number}")


@pytest.mark.parametrize(
    ("people", "language", "chosen"),
    [
        ([who(1), who(2, HERE, "vi", "hmn")], "hmn", 2),
        ([who(1, HERE, "hmn", busy=2), who(2, HERE, "hmn", busy=1)], "hmn", 2),
        ([who(1, HERE, "vi"), who(2, THERE, "hmn")], "hmn", 2),
        ([who(1, HERE, "hmn", busy=2), who(2, THERE, "hmn")], "hmn", 1),
        ([who(1, HERE, "hmn", busy=3), who(2, THERE, "hmn")], "hmn", 2),
        ([who(1, HERE, "vi")], "hmn", 1),
        ([who(1, THERE, "vi")], "hmn", 0),
        ([who(1, THERE)], "vi", 1),
        ([who(1, HERE, busy=3)], "vi", 0),
        ([], "vi", 0),
    ],
)
def test_the_nearest_free_member_who_speaks_the_language_is_asked(people, language, chosen):
    found = nearest(people, HERE, language)

    assert (found.member_id.int if found else 0) == chosen


@pytest.mark.parametrize(
    ("level", "hours", "then"),
    [
        ("thanh_vien", 23, "thanh_vien"),
        ("thanh_vien", 24, "to_truong"),
        ("to_truong", 71, "to_truong"),
        ("thanh_vien", 72, "cong_chuc"),
        ("cong_chuc", 1, "cong_chuc"),
    ],
)
def test_who_waits_a_day_reaches_the_head_and_after_three_the_office(level, hours, then):
    assert level_after(level, MORNING, MORNING + timedelta(hours=hours)) == then


@pytest.fixture
def helped(lan, pao, mau_son):
    """Mỷ speaks Mông, Páo leads the team."""
    team = make.team(lan, mau_son)
    make.member(lan, team, "Páo", role=MemberRole.HEAD, account_id=pao.account_id)
    make.member(lan, team, "Mỷ", languages=["hmn"])
    return make.asked(lan, mau_son, language="hmn")


@pytest.mark.django_db
def test_a_request_goes_from_new_to_done(helped, pao):
    assert (helped.member.full_name, helped.level) == ("Mỷ", HelpLevel.MEMBER)
    taken = actions.take_request(actor=pao, request_id=helped.pk, at=make.NOW)
    assert (taken.member.full_name, taken.taken_by_id) == ("Páo", pao.account_id)
    with pytest.raises(ValidationError, match="đã nhận"):
        actions.take_request(actor=pao, request_id=helped.pk, at=make.NOW)

    actions.begin_help(actor=pao, request_id=helped.pk)
    done = actions.finish_help(actor=pao, request_id=helped.pk, result="đã cài", at=make.NOW)
    assert (done.state, done.ended_at) == (HelpState.DONE, make.NOW)
    with pytest.raises(ValidationError, match="xong"):
        actions.pass_help(actor=pao, request_id=helped.pk, result="x", at=make.NOW)


@pytest.mark.django_db
def test_what_nobody_takes_is_passed_on_once_a_step(helped, gia_phu):
    office = system_actor(gia_phu)
    moved = [
        actions.pass_on_waiting(actor=office, at=MORNING + timedelta(hours=hours))
        for hours in (23, 25, 26, 73)
    ]
    helped.refresh_from_db()

    assert moved == [0, 1, 0, 1]
    assert (helped.level, helped.member) == (HelpLevel.OFFICE, None)


@pytest.mark.django_db
def test_without_a_team_the_office_has_the_request_and_takes_it(lan, mau_son):
    request = make.asked(lan, mau_son)
    assert request.level == HelpLevel.OFFICE

    taken = actions.take_request(actor=lan, request_id=request.pk, at=make.NOW)
    assert (taken.member, taken.taken_by_id) == (None, lan.account_id)


@pytest.mark.django_db
def test_a_member_of_another_village_who_is_asked_reaches_the_request_and_others_do_not(
    helped, lan, sua, person, gia_phu
):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    other = person("Chía", gia_phu, "thanh_vien_to", village=na_mau)
    with pytest.raises(ObjectDoesNotExist):
        actions.take_request(actor=other, request_id=helped.pk, at=make.NOW)
    with pytest.raises(ObjectDoesNotExist):
        actions.take_request(actor=sua, request_id=helped.pk, at=make.NOW)

    member = make.member(lan, make.team(lan, na_mau), "Chía", account_id=other.account_id)
    HelpRequest.objects.filter(pk=helped.pk).update(member=member)
    assert actions.take_request(actor=other, request_id=helped.pk, at=make.NOW).member == member


@pytest.mark.django_db
def test_a_need_is_handed_to_somebody_by_a_day_and_answered_once(lan, minh, mau_son):
    need = make.need(lan, mau_son)
    given = {"need_id": need.pk, "owner_id": minh.account_id, "at": make.NOW}
    with pytest.raises(ValidationError, match="đã qua"):
        actions.hand_need(actor=lan, due_date=TODAY - timedelta(days=1), **given)
    handed = actions.hand_need(actor=lan, due_date=TOMORROW, **given)
    assert (handed.state, handed.owner_id) == (NeedState.HANDED, minh.account_id)

    actions.answer_need(actor=minh, need_id=need.pk, answer="Thứ Sáu xã xuống", at=make.NOW)
    with pytest.raises(ValidationError, match="đã trả lời"):
        actions.answer_need(actor=minh, need_id=need.pk, answer="Nữa", at=make.NOW)


@pytest.mark.django_db
def test_only_whom_it_was_handed_to_or_the_register_answers(lan, pao, person, gia_phu, mau_son):
    need = make.need(pao, mau_son)
    counter = person("Mai", gia_phu, "mot_cua")
    for actor in (pao, counter):
        with pytest.raises(PermissionDenied):
            actions.answer_need(actor=actor, need_id=need.pk, answer="x", at=make.NOW)
    actions.hand_need(
        actor=lan,
        need_id=need.pk,
        owner_id=counter.account_id,
        due_date=TOMORROW,
        at=make.NOW,
    )

    done = actions.answer_need(actor=counter, need_id=need.pk, answer="Được", at=make.NOW)
    assert done.answered_by_id == counter.account_id


@pytest.mark.django_db
def test_the_village_writes_a_need_down_and_reads_the_answer(
    sign_in, clock, lan, pao, gia_phu, mau_son
):
    village = sign_in(pao)
    page = follow(
        village,
        send(village, f"{HOME}nhu-cau/ghi/", kind="nhu_cau", text="Cần lớp VNeID", households="9"),
    )
    assert "9 hộ cần" in page
    need = make.need(lan, Village.objects.create(commune=gia_phu, name="Nà Mẫu"), text="Khác")
    office = sign_in(lan)
    own = Need.objects.get(households=9)
    send(office, f"{own.get_absolute_url()}giao/", owner=str(lan.account_id), due_date="25/11")
    clock.move_to(MORNING + timedelta(days=3))
    office = sign_in(lan)
    assert "Quá hạn 25/11/2026" in office.get(f"{HOME}nhu-cau/?loc=qua-han").content.decode()
    send(office, f"{own.get_absolute_url()}tra-loi/", answer="Thứ Sáu mở lớp")

    listed = sign_in(pao).get(f"{HOME}nhu-cau/?loc=da-tra-loi").content.decode()
    assert "Thứ Sáu mở lớp" in listed
    assert sign_in(pao).get(need.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_the_office_writes_a_call_down_and_the_team_helps(sign_in, helped, lan, pao, mau_son):
    office = sign_in(lan)
    said = {"service": "BHYT", "language": "hmn", "where": "cạnh trường", "channel": "giay"}
    page = follow(office, send(office, f"{HOME}can-giup/ghi/", village=str(mau_son.pk), **said))
    assert "Mỷ" in page
    rows = load_workbook(BytesIO(office.get(f"{HOME}can-giup/?tai=xlsx").content)).active.values
    assert "cạnh trường" in [row[4] for row in rows]

    team = sign_in(pao)
    url = helped.get_absolute_url()
    assert url in team.get(f"{HOME}can-giup/").content.decode()
    team.post(f"{url}nhan/")
    assert "đã cài xong" in follow(team, team.post(f"{url}xong/", {"result": "đã cài xong"}))
