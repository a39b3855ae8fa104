import pytest
from django.db import connection, transaction

from conftest import MORNING
from xaso.core.events.chain import Anchor, lines_of, verify_chains
from xaso.core.events.models import ChainHead, Event
from xaso.core.events.record import record
from xaso.core.rights.actor import system_actor
from xaso.lib.chain import hash_of
from xaso.lib.ids import new_id


def write(actor, count):
    with transaction.atomic():
        return [
            record("plans.task.started", actor=actor, subject_id=new_id(), step=step)
            for step in range(count)
        ]


def test_an_untouched_diary_verifies(lan, sua):
    write(lan, 3)
    write(sua, 2)

    assert verify_chains() == (5, None)


@pytest.mark.parametrize("micros", [0, 1, 120_000, 999_999])
def test_a_line_read_from_the_table_is_the_line_that_was_hashed(lan, gia_phu, clock, micros):
    clock.move_to(MORNING.replace(microsecond=micros), tick=False)
    told = {"số": 1.5, "rỗng": None, "danh sách": [True, "xã\u2028", {"b": 1, "a": 2}]}
    with transaction.atomic():
        record("plans.task.started", actor=lan, subject_id=new_id(), **told)
        record("plans.task.started", actor=system_actor(gia_phu), subject_id=new_id())

    assert [hash_of(line) for line in lines_of(gia_phu)] == [
        event.hash for event in Event.objects.order_by("number")
    ]
    assert verify_chains() == (2, None)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps JSON alone")
def test_a_line_whose_data_is_no_json_any_more_is_a_break(lan):
    write(lan, 2)
    with connection.cursor() as cursor:
        # Past the table's own check, as whoever holds the file can.
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        cursor.execute("UPDATE events_event SET data = 'không phải' WHERE number = 2")
        cursor.execute("PRAGMA ignore_check_constraints=OFF")

    checked, broken = verify_chains()

    assert (checked, broken.reason) == (1, "hash")


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(gia_phu):
    with pytest.raises(RuntimeError):
        record("plans.task.started", actor=system_actor(gia_phu), subject_id=new_id())


def test_an_event_is_never_changed(lan):
    [event] = write(lan, 1)

    with pytest.raises(TypeError):
        event.save()


def edit(events):
    Event.objects.filter(pk=events[1].pk).update(data={"step": 99})


def delete(events):
    Event.objects.filter(pk=events[1].pk).delete()


def reorder(events):
    Event.objects.filter(pk=events[1].pk).update(number=100)
    Event.objects.filter(pk=events[2].pk).update(number=2)
    Event.objects.filter(pk=events[1].pk).update(number=3)


def insert(events):
    Event.objects.filter(pk=events[3].pk).update(number=100)
    row = Event.objects.get(pk=events[2].pk)
    row.pk, row.number = None, 4
    row.save()


def truncate(events):
    Event.objects.filter(pk=events[3].pk).delete()


@pytest.mark.parametrize("harm", [edit, delete, reorder, insert, truncate])
def test_harm_to_the_diary_is_found(lan, harm):
    events = write(lan, 4)

    harm(events)

    _checked, broken = verify_chains()
    assert broken is not None
    assert broken.commune == "02923"


def test_a_cut_tail_with_a_mended_head_shows_against_a_printed_anchor(lan):
    events = write(lan, 4)
    anchor = Anchor("02923", 4, events[3].hash)
    truncate(events)
    ChainHead.objects.update(number=3, hash=events[2].hash)

    assert verify_chains()[1] is None
    assert verify_chains([anchor])[1].reason == "anchor"
