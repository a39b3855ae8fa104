"""Every sentence of the program and its English: collect, keep what is translated, say what is missing.

The sentence in the source is Vietnamese and is the key. `--update` writes the English catalogue,
`--check` names what is missing, fuzzy or has other placeholders than its Vietnamese sentence.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "xaso"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLAIN = {"gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
BOTH = {"npgettext", "npgettext_lazy"}
KNOWN = PLAIN | PLURAL | CONTEXT | BOTH
PLACEHOLDER = re.compile(r"%\((\w+)\)\d*[sd]|\{(\w*)\}")
LABEL_FILES = {"config/rights.toml": "label"}
"""Data files whose labels people read, and the key that holds them."""


@dataclass(frozen=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)


def collect() -> dict[Message, list[str]]:
    """Each message with the files that use it, in the order of the files."""
    found: dict[Message, list[str]] = {}
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for message in _messages(path):
            places = found.setdefault(message, [])
            if name not in places:
                places.append(name)
    return found


def problems(catalogue: polib.POFile) -> list[str]:
    """What keeps the English from being complete, one line each."""
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    wanted = {message.key: message for message in collect()}
    missing = [f"missing: {text!r}" for _context, text in wanted.keys() - entries.keys()]
    unused = [f"not used any more: {text!r}" for _context, text in entries.keys() - wanted.keys()]
    wrong = [
        line
        for key, entry in entries.items()
        if key in wanted
        for line in _faults(entry, wanted[key])
    ]
    return sorted(missing) + sorted(unused) + wrong


def update() -> polib.POFile:
    """Keeps each translation, adds what is new, drops what is gone."""
    before = {(entry.msgctxt or "", entry.msgid): entry for entry in open_catalogue()}
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, places in collect().items():
        catalogue.append(_entry(message, places, before.get(message.key)))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    return catalogue


def open_catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


def _entry(message: Message, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        occurrences=[(place, "") for place in places],
        flags=["python-format"] if "%(" in message.text + message.plural else [],
    )
    if message.plural:
        kept = old.msgstr_plural if old and old.msgid_plural else {}
        entry.msgstr_plural = {0: kept.get(0, ""), 1: kept.get(1, "")}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def _faults(entry: polib.POEntry, message: Message) -> Iterator[str]:
    if entry.fuzzy:
        yield f"fuzzy: {message.text!r}"
    said = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
    if not said or not all(said):
        yield f"missing: {message.text!r}"
        return
    wanted = placeholders(message.text) | placeholders(message.plural)
    # "1 task" may leave the number out, so a plural needs its placeholders in the last form only.
    if placeholders(said[-1]) != wanted:
        yield f"placeholders differ: {message.text!r} -> {said[-1]!r}"
    yield from (f"bad percent sign: {text!r}" for text in said if _breaks(entry, text))


def _breaks(entry: polib.POEntry, text: str) -> bool:
    """A lone % in a sentence that is filled in would stop the page."""
    if "python-format" not in entry.flags:
        return False
    return "%" in re.sub(r"%%|%\(\w+\)\d*[sd]", "", text)


def _sources() -> list[Path]:
    found = [
        path
        for ending in ("*.py", "*.html", "*.txt")
        for path in PACKAGE.rglob(ending)
        if not {"tests", "migrations", "static_root", "data"} & set(path.parts)
    ]
    return sorted(found) + [PACKAGE / name for name in LABEL_FILES]


def _messages(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _from_python(text)
    elif path.suffix == ".toml":
        yield from _from_labels(text, LABEL_FILES[path.relative_to(PACKAGE).as_posix()])
    else:
        yield from _from_template(text, path.name)


def _from_python(text: str) -> Iterator[Message]:
    tree = ast.parse(text)
    names = _gettext_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = names.get(node.func.id)
            arguments = [
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
            if function and arguments:
                yield _message(function, arguments)


def _gettext_names(tree: ast.AST) -> dict[str, str]:
    """The local name of each gettext function: `from … import gettext as _`."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in KNOWN
    }


def _from_template(text: str, name: str) -> Iterator[Message]:
    # One pair of brackets around everything, so that the tokenizer does not mind line starts.
    tokens = list(tokenize.generate_tokens(io.StringIO(f"({templatize(text, name)}\n)").readline))
    for place, token in enumerate(tokens):
        if token.string in KNOWN | {"_"} and tokens[place + 1].string == "(":
            strings = _strings(tokens, place + 2)
            if token.string == "_":
                # Django doubles the percent sign before it looks such a constant up.
                yield Message(strings[0].replace("%", "%%"))
            else:
                yield _message(token.string, strings)


def _strings(tokens: list[tokenize.TokenInfo], start: int) -> list[str]:
    found = []
    for token in tokens[start:]:
        if token.string == ")":
            break
        if token.type == tokenize.STRING:
            found.append(ast.literal_eval(token.string))
    return found


def _message(function: str, strings: list[str]) -> Message:
    if function in PLURAL:
        return Message(strings[0], plural=strings[1])
    if function in CONTEXT:
        return Message(strings[1], context=strings[0])
    if function in BOTH:
        return Message(strings[1], plural=strings[2], context=strings[0])
    return Message(strings[0])


def _from_labels(text: str, key: str) -> Iterator[Message]:
    for row in tomllib.loads(text).values():
        if isinstance(row, dict) and key in row:
            yield Message(str(row[key]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="write the English catalogue")
    parser.add_argument(
        "--check", action="store_true", help="exit 1 when the English is incomplete"
    )
    options = parser.parse_args()
    if not settings.configured:
        settings.configure()
    catalogue = update() if options.update else open_catalogue()
    found = problems(catalogue)
    print("\n".join([*found, f"{len(catalogue)} messages, {len(found)} to do"]))
    return 1 if found and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
