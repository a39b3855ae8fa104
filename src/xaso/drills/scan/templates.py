"""What templates may not do unseen: words of people as markup, scripts, styles and hosts inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .source import PACKAGE, Finding

RULES = {
    "markup-from-text": re.compile(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off"),
    "words-outside-quotes": re.compile(r"""<[^>{%]*\s[\w-]+={{"""),
    "script-in-page": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "handler-in-page": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "style-in-page": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.I),
    "address-that-runs": re.compile(
        r"""(href|src|action)\s*=\s*["']?\s*(javascript|data):""", re.I
    ),
    "other-host": re.compile(
        r"""<(?!a\s)[^>]*\b(src|href|action)\s*=\s*["']?(https?:)?//""", re.I
    ),
    "opener-given": re.compile(r"""target=["']_blank["'](?![^>]*noopener)""", re.I),
    "frame-in-page": re.compile(r"<(iframe|object|embed|base)\b", re.I),
}
POST_FORM = re.compile(r"""<form\b[^>]*method=["']post["'].*?</form>""", re.I | re.S)


def template_findings(package: Path = PACKAGE) -> Iterator[Finding]:
    for path in sorted(package.rglob("templates/**/*.*")):
        if path.suffix in {".html", ".txt"}:
            name, text = str(path.relative_to(package)), path.read_text(encoding="utf-8")
            yield from _found(name, text)


def _found(name: str, text: str) -> Iterator[Finding]:
    for rule, pattern in RULES.items():
        for match in pattern.finditer(text):
            yield Finding(rule, name, text.count("\n", 0, match.start()) + 1)
    for form in POST_FORM.finditer(text):
        if "csrf_token" not in form[0] and "form.html" not in form[0]:
            yield Finding("form-without-token", name, text.count("\n", 0, form.start()) + 1)
