"""xaso import-pack, to the letter of its contract."""

import json

import pytest

from xaso.config.cli import main
from xaso.modules.indicators.models import PackEdition
from xaso.modules.indicators.tests import province

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_pack(tmp_path, capsys, gia_phu, ta_van):
    def run(content, *options):
        file = tmp_path / "bo.xlsx"
        file.write_bytes(content)
        code = main(["import-pack", str(file), *options, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_pack_is_told_as_the_contract_says_and_a_dry_run_writes_nothing(import_pack):
    code, answer = import_pack(province.workbook(province.three_mistakes), "--dry-run")

    assert (code, set(answer)) == (1, {"pack", "items", "groups", "problems"})
    assert (answer["items"], answer["groups"]) == (62, 4)
    assert answer["problems"][0] == {
        "sheet": "Bo chi so",
        "cell": "D9",
        "message": "Không hiểu kiểu “tỷ lệ kép”.",
    }
    assert not PackEdition.objects.exists()


def test_a_pack_with_problems_is_not_taken(import_pack):
    code, answer = import_pack(province.workbook(province.three_mistakes))

    assert (code, len(answer["problems"])) == (1, 3)
    assert not PackEdition.objects.exists()


def test_without_a_commune_every_commune_of_the_machine_gets_it(import_pack):
    code, answer = import_pack(
        province.workbook(), "--title", "Bộ của tỉnh", "--from", "2026-01-01"
    )

    assert (code, answer["pack"], answer["problems"]) == (0, "bo-cua-tinh", [])
    assert {each.commune_id for each in PackEdition.objects.filter(shared=True)} == {
        "02923", "03037",
    }  # fmt: skip


def test_the_same_title_again_is_the_next_edition_of_one_commune(import_pack):
    import_pack(province.workbook(), "--title", "Bộ", "--commune", "02923")

    def renamed(sheet):
        sheet.cell(province.row_of("I.1"), 2, "Tên mới")

    import_pack(province.workbook(renamed), "--title", "Bộ", "--commune", "02923")

    found = PackEdition.objects.order_by("edition").values_list("code", "edition", "commune")
    assert list(found) == [("bo", 1, "02923"), ("bo", 2, "02923")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04xx", b"%PDF-1.7 x"])
def test_what_is_no_workbook_is_refused_in_words(import_pack, content):
    code, answer = import_pack(content)

    assert (code, set(answer["error"])) == (2, {"code", "message"})


def test_a_workbook_of_the_province_scores_values_of_a_file(import_pack, tmp_path, capsys):
    pack, values = tmp_path / "tinh.xlsx", tmp_path / "so.csv"
    pack.write_bytes(province.workbook(province.three_mistakes))
    values.write_text("code,numerator,denominator\nI.4,2,3\n", encoding="utf-8")

    assert main(["score", "--pack", str(pack), "--values", str(values), "--json"]) == 0

    items = {each["code"]: each for each in json.loads(capsys.readouterr().out)["items"]}
    assert (items["I.4"]["score"], items["I.4"]["max"], len(items)) == (5.0, 7.5, 60)
