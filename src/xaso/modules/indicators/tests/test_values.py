from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.core.events.models import Event
from xaso.core.figures import Period
from xaso.modules.indicators import actions
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.proofs import Proof
from xaso.modules.indicators.queries.values import value_now
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.make import NOW, TODAY, YEAR

pytestmark = pytest.mark.django_db


def now(actor, code, period=YEAR):
    return value_now(actor.commune, [value_defs()[code]], period, TODAY)[code]


def test_a_number_never_typed_is_missing_and_not_zero(lan):
    found = now(lan, "nguoi-vneid")

    assert found.origin == "missing"
    assert found.number is None
    assert found.figure.number is None


def test_a_typed_number_says_where_it_comes_from(lan):
    make.value(lan, "nguoi-vneid", 5200, note="Báo cáo của Công an xã")

    found = now(lan, "nguoi-vneid")

    assert (found.number, found.source, found.as_of) == (5200, "Báo cáo của Công an xã", TODAY)
    assert found.rows[0].entered_by.full_name == "Lan"


def test_entering_a_number_is_one_event(lan):
    row = make.value(lan, "nguoi-vneid", 5200)

    assert [(event.kind, event.subject_id) for event in Event.objects.all()] == [
        ("indicators.value.entered", row.pk)
    ]


def test_the_newest_day_counts_whatever_was_typed_last(lan):
    make.value(lan, "nguoi-vneid", 5200, on=TODAY)
    make.value(lan, "nguoi-vneid", 4000, on=date(2026, 3, 31), at=NOW + timedelta(hours=1))

    assert now(lan, "nguoi-vneid").number == 5200


def test_last_years_number_does_not_count_this_year(lan):
    make.value(lan, "dan-so", 6300, on=date(2025, 12, 31))

    assert now(lan, "dan-so").number is None


def test_a_correction_is_a_new_row_and_the_old_one_stays(lan):
    old = make.value(lan, "nguoi-vneid", 5200)
    actions.correct_value(
        actor=lan, value_id=old.pk, number=Decimal(5020), reason="gõ nhầm hai số", at=NOW
    )

    assert now(lan, "nguoi-vneid").number == 5020
    assert Value.objects.count() == 2
    assert Event.objects.last().data["was"] == "5200.0000"


def test_a_correction_without_a_reason_is_refused(lan):
    old = make.value(lan, "nguoi-vneid", 5200)

    with pytest.raises(ValidationError, match="lý do"):
        actions.correct_value(actor=lan, value_id=old.pk, number=Decimal(1), reason=" ", at=NOW)


def test_a_number_can_be_taken_back(lan):
    old = make.value(lan, "nguoi-vneid", 5200)
    actions.correct_value(actor=lan, value_id=old.pk, number=None, reason="số của xã khác", at=NOW)

    found = now(lan, "nguoi-vneid")
    assert (found.number, found.why) == (None, "số của xã khác")


def test_the_old_row_is_corrected_only_once(lan):
    old = make.value(lan, "nguoi-vneid", 5200)
    actions.correct_value(actor=lan, value_id=old.pk, number=Decimal(1), reason="nhầm", at=NOW)

    with pytest.raises(ValidationError, match="dòng mới nhất"):
        actions.correct_value(actor=lan, value_id=old.pk, number=Decimal(2), reason="x", at=NOW)


def test_a_row_is_never_changed(lan):
    row = make.value(lan, "nguoi-vneid", 5200)
    row.number = 1

    with pytest.raises(TypeError):
        row.save()


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("nguoi-vneid", -1, "không được âm"),
        ("nguoi-vneid", "10.5", "số nguyên"),
        ("muc-hai-long", 101, "0–100"),
        ("muc-hai-long", "0.85", "hay là 85 %"),
    ],
)
def test_a_number_that_cannot_be_is_refused(lan, code, number, said):
    with pytest.raises(ValidationError, match=said):
        make.value(lan, code, number)


def test_0_85_percent_is_kept_when_the_officer_says_so(lan):
    make.value(lan, "muc-hai-long", "0.85", percent_is_right=True)

    assert now(lan, "muc-hai-long").number == Decimal("0.85")


def test_more_people_than_live_here_is_refused(lan):
    make.value(lan, "dan-so", 6300)

    with pytest.raises(ValidationError, match=r"lớn hơn dân số là 6\.300"):
        make.value(lan, "nguoi-vneid", 63000)


def test_no_number_needs_a_reason(lan):
    with pytest.raises(ValidationError, match="lý do"):
        make.value(lan, "nguoi-vneid", None)

    make.value(lan, "nguoi-vneid", None, reason="Công an xã gửi ngày 5/12")
    assert now(lan, "nguoi-vneid").why == "Công an xã gửi ngày 5/12"


def test_a_zero_waits_until_a_person_says_it_is_zero(lan):
    row = make.value(lan, "su-co", 0)
    assert not now(lan, "su-co").confirmed_zero

    actions.confirm_zero(actor=lan, value_id=row.pk, at=NOW)

    assert now(lan, "su-co").confirmed_zero


@pytest.mark.parametrize(
    ("code", "first", "last", "said"),
    [
        ("dan-so", date(2026, 1, 1), date(2026, 10, 31), "số cuối kỳ"),
        ("hs-tiep-nhan", date(2026, 10, 31), date(2026, 10, 31), "từ đầu một tháng"),
        ("cbcc-tap-huan", date(2026, 2, 1), date(2026, 10, 31), "từ ngày 1/1"),
    ],
)
def test_three_kinds_of_numbers_are_never_mixed(lan, code, first, last, said):
    with pytest.raises(ValidationError, match=said):
        actions.enter_value(
            actor=lan, code=code, first=first, last=last, as_of=last, number=Decimal(5), at=NOW
        )


def test_a_day_to_come_has_no_number_yet(lan):
    with pytest.raises(ValidationError, match="chưa tới"):
        make.value(lan, "dan-so", 6300, on=date(2026, 12, 31))


def test_months_add_up_to_the_year_so_far(lan):
    for month in (1, 2, 3):
        make.value(lan, "hs-tiep-nhan", 100 * month, months=(month, month))

    found = now(lan, "hs-tiep-nhan")
    assert (found.number, found.covers_to) == (600, date(2026, 3, 31))


def test_a_month_left_out_ends_the_sum_before_it(lan):
    for month in (1, 2, 4):
        make.value(lan, "hs-tiep-nhan", 100, months=(month, month))

    found = now(lan, "hs-tiep-nhan")
    assert (found.number, found.covers_to) == (200, date(2026, 2, 28))


def test_a_whole_month_takes_the_place_of_a_running_one(lan):
    for last, number in ((TODAY, 40), (date(2026, 11, 30), 55)):
        at = NOW + timedelta(days=10)
        actions.enter_value(
            actor=lan, code="hs-tiep-nhan", first=date(2026, 11, 1), last=last,
            as_of=last, number=Decimal(number), at=at,
        )  # fmt: skip

    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert now(lan, "hs-tiep-nhan", november).number == 55


def test_the_year_so_far_is_read_at_the_end_of_each_month(lan):
    make.value(lan, "cbcc-tap-huan", 12, on=date(2026, 6, 30))
    make.value(lan, "cbcc-tap-huan", 30, on=date(2026, 10, 31))

    june = Period(date(2026, 6, 1), date(2026, 6, 30))
    assert now(lan, "cbcc-tap-huan", june).number == 12
    assert now(lan, "cbcc-tap-huan").number == 30


def test_villages_are_added_up_only_when_all_have_reported(lan):
    mau_son, na_mau = make.village(lan.commune, "Mẫu Sơn"), make.village(lan.commune, "Nà Mẫu")
    make.value(lan, "nguoi-vneid", 120, village=mau_son)

    found = now(lan, "nguoi-vneid")
    assert (found.origin, found.number, found.known_sum) == ("partial", None, 120)
    assert found.why == "1/2 thôn đã báo"

    make.value(lan, "nguoi-vneid", 80, village=na_mau)
    found = now(lan, "nguoi-vneid")
    assert (found.origin, found.number) == ("villages", 200)


def test_the_commune_number_counts_until_the_villages_are_newer(lan):
    mau_son = make.village(lan.commune, "Mẫu Sơn")
    make.value(lan, "nguoi-vneid", 150, on=date(2026, 9, 30))
    make.value(lan, "nguoi-vneid", 120, on=date(2026, 6, 30), village=mau_son)
    assert now(lan, "nguoi-vneid").number == 150

    make.value(lan, "nguoi-vneid", 160, village=mau_son)

    assert now(lan, "nguoi-vneid").number == 160


def test_a_number_of_the_commune_is_not_asked_of_a_village(lan):
    mau_son = make.village(lan.commune, "Mẫu Sơn")

    with pytest.raises(ValidationError, match="của cả xã"):
        make.value(lan, "cbcc", 30, village=mau_son)


def test_what_the_program_counts_is_not_typed_over_without_a_reason(lan):
    make.village(lan.commune, "Mẫu Sơn")
    make.village(lan.commune, "Nà Mẫu")

    with pytest.raises(ValidationError, match="đếm được 2"):
        make.value(lan, "thon", 3)

    make.value(lan, "thon", 3, reason="thôn mới lập, chưa có trong danh mục")
    found = now(lan, "thon")
    assert (found.origin, found.number, found.overruled.number) == ("typed", 3, 2)


def test_a_village_of_another_commune_does_not_exist(lan, sua):
    theirs = make.village(sua.commune, "Séo Mý Tỷ")

    with pytest.raises(ObjectDoesNotExist):
        make.value(lan, "nguoi-vneid", 1, village=theirs)


def test_a_number_of_another_commune_does_not_exist(lan, sua):
    row = make.value(lan, "nguoi-vneid", 5200)

    with pytest.raises(ObjectDoesNotExist):
        actions.correct_value(actor=sua, value_id=row.pk, number=Decimal(1), reason="x", at=NOW)
    assert now(sua, "nguoi-vneid").number is None


def test_the_chairman_reads_and_does_not_type(thao):
    with pytest.raises(PermissionDenied):
        make.value(thao, "nguoi-vneid", 1)


def test_a_document_number_proves_a_value(lan):
    row = make.value(lan, "nguoi-vneid", 5200, proofs=[Proof(document_number="12/BC-CAX")])

    assert [str(proof) for proof in row.evidence.all()] == ["12/BC-CAX"]
