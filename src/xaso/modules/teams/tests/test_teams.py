"""Teams and their people: founded, renewed by a decision, nobody forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from conftest import TODAY
from xaso.core.events.models import Event
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.models import DecisionKind, Member, MemberRole, TeamDecision, TeamState
from xaso.modules.teams.queries.teams import history_of, members_now

from . import make

pytestmark = pytest.mark.django_db
RENEWED = date(2026, 10, 1)


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


def names(members):
    return [member.full_name for member in members]


def test_a_village_has_one_team_until_it_is_dissolved(lan, mau_son, team):
    with pytest.raises(ValidationError, match="đã có tổ"):
        make.team(lan, mau_son)

    actions.dissolve_team(actor=lan, team_id=team.pk, number="40/QĐ-UBND", day=TODAY, at=make.NOW)

    again = make.team(lan, mau_son, number="41/QĐ-UBND", day=TODAY)
    assert again.state == TeamState.ACTIVE
    with pytest.raises(ValidationError, match="đã giải thể"):
        make.member(lan, team)


def test_a_closed_village_gets_no_team(lan, mau_son):
    Village.objects.filter(pk=mau_son.pk).update(closed_at=make.NOW)

    with pytest.raises(ValidationError, match="ngừng dùng"):
        make.team(lan, mau_son)


def test_a_renewal_ends_every_membership_and_keeps_who_was_there(lan, team):
    head = make.member(
        lan,
        team,
        "Páo",
        role=MemberRole.HEAD,
        languages=["hmn"],
        phone="0900 1",
        is_phone_open=True,
    )
    make.member(lan, team, "Mỷ", phone="0900 2")
    actions.call_renewal(actor=lan, team_id=team.pk, reason="Mỷ chuyển đi")

    renewed = actions.renew_team(
        actor=lan, team_id=team.pk, number="77/QĐ-UBND", day=RENEWED, stays=[head.pk], at=make.NOW
    )

    assert (renewed.state, renewed.renewal_reason) == (TeamState.ACTIVE, "")
    assert renewed.decision_number == "77/QĐ-UBND"
    (now,) = members_now(renewed)
    assert (now.full_name, now.role, now.languages) == ("Páo", MemberRole.HEAD, ["hmn"])
    assert (now.from_date, now.phone, now.is_phone_open) == (RENEWED, "0900 1", True)
    newest, oldest = history_of(renewed)
    assert (newest.decision.kind, newest.members) == (DecisionKind.RENEWED, [])
    assert names(oldest.members) == ["Páo", "Mỷ"]
    assert {member.to_date for member in oldest.members} == {RENEWED}
    assert {member.phone for member in oldest.members} == {""}
    event = Event.objects.get(kind="teams.team.renewed")
    assert (event.data["stays"], event.data["gone"]) == (1, 1)


def test_a_renewal_is_no_earlier_than_what_it_renews_and_not_in_days_to_come(lan, team):
    member = make.member(lan, team, from_date=RENEWED)
    renew = {"actor": lan, "team_id": team.pk, "number": "77/QĐ-UBND", "at": make.NOW}

    for day in (make.FOUNDED - timedelta(days=1), RENEWED - timedelta(days=1)):
        with pytest.raises(ValidationError, match="trở đi"):
            actions.renew_team(day=day, stays=[], **renew)
    with pytest.raises(ValidationError, match="chưa đến"):
        actions.renew_team(day=TODAY + timedelta(days=1), stays=[], **renew)
    with pytest.raises(ValidationError, match="thôi tham gia"):
        actions.renew_team(day=TODAY, stays=[team.pk], **renew)

    member.refresh_from_db()
    assert member.to_date is None
    assert TeamDecision.objects.count() == 1


def test_who_goes_is_kept_with_the_day_and_why(lan, team):
    member = make.member(lan, team, phone="0900 1")

    ended = actions.end_member(
        actor=lan, member_id=member.pk, day=TODAY, reason="Đi làm xa", at=make.NOW
    )

    assert (ended.to_date, ended.end_reason, ended.phone) == (TODAY, "Đi làm xa", "")
    assert members_now(team) == []
    assert names(history_of(team)[0].members) == ["Vàng Thị Mỷ"]
    with pytest.raises(ValidationError, match="đã thôi"):
        make.edited(lan, member, full_name="Khác")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "  "}, "full_name"),
        ({"from_date": date(2026, 2, 1)}, "from_date"),
        ({"from_date": TODAY + timedelta(days=1)}, "from_date"),
        ({"is_phone_open": True}, "phone"),
        ({"role": MemberRole.HEAD}, "role"),
    ],
)
def test_what_cannot_be_of_a_member_is_refused_at_its_field(lan, team, said, field):
    make.member(lan, team, "Páo", role=MemberRole.HEAD)

    with pytest.raises(ValidationError) as refused:
        make.member(lan, team, **said)

    assert list(refused.value.message_dict) == [field]


def test_an_account_is_in_a_team_once_and_of_this_commune(lan, sua, pao, team):
    make.member(lan, team, "Páo", account_id=pao.account_id)

    with pytest.raises(ValidationError, match="đã là thành viên"):
        make.member(lan, team, "Páo nữa", account_id=pao.account_id)
    with pytest.raises(ValidationError, match="của xã"):
        make.member(lan, team, "Sua", account_id=sua.account_id)


def test_a_new_head_needs_the_old_one_to_be_something_else(lan, team):
    old = make.member(lan, team, "Páo", role=MemberRole.HEAD)
    new = make.member(lan, team, "Mỷ")

    with pytest.raises(ValidationError, match="đã có tổ trưởng"):
        make.edited(lan, new, role=MemberRole.HEAD)
    make.edited(lan, old, role=MemberRole.DEPUTY)
    make.edited(lan, new, role=MemberRole.HEAD)

    assert names(members_now(team)) == ["Mỷ", "Páo"]


def test_teams_of_another_commune_do_not_exist_and_village_people_write_none(lan, sua, pao, team):
    member = make.member(lan, team)

    with pytest.raises(ObjectDoesNotExist):
        actions.call_renewal(actor=sua, team_id=team.pk, reason="Khác")
    with pytest.raises(ObjectDoesNotExist):
        actions.end_member(actor=sua, member_id=member.pk, day=TODAY, reason="", at=make.NOW)
    with pytest.raises(PermissionDenied):
        make.member(pao, team)

    assert Member.objects.get().to_date is None
