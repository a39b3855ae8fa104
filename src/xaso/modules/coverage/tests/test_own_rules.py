"""Classes of strength and numbers of the rules, as the commune sets them itself from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from conftest import MORNING, TODAY
from xaso.core.events.models import Event
from xaso.modules.coverage import actions
from xaso.modules.coverage.hexagons import cell_at, hexagon_rule
from xaso.modules.coverage.models import PlaceKind, VillageRuling
from xaso.modules.coverage.public import survey_sheet, voters_answer
from xaso.modules.coverage.queries.hexagons import cells_measured
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.rules import Bounds
from xaso.modules.plans.tests import browse

from . import files, make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/quy-uoc/"
SOON, LATER = TODAY + timedelta(days=2), TODAY + timedelta(days=3)
RULE = hexagon_rule(TODAY)
TABLE = {"2g": (-70, -80, -90, -100), "3g": (-75, -85, -95, -105), "4g": (-85, -95, -105, -115),
         "5g": (-85, -95, -105, -115)}  # fmt: skip
TERMS = {"samples": 3, "days": 2, "pass_level": 3, "overdue": 30}


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son)


def classes(actor, since=TODAY, reason="Công văn của Sở", **of_technology):
    thresholds = {**TABLE, **{f"{name[1:]}": each for name, each in of_technology.items()}}
    thresholds = {code: each for code, each in thresholds.items() if each}
    return actions.adopt_classes(
        actor=actor, thresholds=thresholds, since=since, reason=reason, at=MORNING
    )


def rule(actor, since=TODAY, months=12, none=0, weak=2):
    return actions.adopt_village_rule(
        actor=actor, bounds=Bounds(months, none, weak), since=since, reason="Họp", at=MORNING
    )


def terms(actor, since=TODAY, **numbers):
    return actions.adopt_terms(
        actor=actor, numbers={**TERMS, **numbers}, since=since, reason="Họp", at=MORNING
    )


def finding(actor, day=TODAY):
    (row,) = judged(actor.commune, make.rules(actor, day))
    return row.finding


def test_a_strength_is_classed_by_the_table_of_its_own_day(lan, centre):
    classes(lan, since=SOON, _4g=(-70, -75, -80, -90))
    files.taken(lan, files.drive("20/11/2026;22.3;104.0;Viettel;4G;-97"))
    later = MORNING + timedelta(days=5)
    files.taken(lan, files.drive(f"{later:%d/%m/%Y};22.4;104.0;Viettel;4G;-97"), at=later)
    cells = cells_measured(lan.commune, make.rules(lan, SOON), RULE)

    before, after = (cells[cell_at((north, 104.0), RULE)]["viettel"] for north in (22.3, 22.4))
    assert (before.level, after.level) == (2, 0)


def test_of_two_of_one_day_the_one_said_last_holds(lan):
    classes(lan, _4g=(-70, -75, -80, -90))
    classes(lan, _4g=(-71, -75, -80, -90))

    assert make.rules(lan).table.version_word == "xã 2"
    assert make.rules(lan).table.of("4g")[0].from_value == -71
    assert make.rules(lan, TODAY - timedelta(days=1)).table.version == "v1"


@pytest.mark.parametrize(
    ("said", "why"),
    [({"_4g": (-85, -85, -105, -115)}, "4G: ngưỡng phải giảm dần"),
     ({"_4g": (-20, -85, -105, -115)}, "giảm dần"), ({"_3g": (-75, -85, -95, -140)}, "giảm dần"),
     ({"_5g": None}, "mọi công nghệ"), ({"_5g": (-85, -95)}, "đủ bốn ngưỡng"),
     ({"since": date(2026, 11, 1)}, "đã qua"), ({"reason": ""}, "vì sao")],
)  # fmt: skip
def test_a_table_with_a_gap_is_refused(lan, said, why):
    with pytest.raises(ValidationError, match=why):
        classes(lan, **said)


def test_other_numbers_find_another_class_and_say_so(lan, centre, sign_in):
    make.survey(lan, centre, levels=dict.fromkeys(make.ALL, 1))
    assert finding(lan).class_name == "yeu"
    make.ruled(lan, centre.village, "dat")
    rule(lan, since=SOON, none=1, weak=3)

    found = finding(lan, SOON)
    assert (found.class_name, found.version) == ("trang", "x1")
    assert found.say == "Trung tâm thôn: mọi nhà mạng đều mức 0–1."
    assert (finding(lan).class_name, finding(lan).version) == ("yeu", "v1")
    assert "bản v1, chưa xác minh" in str(survey_sheet(lan.commune, TODAY))
    assert "bản xã 1, do xã định" in str(survey_sheet(lan.commune, SOON))
    said = sign_in(lan).get(f"/vung-song/thon/{centre.village_id}/").content.decode()
    assert "khi đó theo quy tắc bản v1" in said


def test_a_version_said_in_english_is_read_in_the_language_of_the_reader(lan, centre):
    with translation.override("en"):
        rule(lan)
        make.ruled(lan, centre.village, "dat")

    ruling = VillageRuling.objects.get()
    assert (ruling.rule_version, ruling.rule_word) == ("x1", "xã 1")
    assert "bản xã 1" in str(survey_sheet(lan.commune, TODAY))


def test_what_counts_as_old_follows(lan, centre):
    make.survey(lan, centre, 3, days_ago=40)
    assert finding(lan).class_name == "dat"
    rule(lan, months=1)

    assert finding(lan).class_name == "chua_du"
    assert "trong 1 tháng" in finding(lan).say


def test_dead_zones_follow_the_level_that_counts_as_none(lan, mau_son, centre, sign_in):
    weak = make.place(lan, mau_son, "Cụm trên", kind=PlaceKind.CLUSTER)
    make.survey(lan, weak, 1)
    browser = sign_in(lan)
    assert "Cụm trên" not in browser.get("/vung-song/xep-hang/").content.decode()
    rule(lan, none=1)

    seen = browser.get("/vung-song/xep-hang/").content.decode()
    assert "Cụm trên" in seen
    assert "không quá mức 1" in seen
    assert "do xã định" in seen


@pytest.mark.parametrize(
    ("said", "why"),
    [({"none": 2, "weak": 2}, "trên mức không sóng"), ({"weak": 4}, "dưới mức 4"),
     ({"months": 0}, "60 tháng"), ({"none": 3, "weak": 3}, "trên mức")],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(lan, said, why):
    with pytest.raises(ValidationError, match=why):
        rule(lan, **said)


def test_the_level_that_passes_is_never_one_without_signal(lan):
    terms(lan, pass_level=1)
    with pytest.raises(ValidationError, match="đo lại đạt"):
        rule(lan, none=1)
    with pytest.raises(ValidationError, match="không sóng"):
        terms(lan, pass_level=0)


def test_neither_is_set_against_what_begins_later(lan):
    terms(lan, since=LATER, pass_level=1)
    with pytest.raises(ValidationError, match="27/11/2026 mức này là mức đo lại đạt"):
        rule(lan, none=1)
    terms(lan, since=LATER, pass_level=2)
    rule(lan, since=SOON, none=1)
    with pytest.raises(ValidationError, match="từ 26/11/2026 là mức 1"):
        terms(lan, pass_level=1)


def test_what_a_later_one_replaces_holds_up_nothing(lan):
    terms(lan, since=SOON, pass_level=1)
    rule(lan, since=SOON, none=0)
    terms(lan, since=SOON, pass_level=3)
    rule(lan, none=1)
    rule(lan, since=LATER, none=0)

    terms(lan, since=LATER, pass_level=1)
    assert make.rules(lan, LATER).terms.pass_level == 1


def test_one_sample_is_enough_when_the_commune_says_so(lan, mau_son):
    there = make.place(lan, mau_son, "Cụm trên", kind=PlaceKind.CLUSTER)
    petition = make.sent(lan, make.petition(lan, there))
    actions.note_on_air(actor=lan, petition_id=petition.pk, day=TODAY, today=TODAY)
    make.survey(lan, there, levels={"viettel": 3})
    with pytest.raises(ValidationError, match="3 lần trong 2 ngày"):
        actions.conclude_petition(actor=lan, petition_id=petition.pk, today=TODAY)
    terms(lan, samples=1, days=1)

    done = actions.conclude_petition(actor=lan, petition_id=petition.pk, today=TODAY)
    assert done.state == "dat"
    terms(lan, pass_level=4)
    make.survey(lan, there, levels={"viettel": 4}, days_ago=-1)
    make.survey(lan, there, levels={"viettel": 4}, days_ago=-1.1)
    later = TODAY + timedelta(days=2)
    told = str(voters_answer(lan.commune, petition.pk, later))
    assert "mức tốt nhất 3 – nhắn Zalo được (quy ước đo lại bản xã 1)" in told
    event = Event.objects.get(kind="coverage.petition.measured")
    assert (event.data["terms"], event.data["level"]) == ("x1", 3)


def test_a_promise_is_overdue_by_the_days_of_the_commune(lan, mau_son):
    there = make.place(lan, mau_son)
    petition = make.sent(lan, make.petition(lan, there))
    make.answered(lan, petition, promised_date=TODAY - timedelta(days=10))
    assert actions.mark_overdue(actor=lan, today=TODAY) == 0
    terms(lan, overdue=10)

    assert actions.mark_overdue(actor=lan, today=TODAY) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [({"samples": 1}, "không quá số lần"), ({"days": 0}, "không quá"),
     ({"samples": 21}, "20 lần"), ({"overdue": 400}, "365"), ({"pass_level": 5}, "trên mức")],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused(lan, said, why):
    with pytest.raises(ValidationError, match=why):
        terms(lan, **said)


def test_who_only_reads_adopts_nothing(person, gia_phu):
    reader = person("Dua", gia_phu, "bi_thu")
    for adopt in (classes, rule, terms):
        with pytest.raises(PermissionDenied):
            adopt(reader)


def test_each_is_typed_on_its_page_and_stays_to_be_read(lan, ta_van, sign_in):
    browser = sign_in(lan)
    done = browse.send(browser, f"{HOME}muc-dbm/", **{"4g_tot": "-80", "reason": "Theo Sở"})
    assert done.url == HOME
    browse.send(browser, f"{HOME}xep-loai/", old_after_months="6", reason="Đo nửa năm một lần")
    browse.send(browser, f"{HOME}do-lai/", samples="4", reason="Cho chắc")

    seen = browser.get(HOME).content.decode()
    for words in ("≥ −80", "trong 6 tháng", "ít nhất 4 lần trong 2 ngày", "Đo nửa năm một lần",
                  "4G -80, -95, -105, -115", "do xã định"):  # fmt: skip
        assert words in seen
    wrong = browse.send(browser, f"{HOME}muc-dbm/", **{"4g_tot": "-96", "reason": "x"})
    assert (wrong.status_code, "4G: ngưỡng" in wrong.content.decode()) == (422, True)
    assert browse.send(browser, f"{HOME}do-lai/", days="9", reason="x").status_code == 422
    refused = browse.send(browser, f"{HOME}xep-loai/", none_level="2", weak_level="1", reason="x")
    assert refused.status_code == 422


def test_nothing_changed_is_said_too(lan, sign_in):
    seen = sign_in(lan).get(HOME).content.decode()

    assert "Chưa đổi gì" in seen
    assert "Năm mức ứng với năm loại" in seen


def test_what_was_said_before_the_program_counted_otherwise_is_still_read(lan, sign_in):
    packaged = make.rules(lan)
    said = {classes(lan): {"2g": [-70, -80], "4g": [-70, -75, -80, -90], "6g": [-1, -2, -3, -4]},
            rule(lan): {"old_after_months": 6, "wind": 3},
            terms(lan): {"samples": 4, "wind": 3}}  # fmt: skip
    for row, body in said.items():
        row.body = body
        row.save()
    rules = make.rules(lan)

    assert rules.table.of("5g") == packaged.table.of("5g")
    assert rules.table.of("2g") == packaged.table.of("2g")
    assert rules.table.of("4g")[0].from_value == -70
    assert rules.village.bounds == replace(packaged.village.bounds, old_after_months=6)
    assert (rules.terms.samples, rules.terms.days) == (4, packaged.terms.days)
    assert sign_in(lan).get(HOME).status_code == 200
