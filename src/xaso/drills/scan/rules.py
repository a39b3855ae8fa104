"""What Python code of this program may not do unseen. Each rule gives the nodes it dislikes."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from .source import Source, dotted, is_constant
from .told import Telling

Rule = Callable[[Source], Iterator[ast.AST]]
RULES: dict[str, Rule] = {}

OUTSIDE = re.compile(
    r"^(requests|httpx|aiohttp|http\.client|smtplib|ftplib|telnetlib|urllib3|urllib\.request|xmlrpc)\b"
)
UNPACKING = {"pickle", "marshal", "shelve", "dill", "joblib"}
RUNNING_TEXT = {"eval", "exec", "compile", "__import__"}
SECRET = re.compile(r"(^|[._])(token|secret|password|signature|digest|hmac|otp|totp)$", re.I)
FOUND_BY_KEY = {"get", "filter", "exclude"}
KEYS = {"pk", "id", "pk__in", "id__in"}
OWN_KEYS = {"actor.account_id", "actor.commune.pk", "commune.pk"}
WRITES_MANY = {"update", "bulk_update", "bulk_create"}


def rule(name: str) -> Callable[[Rule], Rule]:
    def listed(looks: Rule) -> Rule:
        RULES[name] = looks
        return looks

    return listed


def all_findings(source: Source) -> Iterator[tuple[str, ast.AST]]:
    for name, looks in RULES.items():
        for node in looks(source):
            yield name, node


def _called(source: Source, *names: str) -> Iterator[ast.Call]:
    """By the last part of the name, or by more of it: "os.system"."""
    for call, name in source.calls():
        if any(name == each or name.endswith(f".{each}") for each in names):
            yield call


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


# --- words of people on a page


@rule("markup-from-text")
def _marked_safe(source: Source) -> Iterator[ast.AST]:
    for call in _called(source, "mark_safe", "SafeString", "SafeText", "html_safe", "format_html"):
        if not call.args or not is_constant(call.args[0]):
            yield call


@rule("answer-from-text")
def _written_answers(source: Source) -> Iterator[ast.AST]:
    """An answer made by hand is HTML unless it says what it is."""
    for call in _called(source, "HttpResponse", "StreamingHttpResponse"):
        if call.args and not is_constant(call.args[0]) and not _keyword(call, "content_type"):
            yield call


@rule("header-from-text")
def _headers(source: Source) -> Iterator[ast.AST]:
    for node, _home in source.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            target = node.targets[0]
            held = dotted(target.value).rpartition(".")[2]
            if held in {"response", "headers", "answer"} and isinstance(node.value, ast.JoinedStr):
                yield node


@rule("goes-where-asked")
def _redirects(source: Source) -> Iterator[ast.AST]:
    for call in _called(
        source, "redirect", "HttpResponseRedirect", "HttpResponsePermanentRedirect"
    ):
        asked = [dotted(node) for each in call.args for node in ast.walk(each)]
        if any(re.search(r"\b(GET|POST|META|headers)\b", name) for name in asked):
            yield call


@rule("template-from-text")
def _templates(source: Source) -> Iterator[ast.AST]:
    for call in _called(source, "Template", "from_string", "render_to_string", "get_template"):
        if call.args and not is_constant(call.args[0]):
            yield call


# --- requests and who may send them


@rule("no-csrf-token")
def _exempt(source: Source) -> Iterator[ast.AST]:
    for node, _home in source.nodes:
        if isinstance(node, ast.Name) and node.id == "csrf_exempt":
            yield node


@rule("page-without-right")
def _bare_pages(source: Source) -> Iterator[ast.AST]:
    """An address leads to a class of ours (which names its right), not to a bare function."""
    if not source.name.endswith("urls.py"):
        return
    for call in _called(source, "path", "re_path"):
        view = call.args[1] if len(call.args) > 1 else None
        if view is not None and dotted(view).rpartition(".")[2] not in {"as_view", "include"}:
            yield call


@rule("form-of-all-fields")
def _all_fields(source: Source) -> Iterator[ast.AST]:
    """A form that takes whatever the table has also takes what is added to the table later."""
    for node, _home in source.nodes:
        if isinstance(node, ast.Assign):
            name = dotted(node.targets[0])
            if name == "exclude" or (
                name == "fields" and getattr(node.value, "value", "") == "__all__"
            ):
                yield node


@rule("cookie-without-locks")
def _cookies(source: Source) -> Iterator[ast.AST]:
    for call in _called(source, "set_cookie", "set_signed_cookie"):
        if not all(_keyword(call, each) for each in ("secure", "httponly", "samesite")):
            yield call


# --- rows


@rule("sql-from-text")
def _sql(source: Source) -> Iterator[ast.AST]:
    yield from _called(source, "objects.raw", "objects.extra", "RawSQL", "executescript")
    for call in _called(source, "execute", "executemany"):
        if call.args and not is_constant(call.args[0]):
            yield call


@rule("row-of-any-commune")
def _unscoped(source: Source) -> Iterator[ast.AST]:
    """A row found by its key alone, whichever commune it belongs to; who asks and the commune at
    hand may be found so."""
    for call, name in source.calls():
        if ".objects." in name and name.rpartition(".")[2] in FOUND_BY_KEY:
            named = {each.arg or "": dotted(each.value) for each in call.keywords}
            scoped = ".of." in name or any("commune" in each for each in named)
            keys = {name for name in named.keys() & KEYS if named[name] not in OWN_KEYS}
            if keys and not scoped:
                yield call


@rule("write-without-event")
def _silent_writes(source: Source) -> Iterator[ast.AST]:
    """Many rows at once, past the action that would record it."""
    telling = Telling(source)
    for call, name in source.calls():
        fields_alone = bool(call.keywords) and not call.args
        is_write = name.rpartition(".")[2] in WRITES_MANY and (".objects." in name or fields_alone)
        if is_write and not telling.is_told(call):
            yield call


# --- the machine


@rule("shell")
def _shell(source: Source) -> Iterator[ast.AST]:
    yield from _called(source, "os.system", "os.popen", "getoutput", "getstatusoutput")
    for call, _name in source.calls():
        if _is_true(_keyword(call, "shell")):
            yield call


@rule("other-program")
def _programs(source: Source) -> Iterator[ast.AST]:
    yield from _called(
        source, "subprocess.run", "subprocess.Popen", "check_output", "check_call", "os.execv"
    )


@rule("runs-data")
def _runs_data(source: Source) -> Iterator[ast.AST]:
    for call, name in source.calls():
        if name in RUNNING_TEXT or name in {"yaml.load", "yaml.unsafe_load"}:
            yield call
    yield from _imports(source, lambda name: name.partition(".")[0] in UNPACKING)


@rule("guessable-name")
def _temporary(source: Source) -> Iterator[ast.AST]:
    yield from _called(source, "mktemp", "tempnam", "tmpnam")


@rule("asks-outside")
def _outside(source: Source) -> Iterator[ast.AST]:
    yield from _imports(source, lambda name: OUTSIDE.match(name) is not None)
    yield from _called(source, "socket.create_connection", "urlopen")


@rule("chance-for-secrets")
def _chance(source: Source) -> Iterator[ast.AST]:
    """`secrets` makes what nobody may guess; `random` repeats itself."""
    yield from _imports(source, lambda name: name.partition(".")[0] == "random")


@rule("weak-hash")
def _weak(source: Source) -> Iterator[ast.AST]:
    yield from _called(source, "hashlib.md5", "hashlib.sha1")


@rule("secret-compared-slowly")
def _compared(source: Source) -> Iterator[ast.AST]:
    """`==` stops at the first wrong letter and tells a listener how far it came."""
    for node, _home in source.nodes:
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            names = [dotted(each) for each in (node.left, *node.comparators)]
            others = [each for each in node.comparators if isinstance(each, ast.Constant)]
            named = [name for name in names if not name.rpartition(".")[2].isupper()]
            if any(SECRET.search(name) for name in named) and not others:
                yield node


@rule("unpacks-to-disk")
def _unpacks(source: Source) -> Iterator[ast.AST]:
    yield from _called(source, "extractall", "package.extract", "unpack_archive")
    yield from _imports(source, lambda name: name == "tarfile")


@rule("picture-of-any-kind")
def _pictures(source: Source) -> Iterator[ast.AST]:
    """Without `formats` a picture may choose among fifty decoders, the forgotten ones too."""
    for call in _called(source, "Image.open"):
        if not _keyword(call, "formats"):
            yield call


@rule("xml-with-entities")
def _xml(source: Source) -> Iterator[ast.AST]:
    yield from _imports(
        source,
        lambda name: name.startswith(("lxml.etree", "xml.sax", "xml.dom", "xml.etree")),
    )


@rule("open-modes")
def _modes(source: Source) -> Iterator[ast.AST]:
    for call in _called(source, "chmod"):
        mode = call.args[-1] if call.args else None
        if not isinstance(mode, ast.Constant) or int(str(mode.value)) & 0o077:
            yield call


@rule("unproven-partner")
def _unproven(source: Source) -> Iterator[ast.AST]:
    yield from _called(source, "_create_unverified_context")
    for call, _name in source.calls():
        verify = _keyword(call, "verify")
        if isinstance(verify, ast.Constant) and verify.value is False:
            yield call


def _imports(source: Source, is_meant: Callable[[str], bool]) -> Iterator[ast.AST]:
    for node, _home in source.nodes:
        if isinstance(node, ast.Import) and any(is_meant(each.name) for each in node.names):
            yield node
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            whole = [f"{node.module}.{each.name}" for each in node.names]
            if any(is_meant(name) for name in (node.module or "", *whole)):
                yield node
