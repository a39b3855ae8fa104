"""Forms: what people type is read as they mean it, and nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from xaso.core.ui.fields import NumberField, VietnameseDateField


class VisitForm(forms.Form):
    household = forms.CharField(label="Hộ")
    visit_date = VietnameseDateField(label="Ngày đến")
    people = NumberField(label="Số người", required=False)
    result = forms.ChoiceField(
        label="Kết quả",
        widget=forms.RadioSelect,
        choices=[("done", "Xong"), ("no_signal", "Không sóng")],
    )
    photo = forms.FileField(label="Ảnh", required=False)
    agreed = forms.BooleanField(label="Chủ hộ đồng ý")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15/3/2027", date(2027, 3, 15)),
        ("15-3-2027", date(2027, 3, 15)),
        ("15.03.27", date(2027, 3, 15)),
        ("5/12", date(2026, 12, 5)),
        ("2027-03-15", date(2027, 3, 15)),
        (" ngày 15 tháng 3 năm 2027 ", date(2027, 3, 15)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, meant):
    assert VietnameseDateField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["31/2/2027", "mai", "13/13/2027"])
def test_a_day_that_is_none_comes_back_with_an_example(typed):
    with pytest.raises(ValidationError, match="15/3/2027"):
        VietnameseDateField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1.234,5", "1234.5"), ("1234.5", "1234.5"), ("20,8", "20.8"), ("1.980", "1980"),
     ("80 %", "80"), ("0", "0")],
)  # fmt: skip
def test_a_number_is_read_with_comma_or_point(typed, meant):
    assert NumberField().clean(typed) == Decimal(meant)


def test_no_number_is_nothing_and_never_zero():
    assert NumberField(required=False).clean("  ") is None


@pytest.mark.parametrize("typed", ["nhiều", "1,2,3", "--4"])
def test_a_number_that_is_none_comes_back_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"1\.234,5"):
        NumberField().clean(typed)


def test_limits_of_a_number_hold():
    with pytest.raises(ValidationError):
        NumberField(max_value=100).clean("101")


def test_what_was_kept_is_shown_as_people_write_it():
    form = VisitForm(initial={"visit_date": date(2026, 12, 5), "people": Decimal("1234.5")})

    assert 'value="5/12/2026"' in str(form["visit_date"])
    assert 'value="1.234,5"' in str(form["people"])


def test_an_unchanged_form_has_not_changed():
    form = VisitForm(
        {"visit_date": "5/12/2026", "people": "1.234,5"},
        initial={"visit_date": date(2026, 12, 5), "people": Decimal("1234.5")},
    )

    assert {"visit_date", "people"}.isdisjoint(form.changed_data)


def test_nothing_typed_is_lost_and_each_error_leads_to_its_field():
    page = str(VisitForm({"household": "Lý Thị M.", "visit_date": "31/2/2027", "people": "năm"}))

    assert 'value="Lý Thị M."' in page
    assert 'value="31/2/2027"' in page
    assert 'value="năm"' in page
    assert 'href="#id_visit_date"' in page
    assert 'href="#id_result"' in page
    assert 'id="id_result"' in page
    assert "Có 4 chỗ cần sửa" in page


def test_a_file_must_be_chosen_again_and_the_form_says_so():
    assert "Chọn lại tệp" in str(VisitForm({"household": "x"}))
    assert "Chọn lại tệp" not in str(VisitForm())


def test_required_is_said_in_words():
    page = str(VisitForm()["household"].as_field_group())

    assert "bắt buộc" in page
    assert "*" not in page


def test_the_field_is_tied_to_its_hint_and_its_error():
    field = VisitForm({"visit_date": "x"})["visit_date"].as_field_group()

    assert 'aria-describedby="id_visit_date_helptext id_visit_date_error"' in field
    assert 'aria-invalid="true"' in field


def test_choices_stand_as_tiles_with_words():
    page = str(VisitForm()["result"].as_field_group())

    assert page.count('class="choice"') == 2
    assert "<legend>Kết quả" in page
