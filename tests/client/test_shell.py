"""The app's own address: the same for everybody, asked for anew, with nothing of anybody in it."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from scripts import build_client
from xaso.field import shell

pytestmark = pytest.mark.django_db
BROWSER = "gzip, deflate, br, zstd"


@pytest.fixture
def built(bundled, tmp_path, monkeypatch):
    build_client.build(tmp_path, "v1")
    monkeypatch.setattr(shell, "BUILT", tmp_path)
    return tmp_path


def test_the_page_is_the_one_that_was_built_and_names_nobody(built):
    answer = Client().get("/thon/")

    assert answer.content == (built / "index.html").read_bytes()
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_the_worker_is_asked_for_anew_and_never_speaks_for_the_line_of_the_phones(built):
    answer = Client().get("/thon/sw.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert b"/thon/" in answer.content
    assert b"dong-bo" not in answer.content


def test_the_card_for_the_home_screen_keeps_to_the_apps_own_address(built):
    card = json.loads(Client().get("/thon/app.webmanifest").content)

    assert (card["start_url"], card["scope"], card["display"]) == (
        "/thon/",
        "/thon/",
        "standalone",
    )
    names = [icon["src"].removeprefix("/static/field/") for icon in card["icons"]]
    assert all((built / name).exists() for name in names)
    assert {icon["purpose"] for icon in card["icons"]} == {"any", "maskable"}


def test_what_a_phone_takes_in_is_as_heavy_as_it_is_weighed(built):
    sizes, taken = build_client.weights(built), {}
    for name, address in (("index.html", "/thon/"), ("sw.js", "/thon/sw.js")):
        answer = Client().get(address, headers={"Accept-Encoding": BROWSER})
        taken[name] = (answer["Content-Encoding"], len(answer.content))
    for name in sizes.keys() - taken.keys():
        taken[name] = object_of(built, name)

    assert taken == {name: ("br", size) for name, size in sizes.items()}


def object_of(folder, name):
    """As the server keeps it: packed beside it when the program is built."""
    for _path in Compressor(quiet=True).compress(str(folder / name)):
        pass
    server = WhiteNoise(None, root=folder, prefix="/static/field/")
    told = {}
    asked = {
        "REQUEST_METHOD": "GET", "PATH_INFO": f"/static/field/{name}",
        "HTTP_ACCEPT_ENCODING": BROWSER,
    }  # fmt: skip
    answer = server(asked, lambda _status, headers: told.update(headers))
    body = b"".join(answer)
    answer.close()
    return told.get("Content-Encoding"), len(body)


def test_a_machine_where_it_was_never_built_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(shell, "BUILT", tmp_path)

    answer = Client().get("/thon/")

    assert answer.status_code == 503
    assert "chưa dựng ứng dụng" in answer.content.decode()


def test_what_the_page_names_is_served(built):
    """With the build of this machine, if there is one."""
    if not build_client.STAMP.exists():
        pytest.skip("not run: the client was not built here")
    page = (build_client.OUT / "index.html").read_text(encoding="utf-8")

    named = re.findall(r"/static/(field/[\w.-]+)", page)

    assert len(named) >= 4
    assert all(finders.find(name) for name in named)
