"""What villages wait for stands on the first page of who can do it, and of nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import MORNING, TODAY
from xaso.desk.team_notices import team_notices
from xaso.modules.teams import actions
from xaso.modules.teams.tests import make

pytestmark = pytest.mark.django_db


def heads(actor, day=TODAY) -> list[str]:
    return [each.head for each in team_notices(actor, day)]


@pytest.fixture
def waiting(lan, minh, pao, mau_son):
    """A report, two needs of which one is Minh's, a person no team took."""
    make.sent(pao, mau_son, "2026-10")
    make.need(pao, mau_son)
    need = make.need(pao, mau_son)
    make.asked(lan, mau_son)
    actions.hand_need(
        actor=lan, need_id=need.pk, owner_id=minh.account_id, due_date=TODAY, at=MORNING
    )


def test_each_of_the_office_reads_what_waits_for_them(waiting, lan, minh):
    assert heads(lan) == [
        "1 báo cáo thôn chờ duyệt",
        "1 nhu cầu, phản ánh của thôn chưa giao ai",
        "1 người cần giúp chưa ai nhận",
    ]
    assert "1 nhu cầu, phản ánh của thôn chờ anh chị trả lời" in heads(minh)
    late = team_notices(minh, TODAY + timedelta(days=1))[1]
    assert (late.tone, late.text) == ("warn", "1 việc đã quá hạn.")


def test_the_counter_reads_only_what_it_can_do_and_villages_nothing(
    waiting, person, gia_phu, pao, sua
):
    counter = person("Mai", gia_phu, "mot_cua")

    assert heads(counter) == ["1 người cần giúp chưa ai nhận"]
    assert heads(pao) == []
    assert heads(sua) == []


def test_the_notice_leads_to_the_month_that_waits(waiting, lan, sign_in):
    client = sign_in(lan)
    assert "1 báo cáo thôn chờ duyệt" in client.get("/viec-cua-toi/").content.decode()
    url = team_notices(lan, TODAY)[0].url

    assert "Thôn Mẫu Sơn" in client.get(url).content.decode()


def test_a_part_switched_off_says_nothing(waiting, lan):
    lan.commune.modules_off = ["teams"]

    assert heads(lan) == []
