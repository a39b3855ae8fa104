"""What the office sees of its line, and the province of the communes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import MORNING
from xaso.core.jobs.models import Job
from xaso.core.upstream.health import upstream
from xaso.core.upstream.models import Node, Uplink
from xaso.core.upstream.sending import send

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=15)


@pytest.fixture
def at_province(client, chi):
    client.force_login(_account(chi))
    return client


@pytest.fixture
def at_office(client, trung):
    client.force_login(_account(trung))
    return client


def _account(actor):
    from xaso.core.people.models import Account

    return Account.objects.get(pk=actor.account_id)


def page(client, name, *args):
    return client.get(reverse(f"desk:{name}", args=args)).content.decode()


def test_an_office_that_is_not_joined_is_told_what_to_do(at_office, trung):
    assert "Gọi tỉnh xin địa chỉ và mã nối" in page(at_office, "upstream")


def test_the_office_sees_how_its_line_stands(at_office, link, line, petition):
    send(link.commune, LATER, line)

    said = page(at_office, "upstream")

    assert "https://tinh.example" in said
    assert "Đang nối" in said


def test_an_address_without_encryption_is_refused_on_the_page(at_office):
    answer = at_office.post(
        reverse("desk:upstream-join"), {"address": "http://tinh.vn", "code": "abcd"}
    )

    assert "https" in answer.content.decode()
    assert not Uplink.objects.exists()


def test_the_button_asks_a_job_to_send(at_office, link):
    at_office.post(reverse("desk:upstream-send"))

    assert Job.objects.filter(name="upstream.send").count() == 1


def test_leaving_says_what_the_province_has_not_received(at_office, link, line, petition):
    line.fate = "request_lost"
    send(link.commune, LATER, line)

    asked = page(at_office, "upstream-leave")
    at_office.post(reverse("desk:upstream-leave"))

    assert "Còn 1 mục tỉnh chưa nhận" in asked
    assert not Uplink.objects.exists()


def test_the_province_sees_what_a_commune_reported(at_province, link, line, petition):
    send(link.commune, LATER, line)

    nodes, node = page(at_province, "upstream-nodes"), Node.objects.get()

    assert "Gia Phú" in nodes
    assert petition.name in page(at_province, "upstream-node", node.pk)


def test_the_code_for_a_commune_is_shown_once_and_kept_nowhere(at_province):
    answer = at_province.post(reverse("desk:upstream-invite"), {"unit_code": "02923"})

    assert "Mã nối" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_another_commune_does_not_see_what_was_reported_to_the_province(at_office, link):
    node = Node.objects.get()

    assert at_office.get(reverse("desk:upstream-node", args=[node.pk])).status_code == 404


def test_the_doctor_says_when_the_province_no_longer_hears_the_commune(link, line, petition):
    send(link.commune, LATER, line)

    well = [each.code for each in upstream(LATER)]
    silent = [each.code for each in upstream(LATER + timedelta(days=3))]

    assert (well, silent) == (["upstream"], ["upstream_silent"])


def test_the_doctor_is_silent_where_nobody_is_joined(gia_phu):
    assert list(upstream(LATER)) == []
