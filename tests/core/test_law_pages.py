"""Law on screen: what holds, what ended, what a person has compared."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import MORNING, TODAY
from xaso.core.events.models import Event
from xaso.core.law.models import LegalText
from xaso.core.law.queries import rule
from xaso.core.law.seed import load_law
from xaso.core.papers.models import OfficialPaper
from xaso.modules.plans.tests.browse import send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law() -> None:
    load_law()


@pytest.fixture
def admin(person, gia_phu):
    """Minh compares the rules with the published texts."""
    return person("Minh", gia_phu, "quan_tri")


def test_a_text_that_ended_stands_in_its_own_list(lan, sign_in):
    client = sign_in(lan)

    in_force = client.get(reverse("desk:law")).content.decode()
    ended = client.get(reverse("desk:law"), {"loc": "het"}).content.decode()

    assert "42/2022/NĐ-CP" not in in_force
    assert "42/2022/NĐ-CP" in ended


def test_texts_are_found_without_accents(lan, sign_in):
    page = sign_in(lan).get(reverse("desk:law"), {"q": "van thu"}).content.decode()

    assert "30/2020/NĐ-CP" in page
    assert "Luật Chuyển đổi số" not in page


def test_every_page_says_which_numbers_nobody_has_compared(lan, sign_in):
    client = sign_in(lan)

    page = client.get(reverse("desk:rules"), {"q": "Số lần nhập sai"}).content.decode()

    assert "Chưa xác minh" in page
    assert client.get(reverse("desk:rules"), {"loc": "chua"}).context["rules"]


def test_a_rule_is_confirmed_with_its_value_and_a_tick(admin, sign_in):
    lockout = rule("lockout.tries", on=TODAY)
    client = sign_in(admin)
    address = _address_of(lockout)

    unticked = send(client, address, value="4")
    ticked = send(client, address, value="4", checked="on")

    assert "Đối chiếu với bản công bố rồi đánh dấu" in unticked.content.decode()
    assert ticked.status_code == 302
    lockout.refresh_from_db()
    assert (lockout.value, lockout.confirmed) == ("4", True)
    assert Event.objects.get(kind="law.rule.confirmed").data == {
        "code": "lockout.tries",
        "before": "5",
        "after": "4",
    }


@pytest.mark.parametrize(
    "typed", ["năm lần", "5 lần", "=5", "-5", "1e9", "٥", "5\u200b", "9" * 100]
)
def test_a_number_of_the_law_stays_a_number(admin, sign_in, typed):
    lockout = rule("lockout.tries", on=TODAY)
    client = sign_in(admin)

    answer = send(client, _address_of(lockout), value=typed, checked="on")

    assert answer.status_code == 422
    assert "chỉ ghi con số" in answer.content.decode()
    lockout.refresh_from_db()
    assert lockout.value == "5"


def test_a_text_is_put_right_when_it_is_confirmed(admin, sign_in):
    send(
        sign_in(admin),
        reverse("desk:law_text_confirm", args=["nd-331-2026"]),
        title="về bảo đảm an ninh hệ thống thông tin",
        issued_on="1/8/2026",
        effective_from="19/8/2026",
        checked="on",
    )

    text = LegalText.objects.get(pk="nd-331-2026")
    assert (text.confirmed, text.issued_on) == (True, date(2026, 8, 1))
    assert Event.objects.get(kind="law.text.confirmed").data["corrected"] == ["title", "issued_on"]


def test_officers_read_the_law_and_confirm_nothing(lan, sign_in):
    address = _address_of(rule("lockout.tries", on=TODAY))

    assert sign_in(lan).get(address).status_code == 403


@pytest.mark.parametrize(
    ("code", "day"),
    [("lockout.tries", "hôm nay"), ("lockout.tries", "2024-02-30"), ("x", "2024-01-01")],
)
def test_a_rule_nobody_knows_does_not_exist(admin, sign_in, code, day):
    address = reverse("desk:rule_confirm", args=[code, day])

    assert sign_in(admin).get(address).status_code == 404


def test_a_text_shows_the_papers_that_cite_it(lan, gia_phu, ta_van, sign_in):
    for commune, title in ((gia_phu, "Kết quả tháng 10"), (ta_van, "Báo cáo của Tả Van")):
        OfficialPaper.objects.create(
            commune=commune,
            kind="bao-cao-thang",
            title=title,
            basis_codes=["nd-30-2020", "qd-766-2022"],
            drafted_at=MORNING,
        )

    page = sign_in(lan).get(reverse("desk:law_text", args=["nd-30-2020"])).content.decode()

    assert "Kết quả tháng 10" in page
    assert "Báo cáo của Tả Van" not in page


def test_the_yearly_review_lists_what_ended_and_who_still_cites_it(lan, gia_phu, sign_in):
    OfficialPaper.objects.create(
        commune=gia_phu,
        kind="bao-cao-thang",
        title="Báo cáo dẫn căn cứ cũ",
        basis_codes=["nd-42-2022"],
        drafted_at=MORNING,
    )

    page = sign_in(lan).get(reverse("desk:law_review"))

    ended = {text.pk for text in page.context["ended"]}
    assert {"nd-42-2022", "luat-cntt-2006", "nd-13-2023"} <= ended
    assert "nd-61-2018" not in ended
    assert "Báo cáo dẫn căn cứ cũ" in page.content.decode()
    assert "luat-ho-tich-2026" in {text.pk for text in page.context["coming"]}


def test_a_text_names_what_it_replaced_and_what_replaced_it(lan, sign_in):
    client = sign_in(lan)

    new = client.get(reverse("desk:law_text", args=["nd-224-2026"])).content.decode()
    old = client.get(reverse("desk:law_text", args=["nd-42-2022"])).content.decode()

    assert "42/2022/NĐ-CP" in new
    assert "224/2026/NĐ-CP" in old


def _address_of(known):
    return reverse("desk:rule_confirm", args=[known.code, known.effective_from.isoformat()])
