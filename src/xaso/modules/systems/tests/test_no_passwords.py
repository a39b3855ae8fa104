"""A password of another system is never written down here."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from xaso.modules.systems import actions
from xaso.modules.systems.models import SystemAccount
from xaso.modules.systems.no_passwords import names_a_password

from . import files, make


@pytest.mark.parametrize(
    "typed",
    [
        "mật khẩu: ruongbac2026",
        "MẬT KHẨU LÀ: abc",
        "Mật khẩu mới = x",
        "mk: 123456",
        "pass:Abc@123",
        "password là Abc@123",
        "mat khau Abc12345",
        "mã pin: 4321",
        "OTP: 991122",
        "pass – 123456",
        "mật khẩu - Abc123",
        "mật khẩu đăng nhập: giaphu",
        "mật khẩu của chị Lan: abc",
        "m/k: abc",
        "p/w: x",
        "mật khẩu：abc",
        "mật khẩu → abc",
        "mật\u200b khẩu: x",
        "mật_khẩu: x",
        "matkhau: x",
        "mật khẩu hiện tại giaphu2026",
        "mật khẩu mặc định 123456",
        "mật khẩu “giaphu”",
        "Mã bảo mật: 1234",
    ],
)
def test_what_looks_like_a_password_is_seen(typed):
    assert names_a_password(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Quên mật khẩu thì gọi Sở",
        "Cấp theo công văn 12/STTTT",
        "Đổi mật khẩu ba tháng một lần",
        "Đổi mật khẩu 3 tháng một lần",
        "Mật khẩu do người giữ tự đổi. Gọi Sở: 0214 3840 034",
        "Cấp lại mật khẩu theo công văn 12/STTTT",
        "Quên mật khẩu - gọi Sở",
        "Hệ thống cấp mật khẩu qua tin nhắn; hỗ trợ: chị Hoa",
        "Compass: bản đồ số",
        "Xem mục Báo cáo tháng",
        "Có chữ ký số kèm theo",
        "",
    ],
)
def test_plain_words_pass(typed):
    assert not names_a_password(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("login", {"login": "lan.giaphu/Abc@123"}),
        ("login", {"login": "lan.giaphu Abc@123"}),
        ("login", {"login": "lan mk: Abc"}),
        ("note", {"note": "mật khẩu: Abc@123"}),
    ],
)
def test_an_account_with_a_password_is_refused_at_the_field_it_was_typed_into(lan, field, said):
    system = make.system(lan)

    with pytest.raises(ValidationError) as refused:
        make.account(lan, system, lan, **said)

    assert list(refused.value.message_dict) == [field]
    assert not SystemAccount.objects.exists()


@pytest.mark.django_db
def test_no_other_box_of_the_map_takes_a_password_either(lan):
    system = make.system(lan)
    account = make.account(lan, system, lan)
    secret = "mật khẩu: Abc@123"

    for write in (
        lambda: make.system(lan, "Khác", note=secret),
        lambda: make.edited(lan, system, purpose=secret),
        lambda: actions.add_figure(actor=lan, system_id=system.pk, value_code="cbcc", where=secret),
        lambda: make.export(lan, system, note=secret),
        lambda: files.reading(lan, system, name=secret),
        lambda: actions.end_account(
            actor=lan, account_id=account.pk, closed_date=make.TODAY, reason=secret,
            today=make.TODAY,
        ),
        lambda: actions.stop_system(
            actor=lan, system_id=system.pk, day=make.TODAY, reason=secret, today=make.TODAY
        ),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match="Không ghi mật khẩu"):
            write()


@pytest.mark.django_db
def test_the_typed_form_comes_back_without_losing_the_rest(lan, sign_in):
    system = make.system(lan)
    path = f"/ban-do-phan-mem/{system.pk}/tai-khoan/"
    typed = {"holder": str(lan.account_id), "kind": "rieng", "login": "lan.giaphu",
             "given_date": "2/3/2026", "note": "mật khẩu: Abc@123"}  # fmt: skip

    answer = sign_in(lan).post(path, typed)

    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "Không ghi mật khẩu ở đây" in seen
    assert "lan.giaphu" in seen
    assert "2/3/2026" in seen


@pytest.mark.django_db
def test_an_address_whose_scheme_is_in_capitals_is_kept_as_every_database_takes_it(lan):
    assert make.system(lan, web_address="HTTPS://xa.example/").web_address == "https://xa.example/"
