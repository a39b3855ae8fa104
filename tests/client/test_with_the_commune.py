"""The client itself and the program itself, over a real line."""

from __future__ import annotations

import io
import json

import pytest
from django import forms
from PIL import Image

from conftest import MORNING
from tests.client.node import run_node
from xaso.core.residents.models import Household
from xaso.core.sync import commands
from xaso.core.sync.actions import invite
from xaso.core.sync.batch import as_text
from xaso.core.sync.models import Device, Item, Quarantined

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


def test_a_phone_lives_a_day_with_the_real_commune(
    bundled, live_server, person, gia_phu, pao, mau_son, taken
):
    admin = person("Trung", gia_phu, "quan_tri")
    _invitation, code = invite(actor=admin, account_id=pao.account_id, at=MORNING)
    place = {"base": live_server.url, "code": code, "village": str(mau_son.pk)}

    done = run_node(bundled / "day_node.mjs", json.dumps({**place, "photo": as_text(jpeg())}))

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
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
    assert said["rows"] == 2
    assert sorted(said["names"]) == ["Giàng Thị Mẩy", "Tẩn Mùi Chẳn"]
    assert said["photos"] == ["received"]
    judge_commune(taken)


def judge_commune(taken):
    device = Device.objects.get()
    assert (device.stored, device.highest, device.unsent) == (5, 5, 3)
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
