"""The client itself and the program itself, over a real line."""

from __future__ import annotations

import io
import json

import pytest
from django import forms
from PIL import Image

from conftest import MORNING
from scripts.build_client import bundle
from tests.client.node import HERE, run_node
from xaso.core.residents.models import Household
from xaso.core.sync import commands
from xaso.core.sync.actions import invite
from xaso.core.sync.models import Device, Item, Quarantined
from xaso.drills.injection import chromium
from xaso.lib.base64url import as_text

pytestmark = pytest.mark.django_db(transaction=True)


class NoteForm(forms.Form):
    note = forms.CharField()


@pytest.fixture
def taken(monkeypatch):
    """A command that takes photos; the ids of those that came in whole."""
    heard = []
    command = commands.Command(
        "tests.show",
        1,
        form=lambda _actor, data: NoteForm(data),
        run=lambda **_given: None,
        attach=lambda **given: heard.append(given["made_as"]),
    )
    monkeypatch.setitem(commands._accepted, ("tests.show", 1), command)
    return heard


def jpeg():
    content = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
def place(live_server, person, gia_phu, pao, mau_son):
    admin = person("Trung", gia_phu, "quan_tri")
    _invitation, code = invite(actor=admin, account_id=pao.account_id, at=MORNING)
    village, photo = str(mau_son.pk), as_text(jpeg())
    return {"base": live_server.url, "code": code, "village": village, "photo": photo}


def test_a_phone_lives_a_day_with_the_real_commune(bundled, place, taken):
    done = run_node(bundled / "day_node.mjs", json.dumps(place))

    assert done.returncode == 0, done.stderr
    judge_phone(json.loads(done.stdout))
    judge_commune(taken)


@pytest.mark.browser
def test_the_same_day_in_a_real_browser(bundled, place, taken, tmp_path, monkeypatch):
    """Its own store, keys and locks; what it saved is there when it is opened again."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="not run: no playwright")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    whole = ("--bundle", "--format=iife", "--global-name=day", "--log-level=warning")
    bundle([HERE / "day.ts"], tmp_path / "out", *whole)
    script = (tmp_path / "out" / "day.js").read_text(encoding="utf-8")

    with sync_api.sync_playwright() as playwright:
        said = in_browser(playwright, tmp_path, place, script, "day.live")
        again = in_browser(playwright, tmp_path, place, script, "day.lookAgain")

    judge_phone(said)
    assert again == {"words": said["pulled"], "can_sign": True}
    judge_commune(taken)


def in_browser(playwright, folder, place, script, name):
    if not chromium.program():
        pytest.skip("not run: chromium is not installed")
    window = playwright.chromium.launch_persistent_context(
        str(folder / "profile"),
        executable_path=chromium.program(),
        args=["--no-sandbox"],
        bypass_csp=True,
    )
    page = window.pages[0]
    page.goto(f"{place['base']}/dong-bo/biet")  # any page of the commune; this one has no script
    page.evaluate(script + ";globalThis.day = day")
    found = page.evaluate(f"place => {name}(place)", place)
    window.close()
    return found


def judge_phone(said):
    assert said["outcomes"] == ["ma_sai", None, "mat_song", None, None, None]
    assert said["paths"][:5] == [
        "POST /dong-bo/ghi-danh",
        "POST /dong-bo/ghi-danh",
        "POST /dong-bo/day",
        "GET /dong-bo/biet",
        "POST /dong-bo/day",
    ]
    assert said["asked"] == [
        "xã đã nhận",
        "xã đã nhận",
        "xã đã nhận / xã chưa có bản phần mềm mới, sẽ làm sau",
        "xã đã nhận đủ",
        "xã đã nhận đủ",
    ]
    assert said["pulled"][0] == "xã đã nhận đủ"
    assert said["pulled"][1].startswith("bị trả lại (")
    assert said["pulled"][2:] == said["asked"][2:]
    assert said["rows"] == 4
    assert sorted(said["names"]) == ["Giàng Thị Mẩy", "Tẩn Mùi Chẳn"]
    assert said["photos"] == ["received"]


def judge_commune(taken):
    device = Device.objects.get()
    assert (device.stored, device.highest, device.unsent) == (5, 5, 0)
    assert device.label == "Máy của Páo"
    assert sorted(Household.objects.values_list("head_name", flat=True)) == [
        "Giàng Thị Mẩy",
        "Tẩn Mùi Chẳn",
    ]
    states = list(Item.objects.order_by("number").values_list("state", "code"))
    assert states == [
        ("ap_dung", "ok"),
        ("tu_choi", "sai_du_lieu"),
        ("cho", "chua_biet"),
        ("ap_dung", "ok"),
        ("ap_dung", "ok"),
    ]
    assert taken == [Item.objects.get(number=4).pk]
    assert not Quarantined.objects.exists()
