"""A period from opening to lock: who does what, what is refused, and what stays for ever."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError

from xaso.core.events.models import Event
from xaso.core.people.models import Account
from xaso.modules.indicators import actions
from xaso.modules.indicators.models import Round, RoundNote
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.make import NOW, YEAR

pytestmark = pytest.mark.django_db


def later(minutes=1):
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def mo(person, gia_phu):
    """Mơ sits on the council and has turned on the second factor."""
    return with_factor(person("Mơ", gia_phu, "hoi_dong"))


@pytest.fixture
def su(person, gia_phu):
    return with_factor(person("Sử", gia_phu, "hoi_dong"))


@pytest.fixture
def opened(minh, lan):
    """All items are Lan's; the numbers of one of them are known."""
    found = actions.open_round(actor=minh, pack_code="xaso-1.0", period=YEAR, at=NOW)
    actions.assign_items(
        actor=minh,
        round_id=found.pk,
        codes=codes(found),
        officer=account(lan),
        due=date(2026, 12, 5),
    )
    return actions.start_round(actor=minh, round_id=found.pk, at=NOW)


@pytest.fixture
def at_council(opened, minh, lan, thao):
    make.value(lan, "nguoi-lon", 1980)
    make.value(lan, "nguoi-chu-ky-so", 412)
    hand_in(lan, opened)
    actions.finish_entry(actor=minh, round_id=opened.pk, at=NOW)
    actions.approve_round(actor=thao, round_id=opened.pk, at=NOW)
    return actions.send_to_council(actor=minh, round_id=opened.pk, at=NOW)


def with_factor(actor):
    Authenticator.objects.create(
        user=account(actor), type=Authenticator.Type.RECOVERY_CODES, data={"used_mask": 0}
    )
    return actor


def account(actor):
    return Account.objects.get(pk=actor.account_id)


def codes(found):
    return list(found.items.values_list("code", flat=True))


def hand_in(actor, found, *some, reason="chưa có số liệu năm đầu", at=NOW):
    return actions.hand_in_items(
        actor=actor, round_id=found.pk, codes=some or codes(found), reason=reason, at=at
    )


def review(actor, found, code, verdict="dong_y", score=None, text="", at=None):
    return actions.review_item(
        actor=actor, round_id=found.pk, code=code, verdict=verdict, score=score, text=text,
        at=at or later(),
    )  # fmt: skip


def agree_on_all(actor, found):
    for code in codes(found):
        review(actor, found, code)


def item(found, code):
    return found.items.get(code=code)


def test_a_round_is_opened_once_and_puts_the_pack_into_use(minh, opened):
    assert opened.items.count() == 54
    with pytest.raises(ValidationError, match="đã mở"):
        actions.open_round(actor=minh, pack_code="xaso-1.0", period=YEAR, at=NOW)


def test_an_item_without_a_number_needs_a_reason(lan, opened):
    with pytest.raises(ValidationError, match="ghi lý do còn thiếu"):
        hand_in(lan, opened, "8.4", reason="")

    hand_in(lan, opened, "8.4", reason="Công an xã chưa gửi số")

    assert item(opened, "8.4").explanation == "Công an xã chưa gửi số"


def test_an_item_without_its_evidence_needs_an_explanation(lan, opened):
    make.value(lan, "nguoi-lon", 1980)
    make.value(lan, "nguoi-chu-ky-so", 412)

    with pytest.raises(ValidationError, match="Thiếu minh chứng"):
        hand_in(lan, opened, "8.4", reason="")


def test_what_is_handed_in_stays_when_the_number_changes(lan, opened):
    make.value(lan, "nguoi-lon", 1980)
    row = make.value(lan, "nguoi-chu-ky-so", 412)
    hand_in(lan, opened, "8.4")

    actions.correct_value(
        actor=lan, value_id=row.pk, number=Decimal(600), reason="đếm lại", at=later()
    )

    assert item(opened, "8.4").self_score == Decimal("10.40")


def test_another_officer_does_not_hand_in_for_lan(person, gia_phu, opened):
    trung = person("Trung", gia_phu, "cong_chuc")

    with pytest.raises(PermissionDenied):
        hand_in(trung, opened, "8.4")


def test_entry_ends_only_when_every_item_is_handed_in(minh, lan, opened):
    hand_in(lan, opened, *[code for code in codes(opened) if code != "8.4"])

    with pytest.raises(ValidationError, match=r"Còn 1 mục chưa nộp: 8\.4"):
        actions.finish_entry(actor=minh, round_id=opened.pk, at=NOW)


def test_the_chairman_signs_or_sends_back_with_a_reason(minh, lan, thao, opened):
    hand_in(lan, opened)
    actions.finish_entry(actor=minh, round_id=opened.pk, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.approve_round(actor=minh, round_id=opened.pk, at=NOW)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        actions.return_round(actor=thao, round_id=opened.pk, reason=" ", at=NOW)

    back = actions.return_round(actor=thao, round_id=opened.pk, reason="xem lại 8.4", at=NOW)

    assert back.state == Round.State.DANG_NHAP


def test_no_step_is_skipped(minh, thao, mo, opened):
    for step in (
        lambda: actions.approve_round(actor=thao, round_id=opened.pk, at=NOW),
        lambda: actions.send_to_council(actor=minh, round_id=opened.pk, at=NOW),
        lambda: review(mo, opened, "8.4"),
        lambda: actions.conclude_round(actor=mo, round_id=opened.pk, at=NOW),
        lambda: actions.ask_for_lock(actor=minh, round_id=opened.pk, at=NOW),
        lambda: actions.lock_round(actor=thao, round_id=opened.pk, at=NOW),
        lambda: actions.reopen_round(actor=thao, round_id=opened.pk, reason="x", at=NOW),
        lambda: actions.resubmit_round(actor=minh, round_id=opened.pk, at=NOW),
    ):
        with pytest.raises(ValidationError, match="đang ở bước"):
            step()


def test_the_council_agrees_scores_otherwise_or_asks_for_more(mo, at_council):
    review(mo, at_council, "8.4")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        review(mo, at_council, "8.5", "cho_diem", Decimal(5))
    with pytest.raises(ValidationError, match="từ 0 đến 15"):
        review(mo, at_council, "8.4", "cho_diem", Decimal("15.5"), "quá")
    review(mo, at_council, "8.4", "cho_diem", Decimal("9.5"), "trừ chữ ký hết hạn")

    found = item(at_council, "8.4")

    assert (found.council_score, found.self_score) == (Decimal("9.50"), Decimal("10.40"))
    told = Event.objects.filter(kind="indicators.round.reviewed").latest("number").data
    assert (told["item"], told["was"], told["now"]) == ("8.4", "10.40", "9.50")
    assert RoundNote.objects.filter(item=found, kind="dong_y").count() == 1


def test_the_final_score_is_the_average_rounded_once(mo, su, at_council):
    review(mo, at_council, "8.4", "cho_diem", Decimal("9.5"), "a")
    review(su, at_council, "8.4", "cho_diem", Decimal("10.25"), "b")

    assert item(at_council, "8.4").council_score == Decimal("9.88")


def test_by_the_chairs_rule_only_the_chair_counts(opened, minh, lan, thao, mo, su):
    hand_in(lan, opened)
    actions.finish_entry(actor=minh, round_id=opened.pk, at=NOW)
    actions.approve_round(actor=thao, round_id=opened.pk, at=NOW)
    actions.send_to_council(
        actor=minh, round_id=opened.pk, rule="chu_tich", chair=account(mo), at=NOW
    )
    review(su, opened, "8.4", "cho_diem", Decimal(3), "b")
    assert item(opened, "8.4").council_score is None

    review(mo, opened, "8.4", "cho_diem", Decimal(7), "a")

    assert item(opened, "8.4").council_score == 7


def test_the_council_signs_in_with_a_second_factor(person, gia_phu, at_council):
    bare = person("Dinh", gia_phu, "hoi_dong")

    with pytest.raises(ValidationError, match="hai lớp"):
        review(bare, at_council, "8.4")


def test_nobody_judges_an_item_of_the_own_unit(mo, lan, at_council):
    Account.objects.filter(pk__in=[mo.account_id, lan.account_id]).update(unit_name="Văn phòng")

    with pytest.raises(ValidationError, match="đơn vị anh/chị"):
        review(mo, at_council, "8.4")


def test_only_what_was_asked_back_is_handed_in_again(minh, lan, mo, at_council):
    with pytest.raises(ValidationError, match="Chưa mục nào"):
        actions.ask_for_more(actor=mo, round_id=at_council.pk, at=later())
    review(mo, at_council, "8.4", "hoi_lai", text="thiếu xác nhận của Công an")
    actions.ask_for_more(actor=mo, round_id=at_council.pk, at=later(2))
    with pytest.raises(ValidationError, match="Chỉ nộp lại"):
        hand_in(lan, at_council, "8.5", at=later(3))
    with pytest.raises(ValidationError, match=r"Chưa bổ sung xong các mục: 8\.4"):
        actions.resubmit_round(actor=minh, round_id=at_council.pk, at=later(3))

    hand_in(lan, at_council, "8.4", reason="đã có xác nhận", at=later(3))
    back = actions.resubmit_round(actor=minh, round_id=at_council.pk, at=later(4))

    assert back.state == Round.State.THAM_DINH
    kinds = item(at_council, "8.4").notes.order_by("entered_at").values_list("kind", flat=True)
    assert list(kinds) == ["nop", "hoi_lai", "nop"]


def test_a_locked_round_never_changes_and_is_reopened_as_a_revision(
    minh, lan, thao, mo, at_council
):
    agree_on_all(mo, at_council)
    actions.conclude_round(actor=mo, round_id=at_council.pk, at=later(5))
    with pytest.raises(ValidationError, match="chưa đề nghị"):
        actions.lock_round(actor=thao, round_id=at_council.pk, at=later(5))
    actions.ask_for_lock(actor=minh, round_id=at_council.pk, at=later(6))
    locked = actions.lock_round(actor=thao, round_id=at_council.pk, at=later(7))
    text = locked.kept

    again = actions.reopen_round(
        actor=thao, round_id=locked.pk, reason="hội đồng tỉnh trả lại", at=later(8)
    )
    make.value(lan, "nguoi-chu-ky-so", 900)
    hand_in(lan, again, "8.4", at=later(9))

    locked.refresh_from_db()
    content = json.loads(locked.kept)
    line = next(each for each in content["items"] if each["code"] == "8.4")
    assert (locked.kept, again.revision, again.state) == (text, 2, "dang_nhap")
    assert (line["self_score"], line["council_score"]) == ("10.40", "10.40")
    assert item(again, "8.4").self_score != Decimal("10.40")
    with pytest.raises(ValidationError, match="mới nhất"):
        actions.reopen_round(actor=thao, round_id=locked.pk, reason="nữa", at=later(9))


def test_every_step_is_in_the_diary(minh, lan, thao, mo, at_council):
    agree_on_all(mo, at_council)
    actions.conclude_round(actor=mo, round_id=at_council.pk, at=later(5))
    actions.ask_for_lock(actor=minh, round_id=at_council.pk, at=later(6))
    actions.lock_round(actor=thao, round_id=at_council.pk, at=later(7))

    kinds = [
        kind.removeprefix("indicators.round.")
        for kind in Event.objects.filter(subject_id=at_council.pk)
        .order_by("number")
        .values_list("kind", flat=True)
    ]

    assert [kind for kind in kinds if kind != "reviewed"] == [
        "opened", "assigned", "started", "handed_in", "entered", "approved", "sent", "concluded",
        "lock_asked", "locked",
    ]  # fmt: skip
    assert kinds.count("reviewed") == 54


def test_a_round_of_another_commune_does_not_exist(sua, opened):
    with pytest.raises(Round.DoesNotExist):
        hand_in(sua, opened, "8.4")
