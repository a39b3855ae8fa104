"""What was typed while the session was locked or over comes back to its person, and to nobody else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from xaso.core.jobs.kinds import KINDS, Running
from xaso.core.jobs.models import Job
from xaso.core.law.seed import load_law
from xaso.core.lock import kept, room, typed
from xaso.core.lock.models import KeptForm
from xaso.core.lock.sealing import seal, unseal
from xaso.core.people.models import Account
from xaso.core.units.models import Village
from xaso.lib.ids import new_id

UNLOCK, SIGN_IN = "/mo-khoa/", "/dang-nhap/"
PASSWORD = "suong som tren ruong bac thang"
WORDS = "Thôn Nà Mẫu “trên” – 37 hộ, đường đất ≈ 4 km"
ADD = "/don-vi/thon/them/"
FILE = ("danh sách thôn.csv", "Tên thôn\nThôn Sín Chải\n".encode())


@pytest.fixture(autouse=True)
def law(db):
    load_law()


@pytest.fixture
def signed_in(client):
    """Through the page, as a browser does, with all the cookies it gives."""

    def become(actor):
        cache.clear()
        sign_in_by_hand(client, actor)
        return client

    return become


def rests(clock, **time):
    clock.move_to(MORNING + timedelta(**time))


def unlock(client, sent):
    """From the answer to a POST over the unlock page to where the person gets."""
    page = client.get(sent["Location"])
    if page.status_code == 302:  # unlocked meanwhile in another window
        return page
    return client.post(UNLOCK, {"password": PASSWORD, "next": page.context["next_url"]})


def enter(client, actor, sent=None):
    account = Account.objects.get(pk=actor.account_id)
    back = sent["Location"].partition("next=")[2] if sent else ""
    page = client.get(f"{SIGN_IN}?next={back}")
    given = {"login": account.username, "password": PASSWORD}
    return client.post(SIGN_IN, {**given, "next": page.context["redirect_field_value"] or ""})


def text(response):
    return response.content.decode()


def test_words_typed_on_a_locked_screen_come_back_after_unlocking(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    sent = client.post(ADD, {"name": WORDS, "kind": "ban"})
    back = unlock(client, sent)
    page = client.get(back["Location"])

    assert sent["Location"].startswith(UNLOCK)
    assert not Village.objects.filter(name=WORDS).exists(), "nothing was done"
    assert page.status_code == 200
    assert f'value="{WORDS}"' in text(page)
    assert '<option value="ban" selected>' in text(page)
    assert "Chưa gửi: đây là những gì anh chị đã gõ" in text(page)


def test_what_came_back_is_sent_by_the_person_and_then_gone(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    back = unlock(client, client.post(ADD, {"name": "Nà Mẫu", "kind": "thon"}))["Location"]

    refused = client.post(back, {"name": "", "kind": "thon"})
    still = KeptForm.objects.count()
    client.post(back, {"name": "Nà Mẫu", "kind": "thon"})

    assert (refused.status_code, still) == (422, 1)
    assert Village.objects.filter(name="Nà Mẫu").exists()
    assert not KeptForm.objects.exists()


def test_a_file_comes_back_without_being_chosen_again(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    address = reverse("desk:villages_file")

    sent = client.post(address, {"file": SimpleUploadedFile(*FILE)})
    back = unlock(client, sent)["Location"]
    page = client.get(back)
    read = client.post(back, {})

    assert "Tệp đã giữ, không phải chọn lại: danh sách thôn.csv" in text(page)
    assert "Sín Chải" in text(client.get(read["Location"]))


def test_a_file_that_is_too_large_is_named(signed_in, minh, clock, monkeypatch):
    monkeypatch.setattr(typed, "MOST_FILE_BYTES", 10)
    client = signed_in(minh)
    rests(clock, minutes=16)

    sent = client.post(reverse("desk:villages_file"), {"file": SimpleUploadedFile(*FILE)})
    page = client.get(unlock(client, sent)["Location"])

    assert "Tệp quá lớn, phải chọn lại: danh sách thôn.csv" in text(page)


def test_a_new_file_replaces_the_kept_one(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    sent = client.post(reverse("desk:villages_file"), {"file": SimpleUploadedFile(*FILE)})
    back = unlock(client, sent)["Location"]

    other = SimpleUploadedFile("khác.csv", "Tên thôn\nThôn Tả Phìn\n".encode())
    read = client.post(back, {"file": other})

    page = text(client.get(read["Location"]))
    assert "Tả Phìn" in page
    assert "Sín Chải" not in page


def test_repeated_keys_and_rows_of_a_table_come_back_as_they_were(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    rows = {
        "form-TOTAL_FORMS": "2",
        "form-0-name": "Cụm trên",
        "form-1-name": "Cụm dưới",
        "tick": ["a", "b", "a"],
    }

    client.post(ADD, {"name": "Nà Mẫu", **rows})

    found = kept.all_kept(account_id=minh.account_id, at=MORNING)[0].typed.data
    assert {name: found.getlist(name) for name in rows} == {
        name: [value] if isinstance(value, str) else value for name, value in rows.items()
    }


def test_words_sent_after_the_session_ended_come_back_after_signing_in(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, hours=13)

    sent = client.post(ADD, {"name": WORDS, "kind": "thon"})
    page = client.get(sent["Location"])
    back = enter(client, minh, sent)

    assert sent["Location"].startswith(SIGN_IN)
    assert "đã được giữ" in text(page)
    assert f'value="{WORDS}"' in text(client.get(back["Location"]))


def test_words_come_back_when_the_row_of_the_session_is_gone_too(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, hours=13)
    Session.objects.all().delete()

    sent = client.post(ADD, {"name": WORDS, "kind": "thon"})
    back = enter(client, minh, sent)

    assert f'value="{WORDS}"' in text(client.get(back["Location"]))


def test_words_come_back_when_the_days_work_was_over_in_the_middle_of_it(signed_in, minh, clock):
    client = signed_in(minh)
    for minutes in range(0, 720, 10):
        rests(clock, minutes=minutes)
        client.get(reverse("lock:still-here"))
    rests(clock, hours=12)

    sent = client.post(ADD, {"name": WORDS, "kind": "thon"})
    back = enter(client, minh, sent)

    assert sent["Location"].startswith(SIGN_IN)
    assert f'value="{WORDS}"' in text(client.get(back["Location"]))


def test_another_person_at_the_same_browser_never_sees_the_words(signed_in, minh, lan, clock):
    client = signed_in(minh)
    rests(clock, hours=13)
    sent = client.post(ADD, {"name": WORDS, "kind": "thon"})

    key = KeptForm.objects.get().pk
    Account.objects.filter(pk=lan.account_id).update(
        password=Account.objects.get(pk=minh.account_id).password
    )
    back = enter(client, lan, sent)
    pages = [back["Location"], reverse("lock:kept-forms"), reverse("lock:kept-form", args=[key])]

    assert all(WORDS not in text(client.get(page, follow=True)) for page in pages)
    assert client.post(reverse("lock:kept-drop", args=[key])).status_code == 404
    assert "gõ dở chưa gửi" not in text(client.get(reverse("desk:home")))
    assert KeptForm.objects.exists()


def test_nothing_is_kept_when_nobody_can_know_whose_it_is(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, hours=13)
    Session.objects.all().delete()
    del client.cookies["xaso_last"]

    answer = client.post(ADD, {"name": WORDS})

    assert answer.status_code == 401
    assert "Quay lại của trình duyệt" in text(answer)
    assert not KeptForm.objects.exists()


def test_a_visitor_makes_us_keep_nothing(client, minh):
    client.post(ADD, {"name": WORDS})

    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("hours", [1, 13])
def test_a_form_sent_by_a_strangers_page_is_not_kept(signed_in, minh, clock, hours):
    cookies = signed_in(minh).cookies
    rests(clock, hours=hours)
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = cookies

    answer = forged.post(ADD, {"name": WORDS, "csrfmiddlewaretoken": "a" * 64})

    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_the_database_holds_no_word_of_it(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    client.post(f"{ADD}?next=/thu-xem/", {"name": WORDS, "file": SimpleUploadedFile(*FILE)})

    dump = "\n".join(stored_texts())
    assert KeptForm.objects.count() == 1
    for word in (WORDS, WORDS[:12], "Sín Chải", FILE[0], ADD, "thu-xem", "csrfmiddlewaretoken"):
        assert word not in dump


def stored_texts():
    """Everything that stands in any table, bytes read as text wherever they are text."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                for cell in row:
                    raw = isinstance(cell, bytes | memoryview)
                    yield bytes(cell).decode("utf-8", "ignore") if raw else str(cell)


def test_passwords_are_never_kept(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    client.post(ADD, {"name": "Nà Mẫu", "password": "bí mật", "new_password1": "bí mật"})
    client.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": "bí mật"})

    found = kept.all_kept(account_id=minh.account_id, at=MORNING)
    assert [dict(each.typed.fields) for each in found] == [{"name": ("Nà Mẫu",)}]


def test_a_button_alone_keeps_nothing_and_leads_back_to_its_page(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    village = Village.objects.create(commune=minh.commune, name="Nà Mẫu")
    address = reverse("desk:village_close", args=[village.pk])
    sent = client.post(address, {}, headers={"Referer": f"http://testserver{address}"})

    assert not KeptForm.objects.exists()
    assert unlock(client, sent)["Location"] == address


def test_each_window_keeps_its_own(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    first = client.post(ADD, {"name": "Cửa sổ một", "kind": "thon"})
    second = client.post(ADD, {"name": "Cửa sổ hai", "kind": "thon"})

    pages = [text(client.get(unlock(client, sent)["Location"])) for sent in (first, second)]

    assert "Cửa sổ một" in pages[0]
    assert "Cửa sổ hai" not in pages[0]
    assert "Cửa sổ hai" in pages[1]
    assert "Cửa sổ một" not in pages[1]


def test_a_window_from_before_a_new_sign_in_is_kept_for_the_same_person(minh, clock, client):
    browser = Client(enforce_csrf_checks=True)
    old_token = sign_in_by_hand(browser, minh)
    rests(clock, hours=13)
    sign_in_by_hand(browser, minh)

    late = browser.post(ADD, {"name": WORDS, "kind": "thon", "csrfmiddlewaretoken": old_token})

    assert f'value="{WORDS}"' in text(browser.get(late["Location"]))
    assert not Village.objects.filter(name=WORDS).exists()


def test_a_window_of_the_person_before_is_not_kept_for_the_next(minh, lan, clock):
    browser = Client(enforce_csrf_checks=True)
    old_token = sign_in_by_hand(browser, minh)
    rests(clock, hours=13)
    sign_in_by_hand(browser, lan)

    late = browser.post(ADD, {"name": WORDS, "kind": "thon", "csrfmiddlewaretoken": old_token})

    assert late.status_code == 403
    assert not KeptForm.objects.exists()


def test_a_sign_in_page_that_is_late_leads_on(minh, clock):
    browser = Client(enforce_csrf_checks=True)
    old = browser.get(SIGN_IN).context["csrf_token"]
    sign_in_by_hand(browser, minh)

    late = browser.post(SIGN_IN, {"login": "x", "next": ADD, "csrfmiddlewaretoken": str(old)})

    assert late["Location"] == ADD


def sign_in_by_hand(browser, actor):
    """Through the page, as a browser does; returns the token its forms have from now on."""
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    token = str(browser.get(SIGN_IN).context["csrf_token"])
    given = {"login": account.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    browser.post(SIGN_IN, given)
    return str(browser.get(reverse("desk:home")).context["csrf_token"])


def test_what_was_kept_is_offered_at_the_next_sign_in_too(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, hours=13)
    client.post(ADD, {"name": WORDS, "kind": "thon"})

    enter(client, minh)
    home = text(client.get(reverse("desk:home")))
    listed = text(client.get(reverse("lock:kept-forms")))

    assert "Có 1 biểu mẫu anh chị gõ dở chưa gửi" in home
    assert "Thêm thôn" in listed
    assert "Mở lại" in listed


def test_what_was_kept_can_be_dropped(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    page = client.get(unlock(client, client.post(ADD, {"name": WORDS}))["Location"])

    drop = reverse("lock:kept-drop", args=[KeptForm.objects.get().pk])
    answer = client.post(drop, {"next": ADD})

    assert drop in text(page)
    assert answer["Location"] == ADD
    assert not KeptForm.objects.exists()


def test_a_page_that_cannot_show_what_was_typed_has_a_stand_in(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    address = reverse("desk:refresh-paper", args=[new_id()])

    sent = client.post(address, {"ghi-chu": WORDS, "thon": str(new_id()), "tick": "on"})
    back = unlock(client, sent)["Location"]
    page = text(client.get(back))

    assert back.startswith(reverse("lock:kept-forms"))
    assert f">{WORDS}</textarea>" in page
    assert page.count("<textarea") == 1, "rows chosen from a list are no words"
    assert f'action="{address}?da-giu=' in page
    assert page.count('type="hidden" name="thon"') == 1
    assert "gõ dở chưa gửi" not in page, "it is here already"


def test_a_form_locked_out_twice_is_kept_once_with_its_files(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    sent = client.post(reverse("desk:villages_file"), {"file": SimpleUploadedFile(*FILE)})
    back = unlock(client, sent)["Location"]
    rests(clock, minutes=40)

    again = client.post(back, {"ghi-chu": WORDS})

    found = kept.all_kept(account_id=minh.account_id, at=MORNING)
    assert again["Location"].startswith(UNLOCK)
    assert [file.name for each in found for file in each.typed.files] == [FILE[0]]


def test_after_a_day_it_is_gone(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    client.post(ADD, {"name": WORDS})
    kept_at = MORNING + timedelta(minutes=16)

    early = kept.drop_old(at=kept_at + timedelta(hours=23, minutes=59))
    shown = kept.all_kept(account_id=minh.account_id, at=kept_at + timedelta(hours=24))
    late = kept.drop_old(at=kept_at + timedelta(hours=24))

    assert (early, shown, late) == (0, [], 1)
    assert not KeptForm.objects.exists()


def test_the_clock_removes_what_is_too_old(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    client.post(ADD, {"name": WORDS})
    kind = KINDS["lock.drop_old_forms"]

    said = kind.work(Running(Job(name=kind.name), MORNING + timedelta(days=2)))

    assert said == "Đã xóa 1 biểu mẫu gõ dở."
    assert kind.cron
    assert not KeptForm.objects.exists()


def test_one_person_fills_no_disk(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    for number in range(room.MOST_OF_ONE_PERSON + 3):
        client.post(ADD, {"name": f"Thôn {number}"})

    found = kept.all_kept(account_id=minh.account_id, at=MORNING)
    assert len(found) == room.MOST_OF_ONE_PERSON
    assert {"Thôn 14"} <= {each.typed.data["name"] for each in found}


def test_sealed_words_open_only_where_they_were_put(settings):
    sealed = seal(["bí ".encode(), "mật".encode()], "form 1")

    settings.SECRET_KEY = "another installation"

    assert unseal(bytes(sealed), "form 1") is None
    settings.SECRET_KEY = "another installation"
    again = seal(["bí ".encode(), "mật".encode()], "form 1")
    assert unseal(bytes(again), "form 2") is None
    assert unseal(bytes(again[:-1]), "form 1") is None
    assert unseal(bytes(again), "form 1").decode() == "bí mật"


def test_a_row_moved_to_another_person_does_not_open(signed_in, minh, lan, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    client.post(ADD, {"name": WORDS})

    KeptForm.objects.update(account_id=lan.account_id)

    assert kept.all_kept(account_id=lan.account_id, at=MORNING) == []
