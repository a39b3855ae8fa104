"""Anchors outside the database: a cut, a replaced and an old database all show."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from conftest import MORNING
from xaso.config.cli import main
from xaso.core.events.anchors import as_json, own_anchors, public_key, signed_head, write_anchors
from xaso.core.events.chain import event_hash
from xaso.core.events.checking import check_all
from xaso.core.events.models import ChainHead, Event
from xaso.core.events.record import record
from xaso.core.rights.actor import system_actor
from xaso.core.sample.removal import remove_samples
from xaso.lib import chain
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db
CHAIN_FILE = Path(chain.__file__)


def write(actor, count):
    with transaction.atomic():
        for step in range(count):
            record("plans.task.started", actor=actor, subject_id=new_id(), step=step)


def rewrite(commune, keep, add=0):
    """What somebody with the database alone can do: cut, go on differently, mend the head."""
    Event.objects.filter(commune=commune, number__gt=keep).delete()
    last = Event.objects.get(commune=commune, number=keep)
    ChainHead.objects.filter(commune=commune).update(number=keep, hash=last.hash)
    write(system_actor(commune), add)


@pytest.fixture
def files(settings):
    return settings.DATA_DIR


def run(*words, capsys):
    code = main(["events", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_each_chain_that_has_grown_gets_an_anchor(lan, sua):
    write(lan, 2)
    write(sua, 1)

    assert write_anchors(MORNING) == 2
    write(lan, 1)
    assert write_anchors(MORNING) == 1
    assert write_anchors(MORNING) == 0

    assert [(a.commune, a.number) for a in own_anchors()] == [
        ("02923", 2),
        ("03037", 1),
        ("02923", 3),
    ]


def test_an_untouched_diary_agrees_with_its_anchors(lan):
    for _hour in range(3):
        write(lan, 2)
        write_anchors(MORNING)

    assert check_all() == (6, None)


def test_a_cut_diary_with_a_mended_head_is_found(lan):
    write(lan, 4)
    write_anchors(MORNING)

    rewrite(lan.commune, keep=3)

    assert check_all()[1].reason == "anchor"


def test_a_diary_that_went_another_way_is_found(lan):
    write(lan, 4)
    write_anchors(MORNING)

    rewrite(lan.commune, keep=2, add=5)

    assert check_all()[1].number == 4


def test_a_diary_written_anew_from_its_first_line_is_found(lan):
    write(lan, 3)
    write_anchors(MORNING)
    previous = ""
    for event in Event.objects.order_by("number"):
        event.data, event.previous_hash = {"step": 9}, previous
        previous = event_hash(event)
        Event.objects.filter(pk=event.pk).update(
            data=event.data, previous_hash=event.previous_hash, hash=previous
        )
    ChainHead.objects.update(hash=previous)

    assert check_all()[1].reason == "anchor"


def test_anchors_without_the_key_of_the_installation_are_found(lan, files):
    write(lan, 2)
    write_anchors(MORNING)
    path = files / "anchors.jsonl"
    forged = json.loads(path.read_text()) | {"number": 1, "hash": Event.objects.first().hash}
    path.write_text(json.dumps(forged))

    assert check_all()[1].reason == "signature"

    path.write_text(json.dumps(forged | {"signature": ""}))
    assert check_all()[1].reason == "signature"


def test_the_key_is_readable_by_its_owner_only_and_made_once(files):
    first = public_key()

    assert public_key() == first
    assert stat.S_IMODE((files / "anchor_key").stat().st_mode) == 0o600


def test_a_line_torn_by_a_power_cut_spoils_no_other(lan, files):
    write(lan, 1)
    write_anchors(MORNING)
    with (files / "anchors.jsonl").open("a") as file:
        file.write('{"commune": "02')
    write(lan, 1)

    write_anchors(MORNING)

    assert [anchor.number for anchor in own_anchors()] == [1, 2]


def test_taking_the_sample_away_takes_its_anchors_too(
    lan, gia_phu, django_capture_on_commit_callbacks
):
    gia_phu.is_sample = True
    gia_phu.save()
    write(lan, 1)
    write_anchors(MORNING)

    with django_capture_on_commit_callbacks(execute=True):
        remove_samples()

    assert own_anchors() == []


def test_the_command_checks_the_own_anchors_and_those_of_a_file(lan, tmp_path, capsys):
    write(lan, 3)
    saved = tmp_path / "moc.json"
    saved.write_text(as_json(signed_head(lan.commune, MORNING)))
    whole = run("verify", "--anchor", str(saved), capsys=capsys)

    rewrite(lan.commune, keep=2)
    without = run("verify", capsys=capsys)
    against = run("verify", "--anchor", str(saved), capsys=capsys)

    assert whole == (0, {"ok": True, "checked": 3, "anchors": 1, "first_broken": None})
    assert without[0] == 0
    assert against[0] == 1
    assert against[1]["first_broken"]["reason"] == "anchor"


def test_the_command_reads_many_anchors_line_by_line(lan, tmp_path, capsys):
    saved = tmp_path / "usb.jsonl"
    for _hour in range(2):
        write(lan, 1)
        with saved.open("a") as file:
            file.write(as_json(signed_head(lan.commune, MORNING)) + "\n")

    code, said = run("verify", "--anchor", str(saved), capsys=capsys)

    assert (code, said["anchors"]) == (0, 2)


def test_an_anchor_with_a_false_signature_is_told(lan, tmp_path, capsys):
    write(lan, 1)
    anchor = json.loads(as_json(signed_head(lan.commune, MORNING))) | {"at": "2020-01-01"}
    saved = tmp_path / "moc.json"
    saved.write_text(json.dumps(anchor))

    code, said = run("verify", "--anchor", str(saved), capsys=capsys)

    assert (code, said["first_broken"]["reason"]) == (1, "signature")


def test_an_export_is_checked_far_from_the_program(lan, sua, tmp_path, capsys):
    write(lan, 3)
    write(sua, 2)
    write_anchors(MORNING)
    export = tmp_path / "nhat-ky.jsonl"
    assert run("export", "--to", str(export), capsys=capsys)[1]["events"] == 5

    whole = alone(export, tmp_path)
    lines = export.read_text().splitlines()
    export.write_text("\n".join([*lines[:2], *lines[3:]]))
    cut = alone(export, tmp_path)

    assert whole["ok"], whole
    assert (whole["checked"], whole["signatures"]) == (5, "checked")
    assert cut["first_broken"] == {"commune": "02923", "number": 2, "id": None, "reason": "anchor"}


def alone(export, folder):
    """The one file, copied somewhere, by Python in isolated mode: no program, no database."""
    copy = folder / "chain.py"
    copy.write_text(CHAIN_FILE.read_text())
    words = [str(export), "--anchor", str(folder / "anchors.jsonl"), "--key", public_key()]
    done = subprocess.run(
        [sys.executable, "-I", str(copy), *words],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
        check=False,
    )
    return json.loads(done.stdout)
