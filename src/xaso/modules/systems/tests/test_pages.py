"""The map as people see it."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from xaso.core.events.models import Event
from xaso.modules.systems import actions
from xaso.modules.systems.models import ExportTaken, Level

from . import make

pytestmark = pytest.mark.django_db
HOME = "/ban-do-phan-mem/"


def test_an_empty_map_says_what_to_do_first(lan, sign_in):
    seen = sign_in(lan).get(HOME).content.decode()

    assert "Chưa ghi hệ thống nào" in seen
    assert f'href="{HOME}chon/"' in seen


def test_every_page_of_a_system_opens(lan, sign_in):
    system = make.system(lan)
    account = make.account(lan, system, lan)
    figure = make.actions.add_figure(actor=lan, system_id=system.pk, value_code="hs-tiep-nhan")
    export = make.export(lan, system)
    browser = sign_in(lan)
    one = f"{HOME}{system.pk}/"

    for path in (
        HOME, f"{HOME}chon/", f"{HOME}them/", one, f"{one}sua/", f"{one}ngung/", f"{one}so-lieu/",
        f"{one}tai-khoan/", f"{one}trich-xuat/", f"{HOME}so-lieu/", f"{HOME}so-lieu/lay-o/cbcc/",
        f"{HOME}so-lieu/{figure.pk}/bo/", f"{HOME}tai-khoan/{account.pk}/thoi-giu/",
        f"{HOME}trich-xuat/{export.pk}/rut-lai/",
    ):  # fmt: skip
        assert browser.get(path).status_code == 200, path


def test_one_press_notes_the_export_and_one_more_takes_it_back(lan, sign_in):
    system = make.system(lan)
    browser = sign_in(lan)

    said = browser.post(
        f"{HOME}{system.pk}/trich-xuat/",
        {"day": "24/11/2026", "period": "2026-10", "note": ""},
        follow=True,
    ).content.decode()

    assert "Đã ghi lần trích xuất" in said
    export = ExportTaken.objects.get()
    undo = f"{HOME}trich-xuat/{export.pk}/rut-lai/"
    assert said.count(undo) == 2
    assert "đã rút lại" in browser.post(undo, follow=True).content.decode()


def test_a_login_is_dots_for_others_and_who_looks_is_written_down(lan, mai, minh, sign_in):
    system = make.system(lan)
    account = make.account(lan, system, mai, login="mai.hotich")
    page, look = f"{HOME}{system.pk}/", f"{HOME}tai-khoan/{account.pk}/ten/"

    assert "mai.hotich" not in sign_in(lan).get(page).content.decode()
    assert sign_in(lan).get(look).status_code == 403
    assert "mai.hotich" in sign_in(mai).get(page).content.decode()

    office = sign_in(minh)
    assert "mai.hotich" not in office.get(page).content.decode()
    shown = office.post(look, {"reason": "doi-chieu"})

    assert "mai.hotich" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    event = Event.objects.get(kind="privacy.field.read")
    assert event.data["fields"] == ["systems.SystemAccount.login"]
    assert "mai.hotich" not in str(event.data)


def test_the_workbook_has_names_but_no_login_and_no_formula(lan, sign_in):
    system = make.system(lan, "=HYPERLINK(1)")
    make.account(lan, system, lan, login="lan.hotich")

    book = load_workbook(BytesIO(sign_in(lan).get(f"{HOME}?tai=xlsx").content))

    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    said = [str(cell.value) for cell in cells]
    assert any("HYPERLINK" in text for text in said)
    assert "Lan" in said
    assert "lan.hotich" not in " ".join(said)


def test_the_list_is_narrowed_by_owner_state_and_words(lan, mai, sign_in):
    make.account(lan, make.system(lan, "Hộ tịch", level=Level.MINISTRY), mai)
    make.system(lan, "Kế toán", level=Level.COMPANY)
    browser = sign_in(lan)

    def listed(asked):
        seen = browser.get(f"{HOME}?{asked}").content.decode()
        return [name for name in ("Hộ tịch", "Kế toán") if f">{name}</a>" in seen]

    assert listed("") == ["Hộ tịch", "Kế toán"]
    assert listed("q=ho+tich") == ["Hộ tịch"]
    assert listed("chu-quan=doanh_nghiep") == ["Kế toán"]
    assert listed("loc=khong-tai-khoan") == ["Kế toán"]
    assert listed("loc=da-ngung") == []
    assert listed("loc=qua-han") == []


def test_the_list_and_the_numbers_cost_the_same_however_many_there_are(
    lan, sign_in, django_assert_max_num_queries
):
    for number in range(12):
        system = make.system(lan, f"Hệ thống {number}")
        make.account(lan, system, lan)
        actions.add_figure(actor=lan, system_id=system.pk, value_code="cbcc")
    browser = sign_in(lan)

    # One of the sixteen reads the commune's own rules of signal, by which figures judge villages.
    for path, most in ((HOME, 8), (f"{HOME}so-lieu/", 16)):
        with django_assert_max_num_queries(most):
            assert browser.get(path).status_code == 200


def test_what_the_program_counts_itself_does_not_stand_among_the_numbers_without_a_source(
    lan, sign_in
):
    browser = sign_in(lan)

    def listed(asked):
        return browser.get(f"{HOME}so-lieu/?q=nhiem+vu+den+han{asked}").content.decode()

    assert "Xã Số tự đếm" in listed("")
    assert "chưa ghi hệ thống nào" not in listed("")
    assert "Số nhiệm vụ đến hạn trong kỳ" not in listed("&loc=chua-ghi")
    assert "Số nhiệm vụ đến hạn trong kỳ" in listed("&loc=da-ghi")


def test_the_ready_list_goes_onto_the_map_by_ticks(lan, sign_in):
    browser = sign_in(lan)

    seen = browser.post(f"{HOME}chon/", {"codes": ["i-speed"]}, follow=True).content.decode()

    assert "i-Speed" in seen
    assert 'value="i-speed"' not in browser.get(f"{HOME}chon/").content.decode()
