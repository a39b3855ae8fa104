"""xaso import-households and xaso campaign report, to the letter of their contracts."""

import json

import pytest

from conftest import MORNING
from xaso.config.cli.main import main
from xaso.core.residents.models import Household
from xaso.core.rights.actor import system_actor
from xaso.modules.campaigns.public import campaign_codes
from xaso.modules.campaigns.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(capsys):
    def run(*words):
        code = main([*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def file_of(folder, *lines):
    path = folder / "ho.csv"
    path.write_text("\n".join(["Thôn;Họ tên chủ hộ;Số khẩu", *lines]), encoding="utf-8")
    return str(path)


def test_a_dry_run_tells_and_writes_nothing(call, gia_phu, mau_son, tmp_path):
    file = file_of(tmp_path, "Mẫu Sơn;Giàng A Páo;4", "Thôn lạ;Lý A Sở;bảy")

    code, said = call("import-households", file, "--commune", "02923", "--dry-run")

    assert code == 1
    assert {name: said[name] for name in ("rows", "new", "changed", "same")} == {
        "rows": 2, "new": 1, "changed": 0, "same": 0,
    }  # fmt: skip
    assert [(p["row"], p["cell"]) for p in said["problems"]] == [(3, "C3"), (3, "A3")]
    assert not Household.objects.exists()


def test_good_rows_are_taken_and_a_second_time_nothing_changes(call, gia_phu, mau_son, tmp_path):
    file = file_of(tmp_path, "Mẫu Sơn;Giàng A Páo;4")
    words = ("import-households", file, "--commune", "02923")

    assert call(*words) == (0, {"rows": 1, "new": 1, "changed": 0, "same": 0, "problems": []})
    assert call(*words) == (0, {"rows": 1, "new": 0, "changed": 0, "same": 1, "problems": []})


def test_a_village_that_is_not_there_is_bad_input(call, gia_phu, mau_son, tmp_path):
    words = ("import-households", file_of(tmp_path), "--commune", "02923", "--village", "Thôn lạ")

    code, said = call(*words)

    assert (code, said["error"]["code"]) == (2, "unknown_village")


def test_the_report_of_a_drive_comes_as_files(call, lan, mau_son, tmp_path):
    campaign = make.opened(lan, {mau_son: 10})
    make.counts(lan, campaign, mau_son, 6, 1, reasons={"KHONG_SIM": 1}, at=MORNING)
    assert campaign_codes(system_actor(lan.commune).commune) == ["RQ-2026-01"]

    code, said = call("campaign", "report", "rq-2026-01", "--out", str(tmp_path / "ra"))
    unknown = call("campaign", "report", "RQ-2026-77", "--out", str(tmp_path))

    assert code == 0
    assert {"docx", "xlsx"} <= {file["kind"] for file in said["files"]}
    assert (unknown[0], unknown[1]["error"]["code"]) == (2, "unknown_campaign")
