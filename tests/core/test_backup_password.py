"""What leaves the machine with a person: the key on paper and a backup. Both ask who is there."""

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from tests.core.backups import PASSWORD, with_password
from xaso.core.backup import actions
from xaso.core.backup.begin import begin
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.snapshot import make
from xaso.core.events.models import Event
from xaso.core.units.models import Commune
from xaso.lib.key_text import write_key

pytestmark = pytest.mark.django_db
KEY, TAKE = "/sao-luu/phieu-khoa/", "/sao-luu/tai/"


@pytest.fixture(autouse=True)
def begun(place):
    begin(MORNING)


@pytest.fixture
def trung(trung):
    return with_password(trung)


def kinds():
    return list(Event.objects.order_by("number").values_list("kind", flat=True))


def press(client, address, **fields):
    return client.post(address, {"password": PASSWORD, **fields})


def test_the_key_sheet_is_not_printed_for_whoever_finds_the_machine_open(trung, sign_in):
    client = sign_in(trung)

    without = client.post(KEY, {"halves": "no"})
    wrong = press(client, KEY, halves="no", password="doan mo")

    for answer in (without, wrong):
        assert answer.status_code == 422
        assert not answer.content.startswith(b"%PDF")
    assert "Mật khẩu không đúng." in wrong.content.decode()
    assert kinds() == []


@pytest.mark.django_db(transaction=True)
def test_a_backup_does_not_go_with_whoever_finds_the_machine_open(trung, sign_in):
    made, client = make(at=MORNING), sign_in(trung)

    without = client.post(TAKE, {"name": made.name})
    wrong = press(client, TAKE, name=made.name, password="doan mo")

    assert (without.status_code, wrong.status_code) == (422, 422)
    assert f'<option value="{made.name}" selected>' in wrong.content.decode()
    assert kinds() == []


def test_guessing_the_password_at_the_key_sheet_shuts_the_door(trung, sign_in):
    client = sign_in(trung)

    for _time in range(8):
        press(client, KEY, halves="no", password="doan mo")
    answer = press(client, KEY, halves="no")

    assert answer.status_code == 422, "not even with the right one"
    assert "Nhập sai quá nhiều lần" in answer.content.decode()


def test_the_key_sheet_comes_by_a_press_and_is_recorded(trung, sign_in, place):
    client = sign_in(trung)

    page = client.get(KEY).content.decode()
    answer = press(client, KEY, halves="no")

    assert write_key(ensure_key(place).secret)[0] not in page
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF")
    assert kinds() == ["backup.key.printed"]


def test_on_a_machine_of_many_communes_no_commune_gets_the_key_a_file_or_the_second_place(
    trung, sign_in, ta_van
):
    client = sign_in(trung)

    printed = press(client, KEY, halves="no")
    taken = press(client, TAKE, name="x")
    ended = client.post("/sao-luu/noi-thu-hai/chon/", {"o": ""})
    page = client.get("/sao-luu/noi-thu-hai/").content.decode()

    assert "người trông máy chủ chọn" in page
    for answer in (printed, taken, ended):
        assert answer.status_code == 422
        assert "nhiều xã" in answer.content.decode()


@pytest.mark.usefixtures("ta_van")
@pytest.mark.parametrize(
    ("action", "given"), [(actions.take_key_sheet, {}), (actions.take_backup_file, {"name": "x"})]
)
def test_nor_by_any_other_way_than_the_pages(trung, action, given):
    with pytest.raises(ValidationError, match="nhiều xã"):
        action(actor=trung, **given)


def test_a_sample_of_many_communes_shows_its_key(trung, sign_in, ta_van):
    Commune.objects.filter(opened_at__isnull=False).update(is_sample=True)

    answer = press(sign_in(trung), KEY, halves="yes")

    assert answer.content.startswith(b"%PDF")


def test_a_sample_beside_a_real_commune_gets_no_key_and_no_file(gia_phu, person, sign_in, ta_van):
    """Anybody may become the admin of a sample with one press."""
    Commune.objects.filter(pk=ta_van.pk).update(is_sample=True)
    ta_van.refresh_from_db()
    client = sign_in(with_password(person("Khách", ta_van, "quan_tri")))

    printed = press(client, KEY, halves="no")
    taken = press(client, TAKE, name="x")
    ended = client.post("/sao-luu/noi-thu-hai/chon/", {"o": ""})

    for answer in (printed, taken, ended):
        assert answer.status_code == 422
        assert "nhiều xã" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_downloaded_backup_leaves_its_line_in_the_diary(trung, sign_in):
    made = make(at=MORNING)

    answer = press(sign_in(trung), TAKE, name=made.name)

    assert b"".join(answer.streaming_content) == made.path.read_bytes()
    assert kinds() == ["backup.file.taken"]


@pytest.mark.parametrize("name", ["../secret_key", "book.json", "backup.key", ""])
def test_nothing_but_a_listed_backup_is_downloaded(trung, sign_in, name):
    answer = press(sign_in(trung), TAKE, name=name)

    assert answer.status_code == 422
