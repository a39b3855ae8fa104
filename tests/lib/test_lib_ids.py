import threading
from uuid import RFC_4122, UUID

import time_machine

from xaso.lib.ids import new_id, seeded_ids


def test_an_id_is_a_version_7_uuid_that_carries_its_moment():
    with time_machine.travel("2031-11-26T01:00:00Z", tick=False):
        row_id = new_id()

    assert row_id.version == 7
    assert row_id.variant == RFC_4122
    assert row_id.int >> 80 == 1_953_421_200_000


def test_later_rows_sort_later_even_within_one_millisecond():
    ids = [new_id() for _ in range(5000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == 5000


def test_an_id_made_after_the_clock_was_put_back_still_sorts_last():
    with time_machine.travel("2032-01-02T00:00:00Z", tick=False):
        before = new_id()
    with time_machine.travel("2032-01-01T00:00:00Z", tick=False):
        after = new_id()

    assert after > before


def test_threads_never_make_the_same_id():
    made: list[UUID] = []
    threads = [
        threading.Thread(target=lambda: made.extend([new_id() for _ in range(500)]))
        for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 2000


def test_the_same_seed_gives_the_same_sample_rows():
    with seeded_ids("02923 2026-11-26"):
        first = [new_id() for _ in range(20)]
    with seeded_ids("02923 2026-11-26"):
        again = [new_id() for _ in range(20)]

    assert first == again == sorted(first)
    assert {row_id.version for row_id in first} == {7}


def test_two_seeds_share_no_id_and_sample_rows_sort_before_real_ones():
    with seeded_ids("02923 2026-11-26"):
        gia_phu = {new_id() for _ in range(50)}
    with seeded_ids("03004 2026-11-26"):
        ta_van = {new_id() for _ in range(50)}

    assert not gia_phu & ta_van
    assert max(gia_phu | ta_van) < new_id()


def test_an_inner_seed_ends_where_its_block_ends():
    with seeded_ids("a"):
        first = new_id()
        with seeded_ids("b"):
            new_id()
        second = new_id()
    with seeded_ids("a"):
        assert [new_id(), new_id()] == [first, second]
