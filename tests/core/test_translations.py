"""Every sentence goes through gettext, and each has its English."""

import ast
import re

import polib
import pytest
from django.template.base import Lexer, TokenType

from scripts import messages

NAME = "Xã Số"
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]")
ONE_LANGUAGE_ONLY = {
    "bench/": "loads speak Vietnamese to the person at the machine",
    "config/upgrade.py": "said on the console while the program starts",
    "core/people/second_factor/queries.py": "the value of a rule as the table of rules writes it",
    "core/people/sign_ins/browser_words.py": "browsers are called by their own names",
    "core/ui/templates/507_bare.html": "the page for when even the look of pages cannot be read",
    "drills/": "drills speak Vietnamese to the person at the machine",
    "lib/": "plain Python without Django answers in Vietnamese; pages say it as it is",
    "config/cli/": "commands speak Vietnamese to the person at the machine",
    "config/settings.py": "a language is called by its own name",
    "core/papers/": "official papers are written in Vietnamese whatever the screen speaks",
    "core/law/bounds.py": "the words for yes and no in a Vietnamese table",
    "core/law/models.py": "citations of legal texts stand in Vietnamese papers",
    "core/law/queries.py": "citations of legal texts stand in Vietnamese papers",
    "core/rights/actor.py": "the name of the system in the diary",
    "core/sample/": "the sample communes are Vietnamese data",
    "modules/plans/sample/": "the sample communes are Vietnamese data",
    "modules/campaigns/sample/": "the sample communes are Vietnamese data",
    "modules/indicators/sample/": "the sample communes are Vietnamese data",
    "modules/systems/exports/days.py": "days as files of other systems write them, in Vietnamese",
    "modules/coverage/sample/": "the sample communes are Vietnamese data",
    "modules/systems/sample/": "the sample communes are Vietnamese data",
    "modules/teams/sample/": "the sample communes are Vietnamese data",
    "modules/plans/forms/money.py": "the words for amounts of money as people type them",
    "modules/plans/spoken.py": "the words that join villages in a spoken conclusion",
    "desk/reports/leaders_promises.py": "the name of the office stands on papers, which are Vietnamese",
    "desk/reports/people_tasks.py": "the name of the office stands on papers, which are Vietnamese",
    "desk/reports/systems_map.py": "the name of the office stands on papers, which are Vietnamese",
    "desk/reports/week_sheet.py": "the name of the office stands on papers, which are Vietnamese",
    "modules/coverage/drawing.py": "the letters of the classes on the map, as on its printed sheet",
    "modules/coverage/public/sheet.py": "the name of the office stands on papers, which are Vietnamese",
    "modules/plans/annex/": "reads and writes annexes, which are Vietnamese papers",
    "modules/indicators/packs/": "packs and the words of their levels are Vietnamese data",
    "modules/indicators/scoring/": "explanations name items in the words of the pack",
    "modules/indicators/values.py": "the words for yes and no in a Vietnamese table",
    "core/ui/templates/500.html": "the page for when nothing works any more",
}
"""Places whose Vietnamese is not translated, and why."""


def test_the_english_catalogue_is_complete():
    assert messages.problems(messages.open_catalogue()) == []


def test_no_template_speaks_past_the_catalogue():
    found = [
        f"{name}: {text}" for name, source in _sources("*.html") for text in _bare_text(source)
    ]

    assert found == []


def test_no_code_speaks_past_the_catalogue():
    found = [
        f"{name}:{line}: {text}"
        for name, source in _sources("*.py")
        for line, text in _bare_strings(source)
    ]

    assert found == []


def test_every_exception_is_still_needed():
    gone = [place for place in ONE_LANGUAGE_ONLY if not (messages.PACKAGE / place).exists()]

    assert gone == []


@pytest.mark.parametrize(
    ("source", "text", "plural"),
    [
        ('{% translate "Cả xã" %}', "Cả xã", ""),
        ('{% chip "late" _("Quá hạn") %}', "Quá hạn", ""),
        ('{{ x|default:_("Chưa rõ") }}', "Chưa rõ", ""),
        ('{% translate "20 %" %}', "20 %%", ""),
        ('{% include "a.html" with t=_("Đạt 20 %") %}', "Đạt 20 %%", ""),
        (
            "{% blocktranslate trimmed %}\n  Xin chào\n  {{ name }}{% endblocktranslate %}",
            "Xin chào %(name)s",
            "",
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} việc{% plural %}{{ n }} việc ấy"
            "{% endblocktranslate %}",
            "%(n)s việc",
            "%(n)s việc ấy",
        ),
    ],
)
def test_the_collector_reads_templates_as_django_does(source, text, plural):
    found = list(messages._from_template(source, "trang.html"))

    assert found == [messages.Message(text, plural=plural)]


def test_the_collector_knows_gettext_by_any_local_name():
    source = (
        "from django.utils.translation import gettext as _t, ngettext\n"
        'a = _t("Xã")\n'
        'b = ngettext("%(n)s thôn", "%(n)s thôn ấy", n)\n'
        'c = other("Bỏ qua")\n'
    )

    assert list(messages._from_python(source)) == [
        messages.Message("Xã"),
        messages.Message("%(n)s thôn", plural="%(n)s thôn ấy"),
    ]


@pytest.mark.parametrize(
    ("english", "fault"),
    [
        ("", "missing"),
        ("Due", "placeholders differ"),
        ("Due %(date)s", "placeholders differ"),
        ("100 % of %(day)s", "bad percent sign"),
        ("Due %(day)s", ""),
    ],
)
def test_a_wrong_translation_is_named(english, fault):
    message = messages.Message("Hạn %(day)s")
    entry = polib.POEntry(msgid=message.text, msgstr=english, flags=["python-format"])

    found = " ".join(messages._faults(entry, message))

    assert found.startswith(fault)
    assert bool(found) == bool(fault)


def _sources(pattern):
    for path in sorted(messages.PACKAGE.rglob(pattern)):
        name = path.relative_to(messages.PACKAGE).as_posix()
        hidden = {"tests", "migrations", "static", "static_root"} & set(path.parts)
        if not hidden and not name.startswith(tuple(ONE_LANGUAGE_ONLY)):
            yield name, path.read_text(encoding="utf-8")


def _bare_text(source):
    inside = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = token.contents.startswith(("blocktrans", "plural")) or (
                inside and not token.contents.startswith("endblocktrans")
            )
        if token.token_type == TokenType.COMMENT or inside:
            continue
        text = token.contents
        if token.token_type != TokenType.TEXT:
            text = re.sub(r"""_\((".*?"|'.*?')\)|^trans(late)? +(".*?"|'.*?')""", "", text)
        if VIETNAMESE.search(text.replace(NAME, "")):
            yield " ".join(text.split())[:80]


def _bare_strings(source):
    tree = ast.parse(source)
    names = messages._gettext_names(tree)
    said = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names
        for argument in node.args
        for part in ast.walk(argument)
    }
    for node in ast.walk(tree):
        # A string that stands alone is a docstring.
        if isinstance(node, ast.Expr):
            said |= {id(part) for part in ast.walk(node.value) if part is node.value}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in said and VIETNAMESE.search(node.value.replace(NAME, "")):
            yield node.lineno, node.value[:80]
