import pytest

from xaso.core.pages.keyset import short_count, slice_of
from xaso.core.units.models import Village


@pytest.fixture
def villages(gia_phu):
    for number in range(7):
        Village.objects.create(
            commune=gia_phu, name=f"Thôn mẫu {number % 3}", former_unit=str(number)
        )
    return Village.objects.of(gia_phu)


@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "pk"), ("name", "-pk")])
def test_walking_the_slices_meets_every_row_once(villages, order):
    met, after = [], ""
    while True:
        found = slice_of(villages.order_by(*order), order, after, 3)
        met += [row.pk for row in found.rows]
        after = found.after
        if not after:
            break

    assert met == list(villages.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("cursor", ["rác", "e30=", "WyJhIl0=", "WzEsICJ4Il0="])
def test_a_broken_cursor_shows_the_beginning(villages, cursor):
    found = slice_of(villages.order_by("name", "pk"), ("name", "pk"), cursor, 3)

    assert found.is_first
    assert len(found.rows) == 3


def test_a_count_stops_at_a_thousand(gia_phu):
    Village.objects.bulk_create(
        Village(commune=gia_phu, name=f"T{n}", name_folded=f"t{n}") for n in range(1005)
    )

    assert short_count(Village.objects.of(gia_phu)) == (1000, True)
    assert short_count(Village.objects.of(gia_phu).filter(name="T3")) == (1, False)
