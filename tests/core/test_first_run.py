"""A new installation: the printed code opens one page, once."""

import json

import pytest
from django.urls import reverse

from conftest import MORNING
from xaso.config.cli.main import main
from xaso.core.events.models import Event
from xaso.core.law.seed import load_law
from xaso.core.people.first_run import first_run_code, is_first_run_code, open_first_commune
from xaso.core.people.models import Account
from xaso.core.rights.signed_in import actor_for
from xaso.core.units.models import Commune

pytestmark = pytest.mark.django_db
ADMIN = {"xa": "02923", "admin_full_name": "Nguyễn Thị Lan"}


@pytest.fixture(autouse=True)
def empty(provinces, settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    load_law()


def _start(client, **fields):
    return client.post(reverse("desk:start"), {"ma": first_run_code(), **ADMIN, **fields})


def test_without_the_code_the_page_says_how_to_get_it(client):
    first_run_code()

    answers = [client.get(reverse("desk:start"), {"ma": code}) for code in ("", "AAAA-AAAA")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "xaso start" in answers[0].content.decode()
    assert client.post(reverse("desk:start"), {"ma": "AAAA-AAAA", **ADMIN}).status_code == 403


def test_the_commune_is_found_by_its_old_name(client):
    page = client.get(reverse("desk:start"), {"ma": first_run_code(), "q": "muong hoa"})

    assert "Tả Van (gồm Mường Hoa cũ)" in page.content.decode()


def test_the_page_opens_the_commune_and_shows_the_password_once(client):
    page = _start(client)

    account = Account.objects.get()
    commune = Commune.objects.get(pk="02923")
    assert "nguyen.thi.lan" in page.content.decode()
    assert (account.commune, account.must_change_password) == (commune, True)
    assert commune.opened_at == MORNING
    assert actor_for(account).may("people.manage")
    assert [event.kind for event in Event.objects.order_by("number")] == [
        "units.commune.opened",
        "people.account.opened",
        "people.role.granted",
    ]


def test_the_page_is_gone_once_a_commune_is_open(client):
    code = first_run_code()
    _start(client)

    again = client.get(reverse("desk:start"), {"ma": code})

    assert again.status_code == 404
    assert not is_first_run_code(code)


def test_a_bad_user_name_comes_back_with_what_was_typed(client):
    page = _start(client, username="Ly A Pao!")

    assert page.status_code == 422
    assert "Nguyễn Thị Lan" in page.content.decode()
    assert not Account.objects.exists()


def test_a_second_opening_changes_nothing():
    fields = {"commune_code": "02923", "admin_full_name": "Lan", "username": "lan.gp"}

    created, account, password = open_first_commune(**fields, at=MORNING)
    again = open_first_commune(**{**fields, "username": "khac"}, at=MORNING)

    assert (created, bool(password)) == (True, True)
    assert again == (False, account, None)
    assert Account.objects.count() == 1


def test_early_in_the_morning_the_admin_already_works(clock):
    clock.move_to(MORNING.replace(hour=0, minute=30))

    _created, account, _password = open_first_commune(
        commune_code="02923", admin_full_name="Lan", username="lan.gp", at=MORNING
    )

    assert actor_for(account).may("people.manage")


def test_the_command_answers_scripts_with_one_json_object(capsys):
    words = ["start", "--commune", "02923", "--admin", "Nguyễn Thị Lan", "--json"]

    codes = [main(words), main(words)]

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert codes == [0, 0]
    assert first.keys() == {"url", "created", "username", "one_time_password"}
    assert (first["created"], first["username"]) == (True, "nguyen.thi.lan")
    assert first["one_time_password"]
    assert (second["created"], second["one_time_password"]) == (False, None)


def test_an_unknown_commune_is_bad_input(capsys):
    code = main(["start", "--commune", "99999", "--admin", "Lan", "--json"])

    assert code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "unknown_commune"


def test_half_of_the_answer_is_bad_input(capsys):
    code = main(["start", "--commune", "02923", "--json"])

    assert code == 2
    assert "--admin" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_a_sample_commune_is_not_turned_into_a_real_one(capsys):
    Commune.objects.filter(pk="02923").update(is_sample=True, opened_at=MORNING)

    code = main(["start", "--commune", "02923", "--admin", "Lan"])

    assert code == 2
    assert "dữ liệu mẫu" in capsys.readouterr().out


def test_a_real_commune_is_not_opened_beside_a_sample(capsys):
    """With one press anybody becomes the admin of a sample, on the same machine."""
    Commune.objects.filter(pk="02923").update(is_sample=True, opened_at=MORNING)

    code = main(["start", "--commune", "02926", "--admin", "Lan"])

    assert code == 2
    assert "Dùng thư mục dữ liệu khác" in capsys.readouterr().out
    assert not Account.objects.exists()
