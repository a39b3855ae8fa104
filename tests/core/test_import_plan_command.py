"""xaso import-plan, to the letter of its contract."""

import json

import pytest

from xaso.config.cli import main
from xaso.core.events.models import Event
from xaso.modules.plans.models import Plan, Task
from xaso.modules.plans.tests.annex_files import docx, xlsx

pytestmark = pytest.mark.django_db
HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"]
GROUP = ["I", "Xã hội số"]
WIFI = ["1", "Lắp wifi nhà văn hóa", "Phòng Kinh tế", "Công an xã; các thôn", "Quý II", "Biên bản"]
NEWS = ["2", "Đăng tin lên trang xã", "Văn phòng", "", "Hằng tháng", "Đường dẫn"]
VAGUE = ["3", "Mua máy in", "Phòng Kinh tế", "", "Theo kế hoạch của tỉnh", "Hóa đơn"]


@pytest.fixture
def import_plan(tmp_path, capsys, gia_phu):
    def run(rows, *options, write=xlsx, as_json=True):
        file = tmp_path / "phu-luc.xlsx"
        file.write_bytes(rows if isinstance(rows, bytes) else write(rows))
        words = [str(file), "--commune", "02923", "--year", "2026", *options]
        code = main(["import-plan", *words, *(["--json"] if as_json else [])])
        out = capsys.readouterr().out
        return code, json.loads(out) if as_json else out

    return run


@pytest.mark.parametrize("write", [xlsx, docx])
def test_a_row_is_told_as_the_contract_says(import_plan, write):
    code, answer = import_plan([HEADER, GROUP, WIFI, NEWS], "--dry-run", write=write)

    assert (code, set(answer)) == (0, {"columns", "tasks", "gone"})
    assert answer["columns"]["lead"] == {"header": "Chủ trì", "index": 2}
    assert answer["tasks"][0] == {
        "row": 3,
        "stt": "1",
        "title": "Lắp wifi nhà văn hóa",
        "lead": "Phòng Kinh tế",
        "coworkers": ["Công an xã", "các thôn"],
        "due": "2026-06-30",
        "recurrence": "",
        "product": "Biên bản",
        "pillar": "xa_hoi_so",
        "change": "new",
        "problems": [],
    }
    assert (answer["tasks"][1]["due"], answer["tasks"][1]["recurrence"]) == (None, "monthly")


def test_a_dry_run_writes_nothing_and_names_bad_rows(import_plan):
    code, answer = import_plan([HEADER, WIFI, VAGUE], "--dry-run")

    (problem,) = answer["tasks"][1]["problems"]
    assert (code, problem["code"], problem["cell"]) == (1, "unknown_due", "E3")
    assert set(problem) == {"code", "cell", "message"}
    assert (Plan.objects.count(), Event.objects.count()) == (0, 0)


def test_one_bad_row_holds_back_all_unless_the_good_ones_are_asked_for(import_plan):
    code, _answer = import_plan([HEADER, WIFI, VAGUE])
    assert (code, Task.objects.count()) == (1, 0)

    code, _answer = import_plan([HEADER, WIFI, VAGUE], "--accept-ok")

    assert (code, Task.objects.get().title) == (0, WIFI[1])
    assert Plan.objects.get().title == "Kế hoạch chuyển đổi số năm 2026"


def test_rows_come_in_as_drafts_because_nobody_confirms_on_a_command_line(import_plan):
    code, text = import_plan([HEADER, WIFI, NEWS], as_json=False)

    assert code == 0
    assert "2 việc ở dạng nháp" in text
    assert set(Task.objects.values_list("state", "lead", "code")) == {("nhap", None, "")}
    assert Event.objects.get(kind="plans.import.accepted").actor_id is None


def test_the_same_file_again_changes_nothing_and_a_new_one_tells_the_difference(import_plan):
    import_plan([HEADER, WIFI, NEWS])
    _code, again = import_plan([HEADER, WIFI, NEWS])

    later = [*WIFI[:4], "Quý III", WIFI[5]]
    _code, changed = import_plan([HEADER, later], "--dry-run")

    assert [task["change"] for task in again["tasks"]] == ["same", "same"]
    assert Task.objects.count() == 2
    assert [task["change"] for task in changed["tasks"]] == ["changed"]
    assert [each["title"] for each in changed["gone"]] == [NEWS[1]]


def test_the_named_person_is_recorded(import_plan, minh):
    import_plan([HEADER, WIFI], "--actor", "minh.02923")

    assert Event.objects.get(kind="plans.import.accepted").actor_id == minh.account_id


@pytest.mark.parametrize(
    ("rows", "options", "code"),
    [
        (b"%PDF-1.7", [], "pdf"),
        ([["Danh sách"], ["Lan"]], [], "no_table"),
        ([HEADER], [], "no_rows"),
        ([HEADER, WIFI], ["--actor", "khong-co"], "unknown_actor"),
        ([HEADER, WIFI], ["--commune", "99999"], "unknown_commune"),
        ([HEADER, WIFI], ["--year", "26"], "bad_year"),
    ],
)
def test_bad_input_is_one_error_with_its_code(import_plan, rows, options, code):
    exit_code, answer = import_plan(rows, *options)

    assert (exit_code, answer["error"]["code"]) == (2, code)
    assert Plan.objects.count() == 0
