"""Hostile files through every form, and the proof that a harmful file on the disk is seen."""

from pathlib import Path
from types import SimpleNamespace

from xaso.drills.browser import Answer
from xaso.drills.forms import forms_in
from xaso.drills.site import Address, Site
from xaso.drills.uploads import unknown_forms
from xaso.drills.uploads.corpus import corpus
from xaso.drills.uploads.doors import TYPED
from xaso.drills.uploads.item import SCRIPT
from xaso.drills.uploads.kept import _runs, kept_faults
from xaso.drills.uploads.pictures import drawn
from xaso.drills.uploads.sending import _lost, _unclear

AT_CI = ("--n", "70", "--seed", "1")


def test_no_hostile_file_harms_anybody(drilled):
    outcome = drilled("uploads", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["taken"] > 0
    assert outcome.more["refused"] > outcome.more["taken"]


def test_every_file_is_another_one():
    contents = [item.content for item in corpus() if "named" not in item.about]

    assert len(set(contents)) > 60


def test_a_file_kept_as_it_came_is_told(tmp_path):
    kept(tmp_path, "a", drawn(comment=SCRIPT))
    kept(tmp_path, "b", b"<!doctype html>")

    faults = kept_faults(SimpleNamespace(data_dir=tmp_path)).faults

    assert len(faults) >= 3


def test_a_file_that_a_browser_would_run_is_told():
    said = {"content-type": "text/html", "content-disposition": 'inline; filename="../a"'}

    assert len(list(_runs(Answer(200, said, b"", "/", 0.1)))) == 5


def test_a_refusal_in_english_or_without_what_was_typed_is_told():
    page = '<p class="field-error">Upload a valid image.</p><input name="note" value="">'
    answer = Answer(422, {}, f"<form>{page}</form>".encode(), "/", 0.1)

    assert len(list(_unclear(answer))) == 1
    assert list(_lost(answer, {"note": TYPED})) == ["what was typed in note is gone"]
    assert forms_in(answer.text)[0].fields == {"note": [""]}


def test_a_form_nobody_has_told_the_drill_of_is_told():
    site = Site([Address("desk:new-door", "moi/", files=["file"])], [])

    assert unknown_forms(site) == ["desk:new-door"]


def kept(folder: Path, name: str, content: bytes) -> None:
    place = folder / "files" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content)
