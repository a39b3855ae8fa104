"""The papers of the repository say what is so."""

import re
import tomllib
from pathlib import Path

import pytest

from scripts import changelog, docs, pictures
from xaso.config.cli.main import COMMANDS
from xaso.modules.plans.tests import make

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ADRS = sorted((DOCS / "adr").glob("*.md"))
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
LETTERS = re.compile(r"[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ]", re.IGNORECASE)
LONGEST_NOTE = 220
LONGEST_ADR = 40


def test_the_list_of_modules_is_what_the_program_has():
    written = docs.PAGE.read_text(encoding="utf-8")

    assert written == docs.text(), "run make docs"


def test_every_part_of_core_says_what_it_holds():
    parts = {path.parent.name for path in (docs.PACKAGE / "core").glob("*/__init__.py")}

    assert parts == set(docs.CORE_BLURBS)


def test_each_note_is_one_short_paragraph_a_clerk_reads():
    wrong = [
        name
        for name, note in changelog.notes().items()
        if len(note) > LONGEST_NOTE
        or "\n\n" in note
        or not note.endswith(".")
        or len(LETTERS.findall(note)) < 10
        or re.search(r"[`#*_<]|https?:", note)
    ]

    assert wrong == []


def test_the_list_of_changes_is_made_from_the_notes():
    written = changelog.CHANGELOG.read_text(encoding="utf-8")

    assert written == changelog.changelog(), "run make changelog"


def test_decisions_are_short_numbered_and_say_their_price():
    texts = [path.read_text(encoding="utf-8") for path in ADRS]
    parts = ["**Context.**", "**Choice.**", "**Price.**", "**Look again when**"]

    assert [path.name[:4] for path in ADRS] == [f"{n:04}" for n in range(1, len(ADRS) + 1)]
    assert [path.name for path, text in zip(ADRS, texts, strict=True) if too_long(text)] == []
    assert all(part in text for part in parts for text in texts)


def too_long(text):
    return len(text.splitlines()) > LONGEST_ADR


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_links_between_papers_lead_somewhere(paper):
    links = [target for _text, target in LINK.findall(paper.read_text(encoding="utf-8"))]
    inner = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]

    assert [link for link in inner if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_a_name_that_links_to_code_is_defined_there(paper):
    """`[`send_report`](../src/…/village.py)`: the file holds that function, class or setting."""
    links = LINK.findall(paper.read_text(encoding="utf-8"))
    named = [(text.strip("`"), target) for text, target in links if target.endswith(".py")]
    names = [(name, target) for name, target in named if re.fullmatch(r"\w+", name)]

    assert [pair for pair in names if not defines(paper.parent / pair[1], pair[0])] == []


def defines(path, name):
    text = path.read_text(encoding="utf-8")
    return bool(re.search(rf"^\s*(def|class) {name}\b|^{name}\b.*=", text, re.MULTILINE))


def test_pictures_are_small_listed_and_shown():
    kept = {path.stem: path.stat().st_size for path in pictures.PICTURES.glob("*.*")}
    told = "".join(paper.read_text(encoding="utf-8") for paper in PAPERS)

    known = {picture.name for picture in pictures.ALL} | set(pictures.WALKED)
    assert set(kept) == known, "run scripts/pictures.py"
    assert [name for name, size in kept.items() if size > pictures.MOST_BYTES] == []
    assert [name for name in kept if f"pictures/{name}.webp" not in told] == []


def test_every_command_has_its_page():
    written = (DOCS / "commands.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"\n## {name}" not in written] == []


def test_the_version_is_the_same_everywhere():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    told = (ROOT / "publiccode.yml").read_text(encoding="utf-8")

    assert f'softwareVersion: "{wanted}"' in told


def test_the_script_of_the_walk_does_what_the_page_does(pao, thao, mau_son):
    task = make.village_task(thao, [mau_son])
    [script] = re.findall(r"```python\n(.*?)```", (DOCS / "walk.md").read_text("utf-8"), re.DOTALL)
    names = {
        "pao": pao,
        "task_id": task.pk,
        "village_id": mau_son.pk,
        "received_at": make.moment(17),
        "written_on_the_phone_at": make.moment(15),
    }

    exec(script, names)  # noqa: S102  the documentation itself

    task.refresh_from_db()
    assert names["report"].evidence.get().number == 25
    assert task.submitted_on == make.DUE
