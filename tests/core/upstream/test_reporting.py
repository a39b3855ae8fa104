"""A commune tells its province what stands, once, whatever the line does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from conftest import MORNING
from xaso.core.sync import commands
from xaso.core.sync.models import Device, Item
from xaso.core.sync.running import Turn, run
from xaso.core.upstream.models import Node, Outgoing, Reported, Uplink
from xaso.core.upstream.sending import send

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=15)


def reported():
    return {(row.unit_id, row.kind, row.key): row for row in Reported.objects.all()}


def test_what_the_commune_asks_of_the_operators_reaches_the_province(link, line, petition):
    turn = send(link.commune, LATER, line)

    row = reported()["02923", "upstream.petition", petition.code]
    assert turn.is_through
    assert row.body["about"] == petition.name
    assert row.body["households"] == 40
    assert row.commune_id == "03037"
    said = Outgoing.objects.get()
    assert (said.state, said.code, said.number) == ("ap_dung", "ok", 1)


def test_what_has_not_changed_is_not_said_again(link, line, petition):
    send(link.commune, LATER, line)
    line.asked.clear()

    send(link.commune, LATER + timedelta(hours=1), line)

    assert Outgoing.objects.count() == 1
    assert line.asked == [("POST", "/dong-bo/vao"), ("POST", "/dong-bo/day")]


def test_a_change_is_said_and_the_newest_stands(link, line, petition):
    send(link.commune, LATER, line)
    type(petition).objects.filter(pk=petition.pk).update(sent_number="99/UBND")

    send(link.commune, LATER, line)

    row = reported()["02923", "upstream.petition", petition.code]
    assert (row.body["number"], row.times, row.number) == ("99/UBND", 2, 2)
    assert Item.objects.filter(kind="upstream.petition").count() == 2


def test_what_was_taken_back_is_told_as_taken_back(link, line, petition):
    send(link.commune, LATER, line)
    type(petition).objects.filter(pk=petition.pk).delete()

    send(link.commune, LATER, line)

    row = reported()["02923", "upstream.petition", petition.code]
    assert row.is_gone
    assert row.body["about"] == petition.name


@pytest.mark.parametrize("fate", ["request_lost", "reply_lost", "twice"])
def test_a_bad_line_loses_nothing_and_doubles_nothing(link, line, petition, fate):
    line.fate = fate
    first = send(link.commune, LATER, line)

    second = send(link.commune, LATER + timedelta(hours=1), line)

    assert first.is_through == (fate == "twice")
    assert second.is_through
    assert [row.times for row in Reported.objects.all()] == [1]
    assert Device.objects.get(pk=link.device).stored == 1


def test_after_a_failure_the_next_try_is_later_each_time(link, line, petition):
    waits = []
    for hour in range(3):
        line.fate = "request_lost"
        at = LATER + timedelta(hours=hour)
        send(link.commune, at, line)
        waits.append(Uplink.objects.get().next_try_at - at)

    assert waits == sorted(set(waits))
    assert Uplink.objects.get().reason == "mất sóng"


def test_an_answer_without_the_province_s_signature_is_no_answer(link, line, petition):
    def captive(method, path, headers, body):
        del method, path, headers, body
        from xaso.core.upstream.door import Reply

        return Reply(200, b'{"n": 1, "h": "", "ep": "x", "st": [], "sig": "", "safe_n": 0}')

    turn = send(link.commune, LATER, captive)

    assert not turn.is_through
    assert Uplink.objects.get().received == 0
    assert not Outgoing.objects.exists()


def test_a_province_back_from_an_older_backup_is_sent_what_it_lacks(link, line, petition):
    send(link.commune, LATER, line)
    device = Device.objects.get(pk=link.device)
    Reported.objects.all().delete()
    Item.objects.filter(device=device).delete()
    device.positions.all().delete()
    Device.objects.filter(pk=device.pk).update(stored=0, head=bytes(32))

    turn = send(link.commune, LATER + timedelta(hours=1), line)

    assert turn.is_through
    assert [row.times for row in Reported.objects.all()] == [1]
    assert Uplink.objects.get().epoch != link.epoch


def test_a_commune_speaks_for_itself_alone(link, line, petition):
    content = {**_said(link, line).content}
    Outgoing.objects.update(content={**content, "body": {**content["body"], "xa": "03037"}})
    _hash_again()

    send(link.commune, LATER, line)

    assert [row.unit_id for row in Reported.objects.all()] == ["02923"]
    told = [(row.state, row.code) for row in Outgoing.objects.order_by("number")]
    assert told == [("tu_choi", "khong_quyen"), ("ap_dung", "ok")]


def _said(link, line):
    line.fate = "request_lost"
    send(link.commune, MORNING, line)
    Uplink.objects.update(highest=0, head=bytes(32))
    Outgoing.objects.update(device=None, number=None)
    return Outgoing.objects.get()


def _hash_again():
    from xaso.lib import envelope

    for row in Outgoing.objects.all():
        row.content_hash = envelope.content_hash(row.content)
        row.save()


def test_a_refusal_whose_answer_was_lost_is_heard_the_next_time(link, line, petition):
    Node.objects.update(unit="03037")
    line.fate = "reply_lost"
    send(link.commune, LATER, line)

    turn = send(link.commune, LATER + timedelta(hours=1), line)

    said = Outgoing.objects.get()
    assert turn.is_through
    assert (said.state, said.code) == ("tu_choi", "khong_quyen")


def test_what_the_province_does_not_know_yet_is_asked_about_again(link, line, petition):
    known = commands._accepted.pop(("upstream.petition", 1))
    try:
        send(link.commune, LATER, line)
        held = Outgoing.objects.get().code
    finally:
        commands._accepted["upstream.petition", 1] = known
    item = Item.objects.get()
    with transaction.atomic():
        run(item, Turn(LATER.date()))

    send(link.commune, LATER + timedelta(hours=1), line)

    assert held == "chua_biet"
    assert Outgoing.objects.get().code == "ok"
    assert Reported.objects.get().times == 1
