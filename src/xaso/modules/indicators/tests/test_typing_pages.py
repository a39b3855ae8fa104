from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from xaso.modules.indicators.models import Value
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.look import page, shown

pytestmark = pytest.mark.django_db


def test_a_chairman_is_offered_no_button_to_type(thao, sign_in):
    client = sign_in(thao)

    assert "Nhập số liệu" not in shown(client, "value", "ho")
    assert client.get(page("enter", "ho")).status_code == 403


def test_an_officer_types_a_number_with_its_proof_and_sees_where_it_counts(lan, sign_in):
    client = sign_in(lan)
    photo = BytesIO()
    Image.new("RGB", (40, 30), "green").save(photo, "JPEG")

    answer = client.post(
        page("enter", "hs-tiep-nhan"),
        {
            "number": "1.400",
            "stretch": "2026-01-01..2026-10-31",
            "note": "Hệ thống của tỉnh",
            "document_number": "12/BC-TTHCC",
            "file": SimpleUploadedFile("anh.jpg", photo.getvalue()),
        },
        follow=True,
    )

    said = answer.content.decode()
    assert "Đã ghi tổng số hồ sơ tiếp nhận: 1.400." in said
    assert "12/BC-TTHCC" in said
    assert "766.2.a" in said
    proof = Value.objects.get().evidence.get(kind="tep")
    picture = client.get(page("proof", proof.pk))
    assert picture["Content-Type"] == "image/jpeg"
    picture.close()


def test_a_proof_of_another_commune_does_not_exist(lan, sua, sign_in):
    sign_in(lan).post(
        page("enter", "cbcc"),
        {
            "number": "30",
            "as_of": "24/11",
            "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF"),
        },
    )
    proof = Value.objects.get().evidence.get()

    assert sign_in(sua).get(page("proof", proof.pk)).status_code == 404


def test_zero_is_asked_about_and_nothing_typed_is_lost(lan, sign_in):
    client = sign_in(lan)
    typed = {"number": "0", "as_of": "24/11/2026", "note": "Sổ sự cố"}

    answer = client.post(page("enter", "cbcc"), typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Đúng là 0?" in said
    assert "Sổ sự cố" in said

    client.post(page("enter", "cbcc"), typed | {"confirmed_zero": "on"})
    assert Value.objects.get().confirmed_zero


def test_0_85_percent_is_asked_about(lan, sign_in):
    client = sign_in(lan)
    typed = {"number": "0,85", "stretch": "2026-01-01..2026-10-31"}

    said = client.post(page("enter", "muc-hai-long"), typed).content.decode()
    assert "hay là 85 %" in said
    assert "Đúng là 0,85 %" in said

    client.post(page("enter", "muc-hai-long"), typed | {"percent_is_right": "on"})
    assert str(Value.objects.get().number) == "0.8500"


def test_numbers_are_typed_one_after_the_other_and_the_place_is_kept(lan, sign_in):
    client = sign_in(lan)
    make.value(lan, "tthc-cong-bo", 12)

    address = page("enter", "tthc-cong-bo-dung-han", luot="qd766")
    assert "1/" in client.get(address).content.decode()
    answer = client.post(address, {"number": "12", "stretch": "2026-01-01..2026-10-31"})

    assert answer["Location"] == page("enter", "tthc", luot="qd766")


def test_nobody_is_sent_to_another_site(lan, sign_in):
    typed = {"number": "30", "as_of": "24/11/2026"}

    answer = sign_in(lan).post(page("enter", "cbcc", tiep="https://example.com/"), typed)

    assert answer["Location"] == reverse("indicators:value", args=["cbcc"])


def test_a_number_is_corrected_with_a_reason(lan, sign_in):
    row = make.value(lan, "cbcc", 30)
    client = sign_in(lan)

    refused = client.post(page("correct", row.pk), {"number": "31"})
    assert refused.status_code == 422

    said = client.post(
        page("correct", row.pk), {"number": "31", "reason": "thêm một người"}, follow=True
    ).content.decode()
    assert "<del>30</del>" in said
    assert "thêm một người" in said


def test_a_zero_of_a_file_is_confirmed_on_a_page_of_its_own(lan, sign_in):
    row = make.value(lan, "cbcc", 0)
    client = sign_in(lan)
    assert "Đúng là 0?" in shown(client, "value", "cbcc")

    client.post(page("confirm-zero", row.pk))

    assert Value.objects.get(corrects=row).confirmed_zero


def test_a_row_of_another_commune_cannot_be_corrected(lan, sua, sign_in):
    row = make.value(lan, "cbcc", 30)

    assert sign_in(sua).get(page("correct", row.pk)).status_code == 404
