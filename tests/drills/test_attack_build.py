"""Built twice, the same bytes; a lock without its proof is seen."""

import json

import pytest

from xaso.drills.build.locks import lock_faults, vendored
from xaso.drills.build.tree import ROOT

HASH = "--hash=sha256:" + "a" * 64


def test_the_program_is_built_twice_alike_from_proven_parts(drilled):
    outcome = drilled("build")

    assert list(outcome.faults) == []
    assert outcome.more["wheel_files"] > 400


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("not-there==1.0", "has no hash"),
        (f"not-there>=1.0 {HASH}", "has no exact version"),
        (f"not-there==1.0 {HASH} --index-url https://example", "names where it comes from"),
        (f"pytest==0.0.1 {HASH}", "is locked"),
    ],
)
def test_a_part_that_is_not_proven_is_told(tmp_path, line, fault):
    plant(tmp_path, line, "sha512-x")

    assert any(fault in each for each in lock_faults(tmp_path)[1])


def test_a_font_without_its_integrity_is_told(tmp_path):
    plant(tmp_path, f"not-there==1.0 {HASH}", "")

    assert lock_faults(tmp_path)[1] == ["package-lock.json: node_modules/a has no integrity"]


def test_a_folder_that_is_no_repository_keeps_nothing(tmp_path):
    assert vendored(tmp_path) == []
    assert vendored(ROOT) == []


def plant(folder, line, integrity):
    (folder / "requirements").mkdir()
    (folder / "requirements" / "run.txt").write_text(f"{line}\n")
    packages = {"": {}, "node_modules/a": {"integrity": integrity}}
    (folder / "package-lock.json").write_text(json.dumps({"packages": packages}))
