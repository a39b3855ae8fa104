"""Numbers, days, chips and charts as people here read them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template import Context, Template
from django.test import RequestFactory

from xaso.core.ui import charts
from xaso.core.ui.notices import links_of, tell


def drawn(source: str, **context: object) -> str:
    return Template("{% load xaso %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ n|vn_number }}", "1.234,5"),
        ("{{ n|vn_number:0 }}", "1.235"),
        ("{{ f|vn_percent }}", "20,8 %"),
        ("{{ day|vn_date }}", "15/3/2026"),
        ("{{ day|vn_day }}", "Chủ nhật 15/3"),
        ("{{ later|vn_day }}", "Thứ Hai 15/3/2027"),
        ("{{ moment|vn_moment }}", "14:05 ngày 15/3/2026"),
        ("{{ zero|missing }}", "0"),
    ],
)
def test_values_are_written_as_people_here_do(source, shown):
    values = {
        "n": Decimal("1234.5"),
        "f": 20.8,
        "day": date(2026, 3, 15),
        "later": date(2027, 3, 15),
        "moment": datetime(2026, 3, 15, 7, 5, tzinfo=UTC),
        "zero": 0,
    }

    assert drawn(source, **values) == shown


@pytest.mark.parametrize(
    "source", ["{{ n|missing }}", "{{ n|vn_number }}", "{{ n|vn_percent }}", "{% bar n %}"]
)
def test_a_missing_number_is_said_in_words(source):
    assert "chưa có số liệu" in drawn(source, n=None)


def test_a_state_is_a_drawing_and_a_word():
    chip = drawn('{% chip "late" "Quá hạn 3 ngày" %}')

    assert "#late" in chip
    assert "Quá hạn 3 ngày" in chip
    assert "chip-bad" in chip


@pytest.mark.parametrize(
    ("typed", "led_to"),
    [("https://laocai.gov.vn/kh-15", "https://laocai.gov.vn/kh-15"), ("javascript:alert(1)", "")],
)
def test_a_link_leads_out_only_to_an_address_of_the_web(typed, led_to):
    assert drawn('<a href="{{ it|web_address }}">', it=typed) == f'<a href="{led_to}">'


def test_words_of_people_are_never_taken_as_code():
    assert "<b>" not in drawn("{% chip 'todo' word %}{% bar 1 2 word %}", word="<b>x</b>")


def test_a_bar_never_leaves_its_frame():
    assert 'width="100"' in drawn("{% bar 300 100 %}")
    assert 'class="bar-value" width="0"' in drawn("{% bar 5 0 %}")


def test_a_bar_says_how_far_whatever_stands_beside_it():
    for beside in ("", " "):
        assert 'aria-label="18 phần trăm"' in drawn("{% bar 7 40 beside %}", beside=beside)


def test_a_tile_without_a_number_says_so():
    page = drawn('{% include "ui/tile.html" with name="Sản phẩm" value=None %}')

    assert "chưa có số liệu" in page


def test_a_tile_with_zero_shows_zero():
    assert ">0<" in drawn('{% include "ui/tile.html" with name="Việc quá hạn" value=0 %}')


def test_a_trend_breaks_where_a_month_is_missing():
    chart = charts.trend(
        "Hộ có tài khoản",
        [charts.Point("9/2026", 10), charts.Point("10/2026", None), charts.Point("11/2026", 20)],
        goal=30,
        unit="%",
    )

    assert chart.body.count("<circle") == 2
    assert 'd="M2.0 60.7M98.0 35.3"' in chart.body
    assert "<title>Hộ có tài khoản</title>" in chart.body
    assert "Từ 10 % (9/2026) đến 20 % (11/2026)." in chart.body
    assert chart.rows[1] == ("10/2026", "chưa có số liệu")


def test_every_chart_has_its_figures_as_a_table():
    chart = charts.stacked("Việc", [charts.Part("Xong", 31), charts.Part("Quá hạn", 11)])

    page = drawn("{% chart chart %}", chart=chart)

    assert "<table" in page
    assert "31" in page
    assert "<title>Việc</title>" in page


def test_bars_show_the_span_that_is_still_open():
    chart = charts.bars("Điểm", [charts.Bar("Hạ tầng", 612, 784, 1000)], unit="điểm")

    assert "612–784 điểm" in chart.body
    assert chart.rows == (("Hạ tầng", "612–784 điểm", "1.000 điểm"),)


@pytest.mark.parametrize("values", [[], [None], [0], [5, 5], [-3, 4], [0.001, 0.002], [10**9]])
def test_odd_figures_still_draw(values):
    chart = charts.trend("x", [charts.Point(str(i), v) for i, v in enumerate(values)])

    assert "nan" not in chart.body
    assert charts.spark(values) is not None


def test_after_an_action_the_notice_offers_to_look_and_to_take_back(rf: RequestFactory):
    request = rf.get("/")
    request.session = {}
    request._messages = FallbackStorage(request)

    tell(request, "Đã giao việc.", see="/ke-hoach/1/", undo="/ke-hoach/1/hoan-tac/")
    links = links_of(next(iter(get_messages(request))))

    assert (links.see, links.undo) == ("/ke-hoach/1/", "/ke-hoach/1/hoan-tac/")


def test_a_notice_leads_to_no_other_house():
    assert links_of(SimpleNamespace(extra_tags="see:https://evil.vn undo://evil.vn")).see == ""
    assert links_of(SimpleNamespace(extra_tags="undo://evil.vn")).undo == ""
