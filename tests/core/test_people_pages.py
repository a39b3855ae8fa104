"""The admin's pages about accounts: one-time passwords, roles with days, leavers."""

import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from conftest import MORNING, TODAY
from xaso.core.events.models import Event
from xaso.core.law.seed import load_law
from xaso.core.people.models import Account, RoleGrant
from xaso.modules.plans.tests.browse import send

pytestmark = pytest.mark.django_db
OWN_PASSWORD = "Suối chảy qua 9 ruộng bậc thang"


@pytest.fixture(autouse=True)
def law() -> None:
    load_law()


@pytest.fixture
def admin(person, gia_phu):
    """Minh looks after the accounts of Gia Phú."""
    return person("Minh", gia_phu, "quan_tri")


def _open(client, **more) -> tuple[Account, str, str]:
    fields = {"full_name": "Vàng Thị Mỷ", "role": "cong_chuc", "job_title": "Công chức", **more}
    response = client.post(reverse("desk:person_add"), fields)
    assert response.status_code == 200, response.context["form"].errors
    page = response.content.decode()
    return Account.objects.get(full_name=fields["full_name"]), _password(page), page


def _password(page: str) -> str:
    return re.search(r'slip-password code">([2-9A-Z]{4}-[2-9A-Z]{4})<', page).group(1)


def _try(username: str, password: str) -> tuple[Client, object]:
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": username, "password": password}, follow=True
    )
    return client, answer


def test_a_new_account_comes_with_a_slip_that_shows_the_password_once(admin, sign_in):
    client = sign_in(admin)

    account, password, page = _open(client)

    assert account.username == "vang.thi.my"
    assert "/dang-nhap/" in page
    assert password not in client.get(reverse("desk:person", args=[account.pk])).content.decode()
    assert password not in str(list(Event.objects.values_list("data", flat=True)))
    assert [grant.role for grant in account.grants.all()] == ["cong_chuc"]


def test_the_slip_is_kept_by_no_browser(admin, sign_in):
    fields = {"full_name": "Vàng Thị Mỷ", "role": "cong_chuc"}

    response = sign_in(admin).post(reverse("desk:person_add"), fields)

    assert response.headers["Cache-Control"] == "no-store"


def test_two_people_of_one_name_get_two_user_names(admin, sign_in):
    client = sign_in(admin)

    _open(client)
    client.post(reverse("desk:person_add"), {"full_name": "Vàng Thị Mỷ", "role": "cong_chuc"})

    names = Account.objects.filter(full_name="Vàng Thị Mỷ").values_list("username", flat=True)
    assert sorted(names) == ["vang.thi.my", "vang.thi.my2"]


def test_a_taken_user_name_goes_back_to_the_form_with_what_was_typed(admin, sign_in):
    taken = Account.objects.get(pk=admin.account_id).username

    response = sign_in(admin).post(
        reverse("desk:person_add"),
        {"full_name": "Lý A Páo", "username": taken, "role": "cong_chuc"},
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "Tên đăng nhập này đã có" in page
    assert "Lý A Páo" in page


def test_the_first_password_must_be_changed_at_the_first_sign_in(admin, sign_in):
    account, password, _page = _open(sign_in(admin))

    client, answer = _try(account.username, password)
    held = client.get(reverse("desk:home"))
    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": password, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD},
    )

    assert answer.redirect_chain[-1][0] == reverse("account_change_password")
    assert held.headers["Location"] == reverse("account_change_password")
    assert changed.headers["Location"] == reverse("desk:home")
    assert client.get(reverse("desk:commune")).status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in (
        _try(account.username, password)[1].content.decode()
    )


def test_a_new_password_ends_the_open_sessions(admin, sign_in):
    account, password, _page = _open(sign_in(admin))
    at_work, _answer = _try(account.username, password)

    page = sign_in(admin).post(reverse("desk:person_password", args=[account.pk]))

    assert _password(page.content.decode()) != password
    assert reverse("account_login") in at_work.get(reverse("desk:home")).headers["Location"]


def test_a_leavers_account_refuses_sign_in_at_once(admin, sign_in):
    account, password, _page = _open(sign_in(admin))
    at_work, _answer = _try(account.username, password)

    sign_in(admin).post(
        reverse("desk:person_close", args=[account.pk]), {"reason": "Chuyển về Tả Van"}
    )

    assert reverse("account_login") in at_work.get(reverse("desk:home")).headers["Location"]
    _client, answer = _try(account.username, password)
    assert "_auth_user_id" not in _client.session
    assert answer.status_code == 200
    account.refresh_from_db()
    assert (account.is_active, account.close_reason) == (False, "Chuyển về Tả Van")


def test_the_page_asks_by_name_before_it_closes_an_account(admin, lan, sign_in):
    page = sign_in(admin).get(reverse("desk:person_close", args=[lan.account_id]))

    assert "Khóa tài khoản của Lan?" in page.content.decode()


def test_a_reopened_account_gets_a_new_one_time_password(admin, sign_in):
    client = sign_in(admin)
    account, password, _page = _open(client)
    client.post(reverse("desk:person_close", args=[account.pk]), {"reason": "Nghỉ sinh"})

    page = client.post(reverse("desk:person_reopen", args=[account.pk]))

    again = _password(page.content.decode())
    assert again != password
    assert _try(account.username, again)[1].redirect_chain[-1][0] == (
        reverse("account_change_password")
    )


def test_nobody_closes_the_own_account(admin, sign_in):
    response = sign_in(admin).post(
        reverse("desk:person_close", args=[admin.account_id]), {"reason": "Thử"}
    )

    assert response.status_code == 422
    assert "Không tự khóa tài khoản của mình" in response.content.decode()


def test_a_role_holds_from_its_first_to_its_last_day(admin, lan, sign_in, clock):
    client = sign_in(admin)
    client.post(
        reverse("desk:role_grant", args=[lan.account_id]),
        {"role": "van_thu", "from_date": "25/11/2026", "to_date": "26/11/2026"},
    )

    days = (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=3))
    held = [_may_number(lan, clock, day, sign_in) for day in days]

    assert held == [False, True, False]


def _may_number(actor, clock, day, sign_in) -> bool:
    from xaso.core.rights.signed_in import actor_for

    clock.move_to(MORNING + (day - TODAY))
    return actor_for(Account.objects.get(pk=actor.account_id)).may("papers.number")


def test_a_village_head_needs_a_village(admin, lan, mau_son, sign_in):
    client = sign_in(admin)
    address = reverse("desk:role_grant", args=[lan.account_id])
    fields = {"role": "truong_thon", "from_date": "24/11/2026"}

    refused = client.post(address, fields)
    accepted = client.post(address, {**fields, "village": str(mau_son.pk)})

    assert "Chọn thôn phụ trách" in refused.content.decode()
    assert accepted.status_code == 302
    assert RoleGrant.objects.get(account_id=lan.account_id, role="truong_thon").village == mau_son


def test_an_ended_role_gives_nothing_any_more(admin, lan, sign_in):
    grant = RoleGrant.objects.get(account_id=lan.account_id)

    sign_in(admin).post(reverse("desk:role_end", args=[grant.pk]))

    grant.refresh_from_db()
    assert grant.to_date == date(2026, 11, 23)


def test_people_are_found_without_accents_and_by_role(admin, lan, thao, sign_in):
    client = sign_in(admin)

    by_name = client.get(reverse("desk:people"), {"q": "thao"}).content.decode()
    by_role = client.get(reverse("desk:people"), {"vai-tro": "cong_chuc"}).content.decode()

    assert "Thào" in by_name
    assert "Lan" not in _names(by_name)
    assert _names(by_role) == ["Lan"]


def _names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/can-bo/[^"]+">([^<]+)</a>', page)


def test_closed_accounts_stand_in_their_own_list(admin, lan, sign_in):
    client = sign_in(admin)
    client.post(reverse("desk:person_close", args=[lan.account_id]), {"reason": "Nghỉ hưu"})

    open_now = client.get(reverse("desk:people")).content.decode()
    closed = client.get(reverse("desk:people"), {"tinh-trang": "khoa"}).content.decode()

    assert "Lan" not in _names(open_now)
    assert _names(closed) == ["Lan"]


def test_the_list_goes_out_as_excel_without_passwords(admin, lan, sign_in):
    response = sign_in(admin).get(reverse("desk:people"), {"tai": "xlsx"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    texts = [str(cell) for row in rows.to_python() for cell in row]
    assert "Lan" in texts
    assert "Công chức chuyên môn" in texts
    assert not any("argon2" in text or "$" in text for text in texts)


def test_an_account_of_another_commune_does_not_exist_here(admin, sua, sign_in):
    client = sign_in(admin)
    names = ("person", "person_edit", "person_password", "person_close", "role_grant")

    answers = [
        client.get(reverse(f"desk:{name}", args=[sua.account_id])).status_code for name in names
    ]

    assert answers == [404] * len(names)


def test_who_only_reads_sees_no_buttons(thao, lan, sign_in):
    client = sign_in(thao)

    page = client.get(reverse("desk:person", args=[lan.account_id])).content.decode()

    assert "Cấp mật khẩu mới" not in page
    assert client.get(reverse("desk:person_add")).status_code == 403


def test_what_the_admin_did_is_told_on_the_persons_page(person, gia_phu, lan, sign_in):
    admin = person("Minh", gia_phu, "quan_tri")
    client = sign_in(admin)
    path = reverse("desk:person_edit", args=[lan.account_id])
    send(client, path, full_name="Nguyễn Thị Lan", job_title="Công chức văn hóa")

    page = client.get(reverse("desk:person", args=[lan.account_id])).content.decode()

    assert "Minh sửa thông tin của Nguyễn Thị Lan." in page
