"""Nothing of the product counts rows; an address or a choice that does is seen."""

import pytest

from xaso.drills.ids import counts, in_routes, named_values
from xaso.drills.site import Address


def test_no_address_form_or_file_counts_rows(drilled):
    outcome = drilled("ids")

    assert list(outcome.faults) == []
    assert outcome.n > 1_000


def test_an_address_that_counts_is_told():
    assert in_routes([Address("desk:new", "moi/<int:pk>/", {"pk": "int"})]) != []


@pytest.mark.parametrize(
    "page",
    [
        '<a href="/can-bo/12/">xem</a>',
        '<a href="/can-bo/?nguoi=12">xem</a>',
        '<form method="post"><select name="lead"><option value="12">Lan</option></select></form>',
        '<form method="post"><button name="remove" value="12">bỏ</button></form>',
    ],
)
def test_a_page_that_counts_is_told(page):
    assert [value for name, value in named_values(page) if counts(name, value)] == ["12"]
