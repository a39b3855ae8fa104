"""The map as people see it."""

from __future__ import annotations

import pytest

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
