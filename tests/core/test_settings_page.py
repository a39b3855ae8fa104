"""What stands at the head of the commune's papers is set on one page."""

import pytest
from django.urls import reverse

from xaso.core.papers.models import PaperSettings
from xaso.core.papers.queries import settings_of
from xaso.modules.plans.tests.browse import send

pytestmark = pytest.mark.django_db
FIELDS = {
    "place_name": "Gia Phú",
    "chairman_name": "Lý A Thào",
    "parent_line": "",
    "office_symbol": "UBND",
    "letter_unit": "VX",
    "office_file_copy": "VT",
    "one_series": "yes",
}


def test_the_admin_sets_place_symbols_and_number_series(person, gia_phu, sign_in):
    client = sign_in(person("Minh", gia_phu, "quan_tri"))

    send(client, reverse("desk:settings"), **FIELDS)

    settings = PaperSettings.objects.get(commune=gia_phu)
    assert (settings.letter_unit, settings.one_series) == ("VX", True)
    page = client.get(reverse("desk:settings")).content.decode()
    assert "12/UBND-VX" in page
    assert "Lý A Thào" in page


def test_a_second_visit_changes_the_same_row(person, gia_phu, sign_in):
    client = sign_in(person("Minh", gia_phu, "quan_tri"))

    for series in ("yes", "no"):
        send(client, reverse("desk:settings"), **FIELDS | {"one_series": series})

    assert PaperSettings.objects.get().one_series is False


def test_a_name_nobody_wrote_down_follows_the_office(person, gia_phu, sign_in):
    person("Thào", gia_phu, "chu_tich")
    client = sign_in(person("Minh", gia_phu, "quan_tri"))

    form = client.get(reverse("desk:settings")).context["form"]
    send(
        client,
        reverse("desk:settings"),
        **FIELDS | {"chairman_name": form["chairman_name"].value()},
    )

    assert PaperSettings.objects.get().chairman_name == ""
    assert settings_of(gia_phu).chairman_name == "Thào"


def test_a_symbol_left_out_is_asked_for(person, gia_phu, sign_in):
    client = sign_in(person("Minh", gia_phu, "quan_tri"))

    page = send(client, reverse("desk:settings"), **FIELDS | {"office_symbol": ""})

    assert page.status_code == 422
    assert "Điền ô này." in page.content.decode()
    assert not PaperSettings.objects.exists()


def test_officers_do_not_change_how_papers_look(lan, sign_in):
    assert sign_in(lan).get(reverse("desk:settings")).status_code == 403
