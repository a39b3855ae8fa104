"""The day there is no line: the outbox goes by stick, is read in, and nothing is doubled."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import MORNING
from tests.core.sync.phones import LATER, found, send
from xaso.config.cli.main import main
from xaso.core.residents.models import Household
from xaso.core.sync.outbox_file import MAGIC, take_outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc")


def outbox(phone, **which):
    body = phone.batch(now=MORNING, **which)
    signed = phone.headers("POST", "/dong-bo/day", body)
    head = json.dumps({"may": signed["Xaso-May"], "chu_ky": signed["Xaso-Chu-Ky"]}).encode()
    return MAGIC + b"".join(len(part).to_bytes(4, "big") + part for part in (head, body))


@pytest.fixture
def file(phone, pao):
    found(phone, pao, "Lý A Sở")
    found(phone, pao, "")
    return outbox(phone)


def test_a_file_is_taken_in_any_number_of_times_and_before_or_after_the_line_is_back(
    phone, file, lan
):
    first = take_outbox(actor=lan, content=file, at=LATER)
    again = take_outbox(actor=lan, content=file, at=LATER)
    send(phone, LATER)

    assert (first.new, first.waiting, again.new) == (2, 1, 0)
    assert Household.objects.get().head_name == "Lý A Sở"
    assert phone.received == 2


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: b"PK" + file, "không phải tệp hộp gửi"),
        (lambda file: file[:-7], "bị cụt ở phần 1"),
        (lambda file: file[: len(MAGIC) + 2], "bị cụt ở phần 1"),
        (lambda file: file[:-30] + b"x" + file[-29:], "không đọc được hoặc đã bị sửa"),
        (lambda file: file.replace(b"chu_ky", b"chu_kx"), "không đọc được hoặc đã bị sửa"),
        (lambda file: MAGIC, "không có mục nào"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_taken(file, lan, spoil, said):
    with pytest.raises(ValidationError, match=said):
        take_outbox(actor=lan, content=spoil(file), at=LATER)

    assert not Household.objects.exists()


def test_only_an_officer_of_this_commune_reads_it_in(file, pao, person, ta_van):
    mai = person("Mai", ta_van, "cong_chuc")

    with pytest.raises(PermissionDenied):
        take_outbox(actor=pao, content=file, at=LATER)
    with pytest.raises(ValidationError, match="không ghi danh ở xã này"):
        take_outbox(actor=mai, content=file, at=LATER)


def test_the_page_takes_it_in_and_shows_the_phone(sign_in, lan, phone, file):
    sent = {"content": SimpleUploadedFile("hop-gui.xsout", file)}

    answer = sign_in(lan).post(reverse("desk:phone-outbox"), sent, follow=True)

    page = answer.content.decode()
    assert "Đã nhập: 2 mục mới, 1 mục cần xem." in page
    assert "Điền ô này." in page


def test_a_phone_is_invited_and_shut_from_the_machine(gia_phu, phone, pao, tmp_path, file, capsys):
    name, path = f"pao.{gia_phu.pk}", tmp_path / "hop-gui.xsout"
    path.write_bytes(file)

    assert main(["device", "enroll", name, "--commune", gia_phu.pk, "--json"]) == 0
    invited = json.loads(capsys.readouterr().out)
    assert main(["outbox", "import", str(path), "--commune", gia_phu.pk, "--json"]) == 0
    taken = json.loads(capsys.readouterr().out)
    revoke = ["device", "revoke", str(phone.device), "--commune", gia_phu.pk]
    assert main([*revoke, "--reason", "Rơi xuống suối"]) == 0
    assert main([*revoke, "--reason", "Lần nữa", "--json"]) == 2

    assert (invited["username"], len(invited["code"])) == (name, 20)
    assert taken == {"devices": ["Máy của tổ"], "new": 2, "waiting": 1}
