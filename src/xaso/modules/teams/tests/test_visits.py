"""Visits: one line per service, a reason where it did not work, nothing ever overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from conftest import TODAY
from xaso.core.residents.actions import add_household
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.codes import OUTCOME, SERVICE, packaged
from xaso.modules.teams.models import Visit, VisitState
from xaso.modules.teams.queries.codes import code_book
from xaso.modules.teams.queries.visits import team_on, versions_of
from xaso.modules.teams.visit_words import lines_words

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


@pytest.fixture
def mai(person, gia_phu):
    """Mai, the clerk, answers the phone."""
    return person("Mai", gia_phu, "van_thu")


def test_a_visit_says_of_each_service_how_it_ended_and_why(lan, mau_son, team):
    visit = make.visit(lan, mau_son, "VNEID2 XONG", "DVCTT CHUA_XONG KHONG_SIM", male=1, from_60=2)

    assert (visit.team, visit.people, visit.by_id) == (team, 2, lan.account_id)
    said = lines_words(visit, code_book(lan.commune))
    assert said == (
        "định danh mức 2 (VNeID): xong; nộp hồ sơ trực tuyến: chưa xong (không có SIM chính chủ)"
    )


@pytest.mark.parametrize(
    ("said", "facts", "field"),
    [
        (["VNEID2 CHUA_XONG"], {}, "reason_1"),
        (["VNEID2 XONG", "DVCTT TU_CHOI"], {}, "reason_2"),
        (["VNEID2 XONG", "VNEID2 HEN_LAI"], {}, "service_2"),
        (["BAY_LEN XONG"], {}, "service_1"),
        (["VNEID2 XONG"], {"female": 0}, "male"),
        (["VNEID2 XONG"], {"under_15": 1, "from_60": 1}, "under_15"),
        (["VNEID2 XONG"], {"place": "MAT_TRANG"}, "place"),
        (["VNEID2 XONG"], {"day": TODAY + timedelta(days=1)}, "day"),
        (["VNEID2 XONG"], {"day": make.FOUNDED - timedelta(days=1)}, "village"),
        (["VNEID2 XONG"], {"household": "H99999"}, "household"),
        (["VNEID2 XONG"], {"outside_code": "H36.1"}, "procedure"),
        (
            ["VNEID2 XONG"],
            {"procedure": "Khai sinh", "dossier_result": "chua_nop"},
            "dossier_reason",
        ),
        (["VNEID2 XONG"], {"follow_by": "nha_mang"}, "follow_date"),
        (
            ["VNEID2 XONG"],
            {"follow_by": "nha_mang", "follow_date": TODAY - timedelta(days=1)},
            "follow_date",
        ),
    ],
)
def test_what_cannot_be_of_a_visit_is_refused_at_its_field(lan, mau_son, team, said, facts, field):
    with pytest.raises(ValidationError) as refused:
        make.visit(lan, mau_son, *said, **facts)

    assert list(refused.value.message_dict) == [field]
    assert not Visit.objects.exists()


def test_nobody_at_home_is_a_visit_that_helped_nobody(lan, mau_son, team):
    visit = make.visit(lan, mau_son, "VNEID2 VANG", female=0)

    assert visit.people == 0


def test_a_household_is_found_by_its_code_or_id_in_that_village_alone(lan, mau_son, team):
    here = add_household(
        actor=lan, village_id=mau_son.pk, head_name="Lý A Sở", at=make.NOW, code="M01"
    )
    away = Village.objects.create(commune=lan.commune, name="Nà Mẫu")
    make.team(lan, away)

    assert make.visit(lan, mau_son, household="m01").household == here
    assert make.visit(lan, mau_son, household=str(here.pk)).household == here
    with pytest.raises(ValidationError, match="không có hộ"):
        make.visit(lan, away, household="M01")


def test_a_correction_keeps_what_was_and_only_it_counts(lan, mau_son, team):
    first = make.visit(lan, mau_son, "VNEID2 XONG")

    second = make.corrected(lan, first, "VNEID2 CHUA_XONG KHONG_SONG", male=1)

    first.refresh_from_db()
    assert first.state == VisitState.CORRECTED
    newest, oldest = versions_of(lan, second)
    assert (newest, oldest) == (second, first)
    assert [line.outcome for line in oldest.lines.all()] == ["XONG"]
    with pytest.raises(ValidationError, match="đã có người sửa"):
        make.corrected(lan, first)
    with pytest.raises(ValidationError, match="đã có người sửa"):
        actions.withdraw_visit(actor=lan, visit_id=first.pk, reason="Nhầm")


def test_a_correction_that_cannot_be_leaves_the_first_as_it_was(lan, mau_son, team):
    first = make.visit(lan, mau_son)

    with pytest.raises(ValidationError):
        make.corrected(lan, first, "VNEID2 TU_CHOI")

    first.refresh_from_db()
    assert first.counts
    assert Visit.objects.count() == 1


def test_a_withdrawn_visit_says_why(lan, mau_son, team):
    visit = make.visit(lan, mau_son)

    with pytest.raises(ValidationError, match="vì sao"):
        actions.withdraw_visit(actor=lan, visit_id=visit.pk, reason="  ")
    withdrawn = actions.withdraw_visit(actor=lan, visit_id=visit.pk, reason="Ghi trùng")

    assert (withdrawn.state, withdrawn.withdrawn_reason) == (VisitState.WITHDRAWN, "Ghi trùng")


def test_only_the_writer_and_those_who_keep_the_register_put_a_visit_right(
    lan, pao, mai, mau_son, team
):
    of_pao, of_mai = make.visit(pao, mau_son), make.visit(mai, mau_son)

    with pytest.raises(PermissionDenied):
        make.corrected(mai, of_pao)
    with pytest.raises(PermissionDenied):
        actions.withdraw_visit(actor=pao, visit_id=of_mai.pk, reason="Nhầm")

    assert make.corrected(pao, of_pao).by_id == pao.account_id
    assert make.corrected(lan, of_mai).by_id == lan.account_id


def test_visits_out_of_reach_do_not_exist(lan, sua, pao, mau_son, team):
    away = Village.objects.create(commune=lan.commune, name="Nà Mẫu")
    make.team(lan, away)
    visit = make.visit(lan, away)

    with pytest.raises(ObjectDoesNotExist):
        make.visit(pao, away)
    for stranger in (sua, pao):
        with pytest.raises(ObjectDoesNotExist):
            actions.withdraw_visit(actor=stranger, visit_id=visit.pk, reason="Nhầm")


def test_leaders_read_visits_and_write_none(thao, lan, mau_son, team):
    with pytest.raises(PermissionDenied):
        make.visit(thao, mau_son)


def test_a_visit_belongs_to_the_team_of_that_day(lan, mau_son, team):
    actions.dissolve_team(
        actor=lan, team_id=team.pk, number="40/QĐ-UBND", day=make.FOUNDED, at=make.NOW
    )
    later = make.team(lan, mau_son, number="41/QĐ-UBND", day=TODAY)

    assert team_on(mau_son.pk, make.FOUNDED) == team
    assert team_on(mau_son.pk, make.FOUNDED + timedelta(days=1)) is None
    assert team_on(mau_son.pk, TODAY) == later


def test_a_code_of_the_commune_is_used_in_its_days_and_never_taken_off_a_visit(lan, mau_son, team):
    yesterday = TODAY - timedelta(days=1)
    code = actions.add_code(
        actor=lan, which=SERVICE, label="Cài loa thông minh", first_date=yesterday
    )
    with pytest.raises(ValidationError, match="đã có tên"):
        actions.add_code(actor=lan, which=SERVICE, label="cài LOA thông minh", first_date=TODAY)
    visit = make.visit(lan, mau_son, f"{code.code} XONG")

    actions.end_code(actor=lan, code_id=code.pk, day=yesterday)

    with pytest.raises(ValidationError, match="danh mục của ngày ấy"):
        make.visit(lan, mau_son, f"{code.code} XONG")
    make.visit(lan, mau_son, f"{code.code} XONG", day=yesterday)
    assert lines_words(visit, code_book(lan.commune)) == "Cài loa thông minh: xong"


def test_an_outcome_of_the_commune_may_ask_for_a_reason(lan, mau_son, team):
    code = actions.add_code(
        actor=lan, which=OUTCOME, label="bỏ dở", first_date=TODAY, asks_reason=True
    )

    with pytest.raises(ValidationError, match="bỏ dở"):
        make.visit(lan, mau_son, f"VNEID2 {code.code}")


def test_a_code_of_another_commune_is_none_of_ours(lan, sua, mau_son, team):
    code = actions.add_code(actor=sua, which=SERVICE, label="Dệt thổ cẩm", first_date=TODAY)

    with pytest.raises(ValidationError, match="danh mục"):
        make.visit(lan, mau_son, f"{code.code} XONG")
    with pytest.raises(ObjectDoesNotExist):
        actions.end_code(actor=lan, code_id=code.pk, day=TODAY)


def test_the_packaged_lists_are_whole():
    lists = packaged()

    assert [len(lists[which]) for which in ("noi_dung", "ket_qua", "ly_do", "noi")] == [
        16, 7, 17, 6
    ]  # fmt: skip
    asking = [code.code for code in lists[OUTCOME].values() if code.asks_reason]
    assert asking == ["CHUA_XONG", "TU_CHOI"]
