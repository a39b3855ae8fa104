"""What villages reported, on the public page: five items, approved numbers, nothing else."""

from __future__ import annotations

import brotli
import pytest

from xaso.core.units.models import Village
from xaso.modules.teams.models import VillageReport
from xaso.modules.teams.public.villages_public import open_items
from xaso.modules.teams.tests import make

pytestmark = pytest.mark.django_db
URL = "/so-lieu-thon/02923/"
MOST_BYTES = 14_000


@pytest.fixture
def na_mau(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Nà Mẫu")


def seen(client, query=""):
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_five_items_are_open_and_none_of_them_is_guarded():
    assert [item.code for item in open_items(make.month())] == [
        "CT01", "CT02", "CT09", "CT12", "CT13",
    ]  # fmt: skip


def test_nothing_stands_there_until_a_month_is_approved(client, pao, mau_son):
    make.sent(pao, mau_son, CT01=123)

    assert "Chưa có tháng nào được duyệt" in seen(client)
    assert "123" not in seen(client)


def test_approved_numbers_are_added_up_and_a_silent_village_is_no_zero(
    client, pao, minh, mau_son, na_mau
):
    make.approved(pao, minh, mau_son, CT01=123, CT02=0, CT03=7741, CT12=2, CT14=9133)
    make.sent(minh, na_mau, CT01=5527)

    page = seen(client)

    assert "1/2 thôn đã có báo cáo được duyệt" in page
    assert "123 hộ" in page
    assert "0 người" in page
    assert "dưới 3" in page
    assert "chưa có" in page
    for hidden in ("7.741", "9.133", "5.527", "bạo lực", "nghèo"):
        assert hidden not in page, hidden


def test_the_one_village_with_few_people_cannot_be_worked_out_from_the_sum(
    client, pao, lan, minh, mau_son, na_mau
):
    make.approved(pao, minh, mau_son, CT02=512, CT13=2)
    make.approved(lan, minh, na_mau, CT02=300, CT13=41)

    page = seen(client)

    assert "812 người" in page
    assert "không nêu, vì chỉ một thôn dưới 3" in page
    assert "43 người" not in page


def test_an_earlier_month_is_read_and_another_one_is_not_made_up(client, pao, minh, mau_son):
    make.approved(pao, minh, mau_son, "2026-10", CT01=121)
    make.approved(pao, minh, mau_son, "2026-11", CT01=122)

    assert "122 hộ" in seen(client)
    assert "121 hộ" in seen(client, "?thang=2026-10")
    assert "122 hộ" in seen(client, "?thang=2026-09")
    assert "122 hộ" in seen(client, "?thang=%00'")


def test_who_switched_the_part_off_shows_nothing(client, pao, minh, mau_son, gia_phu):
    make.approved(pao, minh, mau_son, CT01=123)
    gia_phu.modules_off = ["teams"]
    gia_phu.save()

    assert "123" not in seen(client)


def test_55_villages_are_still_a_light_page(client, gia_phu, pao, minh, mau_son):
    make.approved(pao, minh, mau_son, CT01=120, CT02=512)
    first = VillageReport.objects.get()
    for number in range(54):
        village = Village.objects.create(commune=gia_phu, name=f"Thôn số {number}")
        VillageReport.objects.create(
            commune=gia_phu, village=village, form=first.form, month=first.month,
            state=first.state, source=first.source, at=first.at,
        ).cells.create(commune=gia_phu, item="CT01", number=100 + number, origin="ghi")  # fmt: skip

    assert len(brotli.compress(seen(client).encode())) <= MOST_BYTES
