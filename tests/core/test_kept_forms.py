"""What was typed while the session was locked or over comes back to its person."""

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from tests.core.locked import (
    ADD,
    FILE,
    SIGN_IN,
    UNLOCK,
    WORDS,
    enter,
    law,
    rests,
    sign_in_by_hand,
    signed_in,
    text,
    unlock,
)
from xaso.core.lock import kept, typed
from xaso.core.lock.models import KeptForm
from xaso.core.units.models import Village
from xaso.lib.ids import new_id

__all__ = ["law", "signed_in"]
"""Fixtures of these stories."""


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
