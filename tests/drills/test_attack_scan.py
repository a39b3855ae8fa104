"""The source is read; what is dangerous and unread is found, and a reason without code as well."""

import pytest

from xaso.drills.scan import Reviewed, findings_in, judge
from xaso.drills.scan.source import Source
from xaso.drills.scan.templates import template_findings

PLANTED = {
    "markup-from-text": "mark_safe(task.title)",
    "answer-from-text": "HttpResponse(request.GET['q'])",
    "header-from-text": "response['X-Name'] = f'{name}'",
    "goes-where-asked": "redirect(request.GET['next'])",
    "template-from-text": "Template(note)",
    "no-csrf-token": "page = csrf_exempt(page)",
    "form-of-all-fields": "fields = '__all__'",
    "cookie-without-locks": "response.set_cookie('a', 'b', secure=True)",
    "sql-from-text": "cursor.execute(f'select * from x where name = {name}')",
    "row-of-any-commune": "Task.objects.select_related('plan').get(pk=task_id)",
    "write-without-event": "Task.objects.of(commune).update(state='xong')",
    "shell": "run('ls ' + name, shell=True)",
    "other-program": "subprocess.run(['ls'])",
    "runs-data": "import pickle",
    "guessable-name": "tempfile.mktemp()",
    "asks-outside": "from urllib.request import urlopen",
    "chance-for-secrets": "from random import choice",
    "weak-hash": "hashlib.md5(b'')",
    "secret-compared-slowly": "given == account.secret",
    "unpacks-to-disk": "package.extractall('/tmp')",
    "picture-of-any-kind": "Image.open(file)",
    "xml-with-entities": "from lxml import etree",
    "open-modes": "path.chmod(0o644)",
    "unproven-partner": "get(url, verify=False)",
}
IN_TEMPLATES = {
    "markup-from-text": "<p>{{ note|safe }}</p>",
    "words-outside-quotes": "<input value={{ typed }}>",
    "script-in-page": "<script>go()</script>",
    "handler-in-page": '<p onclick="go()">',
    "style-in-page": '<p style="color: red">',
    "address-that-runs": '<a href="javascript:go()">',
    "other-host": '<img src="https://elsewhere.example/a.png">',
    "opener-given": '<a href="/" target="_blank">',
    "frame-in-page": "<iframe></iframe>",
    "form-without-token": '<form method="post"><button></button></form>',
}


def test_nothing_dangerous_in_the_source_is_unread(drilled):
    outcome = drilled("scan")

    assert list(outcome.faults) == []
    assert outcome.more["bandit"] != "not run: bandit is not installed"


@pytest.mark.parametrize(("rule", "code"), PLANTED.items())
def test_a_dangerous_line_is_found(rule, code):
    found = findings_in([Source("planted.py", f"def plant():\n    {code}\n")])

    assert rule in {each.rule for each in found}
    assert judge(found, [], with_bandit=False) != []


RECORDED = "from xaso.core.events.record import record\n"
TOLD = {
    "after the write": "def act():\n    {write}\n    record('a.b.c')\n",
    "before the write": "def act():\n    record('a.b.c')\n    for row in rows:\n        {write}\n",
    "a loop inside": "def act():\n    for row in rows:\n        {write}\n    record('a.b.c')\n",
    "by a helper": "def act():\n    {write}\n    tell()\ndef tell():\n    record('a.b.c')\n",
    "by each caller": "def act():\n    _do()\n    record('a.b.c')\ndef _do():\n    {write}\n",
}
NOT_TOLD = {
    "only sometimes": "def act():\n    {write}\n    if rows:\n        record('a.b.c')\n",
    "only in another case": (
        "def act():\n    if rows:\n        {write}\n    else:\n        record('a.b.c')\n"
    ),
    "left before": "def act():\n    {write}\n    if rows:\n        return\n    record('a.b.c')\n",
    "left by the write": "def act():\n    return {write}\n    record('a.b.c')\n",
    "next one first": (
        "def act():\n    for row in rows:\n        {write}\n        continue\n        record('a.b.c')\n"
    ),
    "after an error": (
        "def act():\n    try:\n        {write}\n        record('a.b.c')\n    except OSError:\n        pass\n"
    ),
    "by a helper sometimes": (
        "def act():\n    {write}\n    tell()\ndef tell():\n    if rows:\n        return\n    record('a')\n"
    ),
    "by one of two callers": (
        "def act():\n    _do()\n    record('a.b.c')\ndef other():\n    _do()\ndef _do():\n    {write}\n"
    ),
    "called from who knows where": (
        "def act():\n    do()\n    record('a.b.c')\ndef do():\n    {write}\n"
    ),
    "handed on": (
        "def act():\n    _do()\n    later(_do)\n    record('a.b.c')\ndef _do():\n    {write}\n"
    ),
    "calling itself": "def _do():\n    {write}\n    _do()\n",
}


@pytest.mark.parametrize("code", TOLD.values(), ids=TOLD)
def test_a_write_that_is_told_on_every_way_is_left_alone(code):
    assert _rules_of(RECORDED + code) == set()


@pytest.mark.parametrize("code", NOT_TOLD.values(), ids=NOT_TOLD)
def test_a_write_that_may_stay_untold_is_found(code):
    assert _rules_of(RECORDED + code) == {"write-without-event"}


@pytest.mark.parametrize("code", TOLD.values(), ids=TOLD)
def test_a_record_of_another_name_tells_nothing(code):
    assert _rules_of("from elsewhere import record\n" + code) == {"write-without-event"}


def _rules_of(code):
    source = Source("planted.py", code.replace("{write}", "Task.objects.update(state='xong')"))
    return {each.rule for each in findings_in([source])}


@pytest.mark.parametrize("key", ["actor.account_id", "actor.commune.pk", "commune.pk"])
def test_who_asks_and_the_commune_at_hand_may_be_found_by_key(key):
    assert _rules_of(f"Account.objects.get(pk={key})") == set()


def test_an_address_that_leads_to_a_bare_function_is_found():
    found = findings_in([Source("planted/urls.py", "path('a/', views.everything)")])

    assert [each.rule for each in found] == ["page-without-right"]


@pytest.mark.parametrize(("rule", "markup"), IN_TEMPLATES.items())
def test_a_dangerous_template_is_found(tmp_path, rule, markup):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "planted.html").write_text(markup)

    assert rule in {each.rule for each in template_findings(tmp_path)}


def test_a_reason_whose_code_is_gone_is_found():
    reason = Reviewed("shell", "core/gone.py:run", "there was a reason once")

    assert judge([], [reason], with_bandit=True) != []
