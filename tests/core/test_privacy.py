"""Every field has a class; who looks at a personal one says why and is seen to have looked."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from conftest import MORNING
from xaso.core.events.models import Event
from xaso.core.people.models import Account
from xaso.core.privacy.actions import read_private
from xaso.core.privacy.classes import FieldClass, all_classes
from xaso.core.privacy.masks import MASKS, mask_phone, shown
from xaso.core.privacy.reasons import Reason
from xaso.core.rights.roles import all_roles
from xaso.modules.plans.tests.browse import send

PHONE = "0912345678"
CALL = Reason.CALL.value


@pytest.fixture
def bao(person, gia_phu):
    """Bảo looks after the data of people in Gia Phú."""
    return person("Bảo", gia_phu, "bao_ve_du_lieu")


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def lans_account(lan):
    Account.objects.filter(pk=lan.account_id).update(phone=PHONE)
    return Account.objects.get(pk=lan.account_id)


def looked():
    return Event.objects.filter(kind="privacy.field.read")


def phone_page(account):
    return reverse("desk:person_phone", args=[account.pk])


def test_every_field_of_every_table_has_a_class_and_no_other_has():
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }

    missing, gone = sorted(fields - all_classes().keys()), sorted(all_classes().keys() - fields)
    assert (missing, gone) == ([], []), "say in config/fields.toml how private each is"


def test_no_field_has_two_classes():
    text = settings.FIELDS_FILE.read_text(encoding="utf-8")
    named = [part for line in text.splitlines() for part in line.split('"')[1::2]]

    assert len([name for name in named if "." not in name]) == len(all_classes())


def test_every_personal_field_has_a_mask_and_no_other_has():
    personal = {name for name, kind in all_classes().items() if kind == FieldClass.PERSONAL}

    assert personal == MASKS.keys()


def test_secrets_are_sensitive():
    secret = ["people.Account.password", "sessions.Session.session_data", "mfa.Authenticator.data"]

    assert {all_classes()[name] for name in secret} == {FieldClass.SENSITIVE}


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("0912345678", "09•• ••• 678"),
        ("0912 345 678", "09•• ••• 678"),
        ("+84 912-345-678", "09•• ••• 678"),
        ("02143840034", "02•• ••• 034"),
        ("113", "•••"),
        ("hỏi anh Páo", "•••"),
        ("", ""),
    ],
)
def test_a_masked_number_says_little(typed, seen):
    assert mask_phone(typed) == seen


def test_others_see_a_mask_and_the_person_the_number(lan, minh, lans_account):
    assert shown(minh, lans_account, "phone") == "09•• ••• 678"
    assert shown(None, lans_account, "phone") == "09•• ••• 678"
    assert shown(lan, lans_account, "phone") == PHONE
    assert shown(minh, lans_account, "full_name") == "Lan"


def test_what_the_law_calls_sensitive_is_shown_to_nobody(lan, lans_account):
    assert shown(None, lans_account, "password") == "•••"


def test_a_look_under_the_mask_is_recorded_without_what_was_seen(minh, lans_account):
    found = read_private(actor=minh, row=lans_account, fields=["phone"], reason=CALL)

    event = looked().get()
    assert found == {"phone": PHONE}
    assert (event.actor_id, event.subject_id) == (minh.account_id, lans_account.pk)
    assert event.data == {"fields": ["people.Account.phone"], "reason": CALL}


def test_without_the_right_or_a_reason_there_is_no_look(lan, minh, bao, lans_account):
    for actor in (lan, bao):
        with pytest.raises(PermissionDenied):
            read_private(actor=actor, row=lans_account, fields=["phone"], reason=CALL)
    with pytest.raises(ValidationError, match="Chọn lý do"):
        read_private(actor=minh, row=lans_account, fields=["phone"], reason="tò mò")

    assert not looked().exists()


def test_nobody_looks_into_another_commune(minh, sua):
    away = Account.objects.get(pk=sua.account_id)

    with pytest.raises(ObjectDoesNotExist):
        read_private(actor=minh, row=away, fields=["phone"], reason=CALL)


def test_only_personal_fields_are_read_this_way(minh, lans_account):
    with pytest.raises(ValueError, match="not read this way"):
        read_private(actor=minh, row=lans_account, fields=["password"], reason=CALL)


def test_who_reviews_the_looks_alone_does_not_look():
    only_review = [
        role.code
        for role in all_roles().values()
        if "privacy.review" in role.rights and "privacy.reveal" not in role.rights
    ]

    assert only_review == ["bao_ve_du_lieu"]


def test_the_number_is_shown_once_after_a_reason(sign_in, minh, lans_account):
    client = sign_in(minh)

    person = client.get(reverse("desk:person", args=[lans_account.pk])).content.decode()
    asked = client.get(phone_page(lans_account))
    no_reason = client.post(phone_page(lans_account), {})
    told = client.post(phone_page(lans_account), {"reason": CALL})
    again = client.get(phone_page(lans_account))

    assert "09•• ••• 678" in person
    assert phone_page(lans_account) in person
    assert no_reason.status_code == 422
    assert [PHONE in page.content.decode() for page in (asked, no_reason, told, again)] == [
        False,
        False,
        True,
        False,
    ]
    assert told["Cache-Control"] == "no-store"
    assert looked().count() == 1


def test_a_number_nobody_has_given_is_no_look(sign_in, minh, lan):
    account = Account.objects.get(pk=lan.account_id)

    answer = sign_in(minh).post(phone_page(account), {"reason": CALL})

    assert answer.status_code == 422
    assert not looked().exists()


def test_the_own_number_stands_on_the_own_page(sign_in, minh):
    Account.objects.filter(pk=minh.account_id).update(phone=PHONE)

    page = sign_in(minh).get(reverse("desk:person", args=[minh.account_id])).content.decode()

    assert PHONE in page
    assert "/dien-thoai/" not in page


def test_who_edits_an_account_sees_the_mask_and_leaves_the_number(sign_in, trung, lans_account):
    client, address = sign_in(trung), reverse("desk:person_edit", args=[lans_account.pk])
    page = client.get(address).content.decode()

    send(client, address, full_name="Lý Thị Lan")
    kept = Account.objects.get(pk=lans_account.pk)
    half = send(client, address, phone="09•• ••• 679")
    send(client, address, phone="0987 654 321")

    assert "09•• ••• 678" in page
    assert PHONE not in page
    assert (kept.phone, kept.full_name) == (PHONE, "Lý Thị Lan")
    assert half.status_code == 422
    assert Account.objects.get(pk=lans_account.pk).phone == "0987 654 321"


def test_a_number_finds_nobody(sign_in, minh, lans_account):
    found = sign_in(minh).get(reverse("desk:people"), {"q": PHONE}).content.decode()

    assert "Không có ai như vậy" in found


def test_the_leader_reads_who_looked_this_week(sign_in, thao, minh, lans_account, clock):
    clock.move_to(MORNING - timedelta(days=7))
    read_private(actor=minh, row=lans_account, fields=["phone"], reason=Reason.CHECK)
    clock.move_to(MORNING)
    read_private(actor=minh, row=lans_account, fields=["phone"], reason=CALL)
    client, address = sign_in(thao), reverse("desk:private-reads")

    pages = [client.get(address, {"tuan": week}).content.decode() for week in ("", "truoc")]
    both = client.get(address, {"tuan": "tat-ca", "nguoi": minh.account_id}).content.decode()
    nobody = client.get(address, {"tuan": "tat-ca", "nguoi": thao.account_id}).content.decode()

    assert ["Liên hệ công việc" in page for page in pages] == [True, False]
    assert ["Đối chiếu, sửa cho đúng" in page for page in pages] == [False, True]
    assert "Từ 23/11/2026 đến 29/11/2026" in pages[0]
    assert "Liên hệ công việc" in both
    assert "Không có lần xem nào" in nobody


def test_the_list_goes_to_excel(sign_in, bao, minh, lans_account):
    read_private(actor=minh, row=lans_account, fields=["phone"], reason=CALL)

    file = sign_in(bao).get(reverse("desk:private-reads"), {"tai": "xlsx"})

    cells = [row for row in load_workbook(io.BytesIO(file.content)).active.values if "Minh" in row]
    assert cells == [("24/11/2026 08:00", "Minh", "điện thoại", "Lan", "Liên hệ công việc")]


def test_the_diary_says_it_in_words(sign_in, bao, minh, lans_account):
    read_private(actor=minh, row=lans_account, fields=["phone"], reason=CALL)

    page = sign_in(bao).get(reverse("desk:log"), {"loai": "privacy."}).content.decode()

    assert "Minh xem điện thoại của Lan. Lý do: Liên hệ công việc" in page
