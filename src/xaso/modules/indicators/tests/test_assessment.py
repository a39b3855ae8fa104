from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.modules.indicators import actions
from xaso.modules.indicators.definitions import all_packs, fingerprint, pack_named, uses_of
from xaso.modules.indicators.queries.packs import assess_packs, entries
from xaso.modules.indicators.scoring.total import total_in_words
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.make import NOW, TODAY, YEAR

pytestmark = pytest.mark.django_db


def assessed(actor, *codes):
    packs = [pack_named(code) for code in codes] or list(all_packs())
    found = assess_packs(actor.commune, packs, YEAR, TODAY)
    return found[codes[0]] if len(codes) == 1 else found


def answer(actor, item, **more):
    return actions.answer_item(
        actor=actor, pack_code="xaso-1.0", item_code=item, period=YEAR, at=NOW, **more
    )


def test_an_empty_commune_reads_not_enough_numbers_and_never_zero(lan):
    found = assessed(lan, "xaso-1.0")

    assert total_in_words(found.total) == "chưa đủ số liệu"
    assert {row.score.score for row in found.rows} == {None}


def test_one_typed_number_feeds_three_packs(lan):
    make.value(lan, "hs-tiep-nhan", 1400)
    make.value(lan, "hs-truc-tuyen", 560)
    make.value(lan, "hs-dung-han", 1300)

    packs = assessed(lan)

    assert {pack.code for pack, _item in uses_of("hs-tiep-nhan")} == {
        "xaso-1.0", "qd766", "qd2361-partial",
    }  # fmt: skip
    assert packs["qd766"].row("766.2.a").score.score == Decimal("18.57")
    assert packs["xaso-1.0"].row("6.2").numerator.number == 560
    assert "40 %" in packs["qd2361-partial"].row("2361.2").score.explanation


def test_a_target_still_to_be_given_is_said(lan, minh):
    make.value(lan, "hs-tiep-nhan", 1400)
    make.value(lan, "hs-truc-tuyen", 560)
    assert assessed(lan, "xaso-1.0").row("6.2").score.state == "missing_target"

    actions.set_target(
        actor=minh, pack_code="xaso-1.0", item_code="6.2", period=YEAR, at=NOW,
        target_number=Decimal(60), document_number="12/QĐ-UBND", document_date=date(2026, 1, 9),
    )  # fmt: skip

    assert assessed(lan, "xaso-1.0").row("6.2").score.score == Decimal("26.67")


def test_a_target_of_none_or_over_a_hundred_is_refused(minh):
    with pytest.raises(ValidationError, match="0–100"):
        actions.set_target(
            actor=minh, pack_code="xaso-1.0", item_code="6.2", period=YEAR, at=NOW,
            target_number=Decimal(600), document_number="1", document_date=TODAY,
        )  # fmt: skip


def test_an_officer_does_not_set_targets(lan):
    with pytest.raises(PermissionDenied):
        actions.set_target(
            actor=lan, pack_code="xaso-1.0", item_code="6.2", period=YEAR, at=NOW,
            target_number=Decimal(60), document_number="1", document_date=TODAY,
        )  # fmt: skip


def test_answers_in_words_are_scored(lan):
    answer(lan, "1.1", level="pho")
    answer(lan, "2.1", yes=True)
    answer(lan, "2.5", parts=[True, True, False])
    answer(lan, "3.7", parts=[True, None])

    found = assessed(lan, "xaso-1.0")

    assert [found.row(code).score.score for code in ("1.1", "2.1", "2.5", "3.7")] == [
        Decimal("10.00"), Decimal("20.00"), Decimal("10.00"), None,
    ]  # fmt: skip


def test_the_last_answer_counts_and_the_first_stays(lan):
    answer(lan, "2.1", yes=False)
    answer(lan, "2.1", yes=True)

    assert assessed(lan, "xaso-1.0").row("2.1").score.score == 20


@pytest.mark.parametrize(
    "given",
    [{"level": "không có mức này"}, {"not_applicable": True}, {}, {"parts": [True]}],
)
def test_an_answer_that_says_nothing_is_refused(lan, given):
    with pytest.raises(ValidationError):
        answer(lan, "2.5", **given)


def test_an_item_that_does_not_apply_leaves_both_sums(lan):
    answer(lan, "5.1", not_applicable=True, explanation="xã không chủ quản hệ thống nào")

    assert assessed(lan, "xaso-1.0").total.applicable_max == 970


def test_an_unknown_item_does_not_exist(lan):
    with pytest.raises(ObjectDoesNotExist):
        answer(lan, "9.9", yes=True)


def test_a_zero_is_scored_only_after_somebody_confirmed_it(lan):
    make.value(lan, "danh-gia", 12)
    row = make.value(lan, "danh-gia-hai-long", 0)
    before = assessed(lan, "xaso-1.0").row("6.8").score
    assert (before.state, before.warnings[0].code) == ("missing", "zero_not_confirmed")

    actions.confirm_zero(actor=lan, value_id=row.pk, at=NOW)

    assert assessed(lan, "xaso-1.0").row("6.8").score.score == 0


def test_ten_months_are_not_divided_by_nine(lan):
    make.value(lan, "hs-dung-han", 900, months=(1, 10))
    make.value(lan, "hs-da-giai-quyet", 950, months=(1, 9))

    score = assessed(lan, "xaso-1.0").row("6.5").score

    assert score.state == "missing"
    assert "Tử số tính đến 31/10/2026, mẫu số đến 30/9/2026" in score.explanation


def test_villages_still_to_report_give_a_range(lan):
    mau_son = make.village(lan.commune, "Mẫu Sơn")
    na_mau = make.village(lan.commune, "Nà Mẫu")
    for village, adults in ((mau_son, 300), (na_mau, 100)):
        make.value(lan, "nguoi-lon", adults, village=village)
    make.value(lan, "nguoi-chu-ky-so", 45, village=mau_son)

    row = assessed(lan, "xaso-1.0").row("8.4")

    assert (row.score.score, row.score.low, row.score.high) == (
        None, Decimal("5.63"), Decimal("15.00"),
    )  # fmt: skip
    assert "1/2 thôn chưa báo cáo" in row.score.explanation


def test_numbers_that_contradict_each_other_are_said_and_not_scored(lan):
    make.value(lan, "nguoi-vneid", 5200)
    make.value(lan, "nguoi-du-tuoi-vneid", 5600)
    make.value(lan, "dan-so", 4000)

    row = assessed(lan, "xaso-1.0").row("8.2")

    assert row.score.warnings[0].code == "refused"
    assert "lớn hơn dân số" in row.score.explanation


def test_a_pack_is_followed_once_a_period_and_left_again(minh):
    make.follow(minh, "xaso-1.0")
    with pytest.raises(ValidationError, match="đang dùng"):
        make.follow(minh, "xaso-1.0")
    assert assessed(minh, "xaso-1.0").in_use.pack_version == fingerprint("xaso-1.0")

    actions.unfollow_pack(actor=minh, pack_code="xaso-1.0", period=YEAR, at=NOW)

    assert entries(minh.commune, ["xaso-1.0"], YEAR)["xaso-1.0"].in_use is None
    make.follow(minh, "xaso-1.0")


def test_another_commune_sees_nothing_of_it(lan, sua):
    make.value(lan, "hs-tiep-nhan", 1400)
    answer(lan, "2.1", yes=True)

    found = assessed(sua, "xaso-1.0")

    assert {row.score.score for row in found.rows} == {None}


def test_three_packs_cost_five_queries_and_eight_of_the_modules_that_count(
    lan, django_assert_max_num_queries
):
    make.value(lan, "hs-tiep-nhan", 1400)

    # One is for the commune's own rules of signal: a village is judged by those of the day.
    with django_assert_max_num_queries(13):
        assessed(lan)
