"""Law is dated data: what holds on a day, what ended, what nobody has compared yet."""

from datetime import date

import pytest

from conftest import MORNING, TODAY
from xaso.core.law import actions
from xaso.core.law.models import Authority, LegalRule, LegalText
from xaso.core.law.queries import (
    RuleMissing,
    all_texts_in_force,
    authority,
    cite,
    rule,
    rule_number,
    texts_in_force,
    unconfirmed,
)
from xaso.core.law.seed import load_law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law() -> None:
    load_law()


def test_a_replaced_text_is_in_force_until_the_day_before_the_new_one():
    codes = ["nd-42-2022", "luat-chuyen-doi-so-2025"]

    june = texts_in_force(codes, on=date(2026, 6, 30))
    july = texts_in_force(codes, on=date(2026, 7, 1))

    assert [text.pk for text in june] == ["nd-42-2022"]
    assert [text.pk for text in july] == ["luat-chuyen-doi-so-2025"]


def test_texts_come_in_the_order_a_paper_cites_them():
    codes = ["qd-766-2022", "nd-30-2020", "luat-chuyen-doi-so-2025"]

    assert [text.pk for text in texts_in_force(iter(codes), on=TODAY)] == codes


def test_a_text_whose_days_nobody_knows_is_not_in_force():
    in_force = all_texts_in_force(TODAY)

    assert not in_force.filter(pk="nd-244-2026").exists()
    assert in_force.filter(pk="nd-367-2025").exists()


def test_every_text_that_was_replaced_ended_before_its_successor_began():
    for new in LegalText.objects.exclude(replaces="").exclude(effective_from=None):
        for code in new.replaces.split(";"):
            old = LegalText.objects.get(pk=code)

            assert old.effective_to, code
            assert old.effective_to < new.effective_from, code


def test_a_basis_line_reads_as_officers_write_it():
    decree = LegalText.objects.get(pk="nd-30-2020")
    law = LegalText.objects.get(pk="luat-chuyen-doi-so-2025")

    assert cite(decree) == (
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
    )
    assert cite(law) == "Luật Chuyển đổi số số 148/2025/QH15 ngày 11 tháng 12 năm 2025"


def test_a_rule_is_looked_up_by_day_and_a_later_row_follows_it():
    december = date(2026, 12, 1)

    LegalRule.objects.create(
        code="lockout.tries", subject="Số lần nhập sai", value="4", effective_from=december
    )

    assert rule_number("lockout.tries", on=date(2026, 11, 30)) == 5
    assert rule_number("lockout.tries", on=december) == 4


def test_a_missing_rule_is_never_guessed():
    with pytest.raises(RuleMissing):
        rule("portal.stop_notice.working_days", on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("password.length.with_mfa", 8),
        ("password.length.without_mfa", 14),
        ("lockout.tries", 5),
        ("lockout.minutes", 15),
        ("idle.user.minutes", 15),
        ("idle.admin.minutes", 5),
        ("account.idle.days", 45),
        ("log.months", 12),
        ("incident.first_notice.hours", 24),
        ("incident.report.hours", 72),
        ("breach.notice.hours", 72),
        ("plan.extension.most", 2),
        ("portal.stop_notice.working_days", 7),
        ("retention.campaign.list.days", 90),
        ("data.request.ack.working_days", 2),
    ],
)
def test_the_numbers_the_product_works_with_are_rules(code, number):
    assert rule_number(code, on=TODAY) == number


def test_security_numbers_wait_for_a_person_to_compare_them():
    for code in ("password.length.without_mfa", "idle.user.minutes", "level.sensitive.subjects"):
        assert not rule(code, on=TODAY).confirmed


def test_a_paper_is_told_which_of_its_bases_nobody_has_compared():
    assert [text.pk for text in unconfirmed(["nd-30-2020", "qd-766-2022"])] == ["nd-30-2020"]


def test_what_a_person_confirmed_stays_when_the_program_is_updated(person, gia_phu):
    admin = person("Minh", gia_phu, "quan_tri")
    lockout = rule("lockout.tries", on=TODAY)

    actions.confirm_rule(actor=admin, rule_id=lockout.pk, value="6", at=MORNING)
    actions.confirm_text(
        actor=admin,
        code="nd-30-2020",
        title="về công tác văn thư",
        issued_on=date(2020, 3, 5),
        effective_from=date(2020, 3, 5),
        effective_to=None,
    )
    load_law()

    kept = rule("lockout.tries", on=TODAY)
    assert (kept.value, kept.confirmed, kept.confirmed_by) == ("6", True, admin.account_id)
    assert LegalText.objects.get(pk="nd-30-2020").confirmed


def test_an_office_is_called_by_its_name_of_the_day():
    before, after = (
        authority("so-chuyen-doi-so", on=day).name for day in (date(2024, 5, 1), TODAY)
    )

    assert (before, after) == ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ")
    assert authority("ubnd-cap-tren", on=TODAY).level == "tỉnh"


def test_no_office_of_today_stands_at_the_level_that_ended():
    alive = Authority.objects.filter(effective_to=None)

    assert alive.exists()
    assert not alive.filter(name__icontains="huyện").exists()
    assert not alive.filter(level="huyện").exists()
