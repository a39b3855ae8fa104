"""The commune's own operators from a day on: who is asked about, and what stays of those that are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from conftest import MORNING, TODAY
from tests.core.sync.phones import LATER, device_of, items, phone_for, send
from xaso.core.sync.pulling import pull
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import Sample
from xaso.modules.coverage.public import survey_sheet
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.plans.tests import browse

from . import files, make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/quy-uoc/"
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son)


def added(actor, name="Gmobile", since=TODAY, **said):
    given = {"reason": "Công văn của Sở", "at": MORNING}
    return actions.add_operator(actor=actor, name=name, since=since, **{**given, **said})


def ended(actor, code="vietnamobile", since=TODAY, at=MORNING):
    return actions.end_operator(actor=actor, code=code, since=since, reason="Ngừng", at=at)


def renamed(actor, code, name, since=TODAY, at=MORNING):
    return actions.rename_operator(
        actor=actor, code=code, name=name, since=since, reason="Đổi tên", at=at
    )


def class_of(actor, day=TODAY):
    (row,) = judged(actor.commune, make.rules(actor, day))
    return row.finding.class_name


def names(actor, day=TODAY):
    return [each.name for each in make.rules(actor, day).operators]


def text_of(browser, path):
    return browser.get(path).content.decode()


def test_an_operator_added_has_to_be_measured_too_from_its_day_on(lan, centre, ta_van):
    make.survey(lan, centre, 3)
    added(lan, since=SOON)

    assert (class_of(lan), class_of(lan, SOON)) == ("dat", "chua_du")
    assert names(lan, SOON)[-1] == "Gmobile"
    assert make.rules(lan, SOON).operators_version == "xã 1"
    assert make.rules(lan).operators_version == "v1"
    assert "Gmobile" not in names(_of(ta_van), SOON)


def _of(commune):
    class Somebody:
        pass

    Somebody.commune = commune
    return Somebody


def test_an_operator_that_ended_is_asked_no_more_and_its_samples_stay(lan, centre, sign_in):
    make.survey(lan, centre, levels={"viettel": 3, "vinaphone": 3, "mobifone": 3})
    make.survey(lan, centre, levels={"vietnamobile": 4}, days_ago=1)
    assert class_of(lan) == "dat"
    ended(lan)
    browser = sign_in(lan)

    assert class_of(lan) == "dat"
    assert "level_vietnamobile" not in text_of(browser, f"{centre.get_absolute_url()}do/")
    assert "Vietnamobile: 4 – xem video được" in text_of(browser, centre.get_absolute_url())
    (row,) = judged(lan.commune, make.rules(lan))
    assert "vietnamobile" in row.centre[1]


def test_what_only_an_operator_that_is_gone_reaches_is_not_covered(lan, centre):
    make.survey(lan, centre, 0)
    make.survey(lan, centre, levels={"vietnamobile": 4}, day=TODAY - timedelta(days=1))
    ended(lan)

    assert class_of(lan) == "trang"


def test_putting_an_old_survey_right_does_not_lose_the_operator_that_ended(lan, centre, sign_in):
    old = make.survey(lan, centre, levels={"viettel": 3, "vietnamobile": 4})
    ended(lan)
    browse.send(sign_in(lan), f"/vung-song/lan-do/{old.id}/sua/", level_viettel="2")

    standing = Sample.objects.filter(replaced_by=None).exclude(level=None)
    assert {row.operator: row.level for row in standing} == {"viettel": 2, "vietnamobile": 4}


def test_a_new_name_is_shown_everywhere_and_the_old_one_is_still_read_in_files(
    lan, centre, sign_in
):
    make.survey(lan, centre, 3)
    renamed(lan, "mobifone", "MobiFone Mới", since=SOON)
    assert names(lan)[2] == "MobiFone"
    renamed(lan, "viettel", "Viettel Lào Cai")

    browser = sign_in(lan)
    assert "Viettel Lào Cai: 3 – nhắn Zalo được" in text_of(browser, centre.get_absolute_url())
    file = files.taken(lan, files.drive(files.driven(1, operator="Viettel")))
    assert file.readings.get().operator == "viettel"


def test_a_file_of_before_names_an_operator_that_is_gone(lan, centre):
    added(lan, mnc="07")
    ended(lan, "gmobile", since=SOON)
    own = (f"Mẫu Sơn;Nhà văn hóa;trung_tam;{word};4g;3;;;sang;20/11/2026;do_tai_cho;co;co;40"
           for word in ("Gmobile", "45205"))  # fmt: skip
    files.taken(lan, files.drive(*own, head=files.OWN.replace(",", ";")))

    assert {row.operator for row in Sample.objects.all()} == {"gmobile", "vietnamobile"}


def test_one_that_comes_back_is_the_same_one(lan, centre):
    make.survey(lan, centre, levels={"vietnamobile": 2})
    ended(lan)
    added(lan, "vietnamobile", at=MORNING + timedelta(minutes=5))

    assert {each.code for each in make.rules(lan).operators} == set(make.ALL)
    assert make.rules(lan).names["vietnamobile"] == "vietnamobile"


def test_one_that_comes_back_keeps_its_number_unless_another_was_typed(lan):
    ended(lan)
    added(lan, "Vietnamobile", at=MORNING + timedelta(minutes=5))
    assert net_of(lan, "vietnamobile") == ("452", "05")
    ended(lan, at=MORNING + timedelta(minutes=10))
    added(lan, "Vietnamobile", mnc="09", at=MORNING + timedelta(minutes=15))

    assert net_of(lan, "vietnamobile") == ("452", "09")


def net_of(actor, code):
    (found,) = (each for each in make.rules(actor).operators if each.code == code)
    return found.mcc, found.mnc


@pytest.mark.parametrize("mnc", ["004", "05", "007"])
def test_a_number_read_as_that_of_another_is_refused_also_of_one_gone_or_to_come(lan, mnc):
    ended(lan)
    added(lan, mnc="07", since=SOON)

    with pytest.raises(ValidationError, match="mã này"):
        added(lan, "Itel", mnc=mnc)


def test_an_end_that_was_said_before_a_new_name_still_ends(lan):
    ended(lan, "mobifone", since=SOON)
    renamed(lan, "mobifone", "MobiFone Mới", at=MORNING + timedelta(minutes=5))

    assert "MobiFone Mới" in names(lan)
    assert [each.name for each in make.rules(lan, SOON).all_operators.ended(SOON)] == [
        "MobiFone Mới"
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [({"name": "VIETTEL"}, "tên này"), ({"name": " .. "}, "Ghi tên"), ({"mnc": "04"}, "mã này"),
     ({"since": TODAY - timedelta(days=1)}, "đã qua"), ({"reason": " "}, "vì sao")],
)  # fmt: skip
def test_what_cannot_be_added_is_refused(lan, said, why):
    with pytest.raises(ValidationError, match=why):
        added(lan, **said)


def test_one_operator_has_to_stay(lan):
    for code in make.ALL[1:]:
        ended(lan, code)
    with pytest.raises(ValidationError, match="ít nhất một"):
        ended(lan, make.ALL[0])
    with pytest.raises(ValidationError, match="không còn"):
        ended(lan, make.ALL[1])
    with pytest.raises(ObjectDoesNotExist):
        ended(lan, "la")


def test_who_only_reads_sees_the_list_and_changes_nothing(person, gia_phu, sign_in):
    reader = person("Dua", gia_phu, "bi_thu")
    with pytest.raises(PermissionDenied):
        added(reader)

    seen = text_of(sign_in(reader), HOME)
    assert "Vietnamobile" in seen
    assert "Thêm nhà mạng" not in seen


def test_minh_adds_renames_and_ends_one_on_its_pages(person, gia_phu, sign_in):
    minh = person("Minh", gia_phu, "cong_chuc")
    browser = sign_in(minh)
    done = browse.send(browser, f"{HOME}nha-mang/them/", name="Gmobile", mnc="07", reason="Mới có")
    assert done.url == HOME
    browse.send(browser, f"{HOME}nha-mang/gmobile/doi-ten/", name="GTel", reason="Đổi tên")
    assert names(minh)[-1] == "GTel"
    browse.send(browser, f"{HOME}nha-mang/gmobile/thoi/", reason="Ngừng")

    seen = text_of(browser, HOME)
    for words in ("Đã thôi: GTel", "thêm nhà mạng Gmobile", "nhà mạng đổi tên là GTel", "Mới có",
                  "bản xã 3"):  # fmt: skip
        assert words in seen
    assert browser.get(f"{HOME}nha-mang/gmobile/thoi/").status_code == 404
    wrong = browse.send(browser, f"{HOME}nha-mang/them/", name="Itel", mnc="x", reason="a")
    assert wrong.status_code == 422


def test_the_sheet_has_a_column_of_each_and_prints_the_version_of_the_list(lan, centre):
    added(lan)
    ended(lan, "mobifone")
    sheet = str(survey_sheet(lan.commune, TODAY))

    assert "danh sách nhà mạng bản xã 2" in sheet
    assert "Gmobile" in sheet
    assert "MobiFone" not in sheet


def test_an_operator_asked_that_is_gone_holds_up_no_petition(lan, mau_son):
    there = make.place(lan, mau_son, "Cụm trên", kind="cum")
    petition = make.sent(lan, make.petition(lan, there, asked=("viettel", "mobifone")),
                         TODAY - timedelta(days=5))  # fmt: skip
    day = TODAY - timedelta(days=4)
    actions.note_on_air(actor=lan, petition_id=petition.pk, day=day, today=TODAY)
    for days_ago in (0, 1, 2):
        make.survey(lan, there, levels={"viettel": 3}, days_ago=days_ago)
    with pytest.raises(ValidationError, match="Chưa đủ"):
        actions.conclude_petition(actor=lan, petition_id=petition.pk, today=TODAY)
    ended(lan, "mobifone")

    petition = actions.conclude_petition(actor=lan, petition_id=petition.pk, today=TODAY)
    assert petition.state == "dat"


def test_phones_are_told_and_what_they_asked_before_is_taken(person, gia_phu, lan, pao, centre):
    phone = phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)
    added(lan)
    ended(lan, "mobifone", since=SOON)
    page = pull(actor=pao, device=device_of(phone), cursor="", most_bytes=64_000)
    rows = [row for row in page["rows"] if row["t"] == "operator"]

    assert [(row["code"], row["step"], row["since"]) for row in rows] == [
        ("gmobile", "them", TODAY.isoformat()),
        ("mobifone", "thoi", SOON.isoformat()),
    ]
    ended(lan, "gmobile", at=MORNING + timedelta(minutes=5))
    body = {
        "place": str(centre.pk),
        "way": "do_tai_cho",
        "level_gmobile": "2",
        "level_viettel": "3",
    }
    phone.save(
        str(pao.account_id), "coverage.add_survey", body, at=MORNING,
        scope=f"thon:{centre.village_id}",
    )  # fmt: skip
    send(phone, LATER)
    assert items() == [("coverage.add_survey", "ap_dung", "ok")]
    assert Sample.objects.get(operator="gmobile").level == 2
    page = pull(actor=pao, device=device_of(phone), cursor=page["c"], most_bytes=64_000)
    assert [row["step"] for row in page["rows"] if row["t"] == "operator"] == ["thoi"]


def test_phones_put_two_changes_of_one_second_in_order(person, gia_phu, pao, lan, centre):
    phone = phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)
    renamed(lan, "mobifone", "Mobi", at=MORNING + timedelta(milliseconds=100))
    renamed(lan, "mobifone", "Mobi Mới", at=MORNING + timedelta(milliseconds=900))
    page = pull(actor=pao, device=device_of(phone), cursor="", most_bytes=64_000)
    said = {row["name"]: row["said"] for row in page["rows"] if row["t"] == "operator"}

    assert said["Mobi Mới"] - said["Mobi"] == 800
