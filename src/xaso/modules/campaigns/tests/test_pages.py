"""The same stories through the pages: two presses to tick, Enter and the next village."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from conftest import MORNING
from xaso.core.events.models import Event
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.forms.reporting import read_numbers
from xaso.modules.campaigns.models import Campaign, CampaignVillage, Checkpoint, Mode
from xaso.modules.campaigns.tests import make
from xaso.modules.plans.tests.browse import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def na_mau(gia_phu):
    return make.villages(gia_phu, "Nà Mẫu")[0]


@pytest.fixture
def listed(lan, mau_son):
    make.households(lan, mau_son, 3)
    return make.opened(lan, {mau_son: None}, mode=Mode.LIST)


def text_of(response):
    return response.content.decode()


def test_from_a_pattern_to_an_open_drive_in_four_presses(lan, mau_son, na_mau, sign_in):
    client = sign_in(lan)
    page = client.get(reverse("campaigns:draft", args=["ispeed-300"]))
    form = page.context["form"]
    fields = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    fields |= {name: f"{fields[name]:%d/%m/%Y}" for name in ("from_date", "to_date")}
    data = {name: value for name, value in fields.items() if value is not None}
    data["from_date"] = "24/11/2026"

    villages = client.post(reverse("campaigns:draft", args=["ispeed-300"]), data)
    offered = client.get(villages.url)
    assert 'value="150"' in text_of(offered)
    send(client, villages.url, **{f"chi-tieu-{mau_son.pk}": "150"})
    campaign = Campaign.objects.get()
    client.post(reverse("campaigns:open", args=[campaign.pk]))

    campaign.refresh_from_db()
    assert campaign.state == "dang_mo"
    assert "0/2 thôn đã báo" in text_of(client.get(campaign.get_absolute_url()))


def test_a_target_that_is_no_number_is_shown_where_it_stands(lan, mau_son, sign_in):
    campaign = make.draft(lan)
    path = reverse("campaigns:villages", args=[campaign.pk])

    page = send(sign_in(lan), path, **{f"chi-tieu-{mau_son.pk}": "nhiều"})

    assert page.status_code == 422
    assert "Ghi một số" in text_of(page)
    assert 'value="nhiều"' in text_of(page)


def test_a_village_head_ticks_a_household_with_one_press_and_takes_it_back(
    pao, mau_son, listed, sign_in
):
    client = sign_in(pao)
    work = reverse("campaigns:own-village", args=[listed.pk, mau_son.pk])
    assert "Giàng A Páo" in text_of(client.get(work))
    item = make.item(listed, mau_son, 1)

    done = client.post(reverse("campaigns:tick", args=[item.pk]), {"result": "xong", "next": work})
    assert done.url == work
    page = text_of(client.get(work))
    assert "Số 1: xong" in page
    assert "Giàng A Páo" not in page
    back = client.post(reverse("campaigns:untick", args=[item.pk]) + f"?next={work}")

    assert back.url == work
    assert CampaignVillage.objects.get().done == 0


def test_not_done_is_two_presses(pao, mau_son, listed, sign_in):
    client, item = sign_in(pao), make.item(listed, mau_son, 2)
    path = reverse("campaigns:tick", args=[item.pk])

    page = text_of(client.get(path))
    assert "Không có SIM chính chủ" in page
    client.post(path, {"result": "chua_xong", "reason": "KHONG_SIM"})

    item.refresh_from_db()
    assert (item.state, item.reason) == ("chua_xong", "KHONG_SIM")


def test_a_next_page_outside_the_house_is_not_followed(pao, mau_son, listed, sign_in):
    path = reverse("campaigns:tick", args=[make.item(listed, mau_son, 1).pk])

    went = sign_in(pao).post(path, {"result": "xong", "next": "https://xau.example/"})

    assert went.url == reverse("campaigns:own-village", args=[listed.pk, mau_son.pk])


def test_numbers_of_the_day_and_a_day_at_home(lan, pao, mau_son, sign_in):
    campaign = make.opened(lan, {mau_son: 10})
    path = reverse("campaigns:own-counts", args=[campaign.pk, mau_son.pk])
    client = sign_in(pao)

    empty = client.post(path, {"day": "24/11/2026"})
    assert "Không có thì ghi 0" in text_of(empty)
    odd = client.post(path, {"day": "24/11/2026", "done": "3", "failed": "1", "reached": "9"})
    assert "Số đúng là vậy" in text_of(odd)
    client.post(path, {"day": "24/11/2026", "done": "3", "failed": "1", "vi_sao_KHONG_SIM": "1"})
    assert CampaignVillage.objects.get().done == 3
    client.post(path, {"day": "24/11/2026", "home": "1"})

    row = CampaignVillage.objects.get()
    assert (row.done, row.failed) == (0, 0)
    assert row.reported_at is not None
    assert Checkpoint.objects.count() == 2


def test_the_office_types_and_the_next_silent_village_stands_there(lan, mau_son, na_mau, sign_in):
    campaign = make.opened(lan, {mau_son: 10, na_mau: 10})
    client = sign_in(lan)
    first = reverse("campaigns:enter", args=[campaign.pk, mau_son.pk])
    given = {"day": "24/11/2026", "done": "4", "failed": "0", "source": "dien_thoai"}

    assert "tiếp theo là Nà Mẫu" in " ".join(text_of(client.get(first)).split())
    second = client.post(first, given)
    assert second.url == reverse("campaigns:enter", args=[campaign.pk, na_mau.pk])
    last = client.post(second.url, given)

    assert last.url == campaign.get_absolute_url()
    assert set(Checkpoint.objects.values_list("source", flat=True)) == {"dien_thoai"}


def test_a_sheet_is_typed_in_by_its_numbers(lan, mau_son, listed, sign_in):
    path = reverse("campaigns:enter-sheet", args=[listed.pk, mau_son.pk])
    client = sign_in(lan)

    twice = client.post(path, {"done": "1-2", "absent": "2"})
    assert "đã ghi ở ô khác" in text_of(twice)
    client.post(path, {"done": "1-2", "vi_sao_KHONG_SIM": "3"})

    row = CampaignVillage.objects.get()
    assert (row.done, row.failed) == (2, 1)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("1-3, 7 9", [1, 2, 3, 7, 9]), ("", []), ("5;5", [5]), ("1 \u2013 2", [1, 2])],
)
def test_numbers_are_read_as_people_write_them(typed, numbers):
    assert read_numbers(typed) == numbers


@pytest.mark.parametrize("typed", ["ba", "9-3", "1-999999", "1-"])
def test_numbers_that_make_no_sense_are_told(typed):
    with pytest.raises(ValueError, match=r"Không rõ|không đúng"):
        read_numbers(typed)


def test_the_board_costs_four_questions_however_many_villages(
    lan, gia_phu, sign_in, django_assert_max_num_queries
):
    places = make.villages(gia_phu, *(f"Thôn {n}" for n in range(55)))
    campaign = make.opened(lan, dict.fromkeys(places, 10))
    for place in places[:48]:
        make.counts(lan, campaign, place, 3, 2, reasons={"KHONG_SIM": 2})
    client = sign_in(lan)
    client.get(campaign.get_absolute_url())

    with django_assert_max_num_queries(4 + 3):
        page = client.get(campaign.get_absolute_url(), headers={"accept-encoding": "br"})

    assert len(page.content) < 14_000
    text = text_of(client.get(campaign.get_absolute_url()))
    assert "26,18 % (48/55 thôn đã báo)" in text
    assert text.count("chưa báo</span>") == 7


def test_who_is_left_is_found_by_a_filter(lan, mau_son, na_mau, sign_in):
    campaign = make.opened(lan, {mau_son: 10, na_mau: 10})
    make.counts(lan, campaign, mau_son, 3)
    path, client = campaign.get_absolute_url(), sign_in(lan)

    assert "Nà Mẫu" in text_of(client.get(path, {"loc": "chua-bao"}))
    assert "Mẫu Sơn" not in text_of(client.get(path, {"loc": "chua-bao"}))
    assert "Nà Mẫu" not in text_of(client.get(path, {"loc": "con-lai"}))


def test_the_file_of_the_board_leaves_silent_villages_empty(lan, mau_son, na_mau, sign_in):
    campaign = make.opened(lan, {mau_son: 10, na_mau: 10})
    make.counts(lan, campaign, mau_son, 3)

    file = sign_in(lan).get(campaign.get_absolute_url() + "?tai=xlsx")
    rows = list(load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))

    assert (rows[1][0], rows[1][4]) == ("Thôn Mẫu Sơn", 3)
    assert rows[2][4] in (None, "", "chưa có số liệu")


def test_the_morning_sheet_has_the_names_and_leaves_a_line(lan, mau_son, listed, sign_in):
    page = sign_in(lan).get(reverse("campaigns:sheet", args=[listed.pk, mau_son.pk]))

    assert "Giàng A Páo" in text_of(page)
    assert "không giữ mật khẩu" in text_of(page)
    assert Event.objects.get(kind="residents.list.handed_out").data["count"] == 3


def test_words_for_the_loudspeaker_name_the_best_and_paste_a_reminder(
    lan, mau_son, na_mau, sign_in
):
    campaign = make.opened(
        lan, {mau_son: 10, na_mau: 10}, announcement="Bà con {village}: đến {to}, cần {target}."
    )
    make.counts(lan, campaign, mau_son, 3)

    text = text_of(sign_in(lan).get(reverse("campaigns:spoken", args=[campaign.pk])))

    assert "Bà con Mẫu Sơn: đến 30/11/2026, cần 10." in text
    assert "Làm được nhiều nhất: Mẫu Sơn" in text
    assert "Nhờ các thôn Nà Mẫu báo" in text


def test_the_closing_report_tells_the_reasons_and_who_never_reported(
    lan, mau_son, na_mau, sign_in
):
    from docx import Document

    campaign = make.opened(lan, {mau_son: 10, na_mau: 10})
    make.counts(lan, campaign, mau_son, 6, 2, reasons={"KHONG_SIM": 2})
    actions.lock_campaign(
        actor=lan, campaign_id=campaign.pk, at=MORNING, proposals="Đề nghị nhà mạng về xã."
    )

    file = sign_in(lan).get(reverse("campaigns:report", args=[campaign.pk, "docx"]))
    said = "\n".join(p.text for p in Document(io.BytesIO(file.content)).paragraphs)

    assert "30 % (1/2 thôn đã báo)" in said
    assert "Chưa báo (không tính là 0): Thôn Nà Mẫu" in said
    assert "Không có SIM chính chủ: 2 hộ" in said
    assert "Đề nghị nhà mạng về xã." in said


def test_names_are_masked_for_the_chairman_in_a_list(lan, thao, mau_son, listed, sign_in):
    path = reverse("campaigns:office-village", args=[listed.pk, mau_son.pk])

    assert "G. •••" in text_of(sign_in(thao).get(path))
    assert "Giàng A Páo" in text_of(sign_in(lan).get(path))
