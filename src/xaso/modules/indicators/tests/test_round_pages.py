"""A round as people click through it."""

import pytest

from xaso.modules.indicators import actions
from xaso.modules.indicators.models import Round, Value
from xaso.modules.indicators.proofs import Proof
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.look import page, shown

pytestmark = pytest.mark.django_db
PACK = "xaso-1.0"


def test_a_period_goes_from_opening_to_the_chairman(minh, lan, thao, sign_in):
    make.value(lan, "nguoi-lon", 1980)
    make.value(lan, "nguoi-chu-ky-so", 412)
    client = sign_in(minh)
    client.post(page("round-open", PACK, ky=2026), {"due": "5/12/2026"})
    found = Round.objects.get()
    client.post(
        page("round-assign", found.pk), {"which": "nhom:8", "officer": str(lan.account_id)}
    )
    assert (
        client.post(page("round-assign", found.pk), {"officer": str(lan.account_id)}).status_code
        == 422
    )
    client.post(page("round-start", found.pk))

    client = sign_in(lan)
    assert "Mục của tôi" in shown(client, "round", found.pk)
    refused = client.post(page("round-hand-in-item", found.pk, "8.4"), {"reason": ""})
    assert "Thiếu minh chứng" in refused.content.decode()
    client.post(page("round-hand-in-item", found.pk, "8.4"), {"reason": "Danh sách lưu tại xã"})
    assert "10,40" in shown(client, "round", found.pk, loc="cua-toi")
    assert "Danh sách lưu tại xã" in shown(client, "round-item", found.pk, "8.4")
    assert client.post(page("round-finish", found.pk)).status_code == 403

    refused = sign_in(minh).post(page("round-finish", found.pk))
    assert "Còn 53 mục chưa nộp" in refused.content.decode()
    assert "Duyệt điểm tự chấm" not in shown(sign_in(thao), "round", found.pk)


def test_what_has_number_and_proof_is_handed_in_with_one_button(minh, lan, sign_in):
    for code, yes in (("2.1", True), ("4.1", False)):
        actions.answer_item(
            actor=lan, pack_code=PACK, item_code=code, period=make.YEAR, at=make.NOW, yes=yes,
            proofs=[Proof(document_number="12/KH-UBND")],
        )  # fmt: skip
    found = actions.open_round(actor=minh, pack_code=PACK, period=make.YEAR, at=make.NOW)
    actions.start_round(actor=minh, round_id=found.pk, at=make.NOW)
    client = sign_in(lan)
    assert "Sẽ nộp 2 mục" in shown(client, "round-hand-in", found.pk)

    client.post(page("round-hand-in", found.pk))

    handed = found.items.filter(state="da_nop").values_list("code", flat=True)
    assert set(handed) == {"2.1", "4.1"}


def test_one_number_typed_once_and_changed_once_shows_in_three_packs(lan, sign_in):
    make.value(lan, "hs-tiep-nhan", 1400)
    row = make.value(lan, "hs-dung-han", 1120)
    make.value(lan, "hs-truc-tuyen", 560)
    client = sign_in(lan)
    three = (("qd766", "766.2.a"), (PACK, "6.2"), ("qd2361-partial", "2361.2"))
    before = [shown(client, "item", pack, item) for pack, item in three]
    assert "1.120 hồ sơ ÷ 1.400 hồ sơ" in before[0]

    total = Value.objects.get(code="hs-tiep-nhan")
    client.post(page("correct", total.pk), {"number": "1600", "reason": "đếm lại sổ"})

    for pack, item in three:
        assert "1.600" in shown(client, "item", pack, item), (pack, item)
        assert "1.400" not in shown(client, "item", pack, item)
    history = shown(client, "value", "hs-tiep-nhan")
    assert "<del>1.400</del>" in history
    assert "đếm lại sổ" in history
    assert row.number == 1120


def test_an_empty_list_of_rounds_says_where_to_begin(thao, sign_in):
    assert "Chưa mở kỳ đánh giá nào" in shown(sign_in(thao), "rounds")


def test_a_round_without_a_score_never_reads_zero_points(minh, sign_in):
    found = actions.open_round(actor=minh, pack_code=PACK, period=make.YEAR, at=make.NOW)

    seen = shown(sign_in(minh), "round", found.pk)

    assert "Chưa đủ số liệu" in seen
    assert "0,00" not in seen
