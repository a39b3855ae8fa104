"""The first page: of a new program, of a commune at work, of the sample."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import brotli
import pytest
from django.urls import reverse

from xaso.core.units.models import Commune
from xaso.modules.plans import actions
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db
SRC = Path(__file__).parents[2] / "src" / "xaso"
STYLES = [SRC / "core/ui/static/ui/xaso.css", SRC / "portal/static/portal/portal.css"]
MOST_BYTES = 14_000


@pytest.fixture
def sample(gia_phu):
    Commune.objects.filter(pk=gia_phu.pk).update(is_sample=True)
    gia_phu.is_sample = True
    return gia_phu


def first_page(client):
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_who_installs_the_program_is_told_how_to_begin(client, provinces):
    page = first_page(client)

    assert "chưa có xã nào" in page
    assert "xaso demo" in page


def test_a_commune_at_work_shows_its_name_and_the_way_in(client, gia_phu):
    page = first_page(client)

    assert "Xã Gia Phú" in page
    assert 'href="/dang-nhap/"' in page
    assert "Vào vai" not in page


def test_who_is_signed_in_goes_on_with_the_own_work(sign_in, lan, pao):
    assert 'href="/viec-cua-toi/"' in first_page(sign_in(lan))
    assert f'href="{reverse("plans:village")}"' in first_page(sign_in(pao))


def test_the_sample_says_that_it_is_one_and_offers_its_roles(client, sample):
    page = first_page(client)

    assert "Dữ liệu mẫu" in page
    assert 'value="thao.giaphu:/toan-canh/"' in page
    assert "Vào vai Trưởng thôn" in page
    assert "Nhập phụ lục của tôi" in page


def test_the_three_red_things_say_who_and_why(client, sample, thao, lan, pao, mau_son):
    for number in range(5):
        task = make.task(thao, lan, f"Việc {number}", due_date=date(2026, 11, 1 + number))
        actions.report_progress(
            actor=lan, task_id=task.pk, progress=10, hindrance="Máy in hỏng", at=make.NOW
        )
    drive = make.village_task(thao, [mau_son], "Cài VNeID", due_date=date(2026, 11, 20))
    actions.send_village_report(
        actor=pao,
        task_id=drive.pk,
        village_id=mau_son.pk,
        outcome="CHUA_XONG",
        reason_code="KHONG_SONG",
        at=make.NOW,
    )

    page = first_page(client)

    assert page.count("item-bad") == 3
    assert "Máy in hỏng" in page
    assert "thôn Mẫu Sơn" in page
    assert "1 thôn không có sóng" in page


def test_one_number_is_followed_from_the_annex_to_the_report(client, sample, thao, pao, mau_son):
    plan = make.plan(thao)
    target = make.target(thao, plan, target_number=Decimal(30))
    task = make.village_task(thao, [mau_son], "Vận động", plan=plan, target=target)
    report = actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=mau_son.pk,
        number=Decimal(25),
        photos=[make.photo()],
        at=make.NOW,
    )
    actions.accept_submission(actor=thao, submission_id=report.pk, at=make.NOW)

    page = first_page(client)

    assert page.count('class="step"') == 5
    assert page.count("25 hộ") >= 3
    assert "Đích 30 hộ" in page
    assert f'value="pao.02923:{reverse("plans:village-sent")}"' in page


def test_nobody_needs_a_session_to_look(client, sample):
    response = client.get("/")

    assert "xaso_session" not in response.cookies


def test_it_fits_fourteen_kilobytes_with_its_styles_and_asks_for_no_script(
    client, sample, thao, lan
):
    for number in range(20):
        make.task(thao, lan, f"Việc số {number}", due_date=date(2026, 11, 1 + number))

    page = client.get("/").content

    weight = sum(len(brotli.compress(part)) for part in [page, *(f.read_bytes() for f in STYLES)])
    assert weight <= MOST_BYTES
    assert b"<script" not in page


def test_it_reads_the_same_few_times_however_much_there_is(
    client, sample, thao, lan, django_assert_max_num_queries
):
    for number in range(30):
        make.task(thao, lan, f"Việc số {number}", due_date=date(2026, 11, 1 + number % 20))

    with django_assert_max_num_queries(19):
        client.get("/")
