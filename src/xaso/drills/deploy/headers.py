"""The locks that go with every answer behind HTTPS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xaso.drills.browser import Answer

A_YEAR_S = 31_536_000
WANTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
LOOSE = re.compile(r"unsafe-|\*|https?:|data:|blob:")
KEPT_APART = re.compile(r"private|no-store")
TELLS = ("x-powered-by", "x-aspnet-version", "via", "x-debug")


def header_faults(answer: Answer, *, is_signed_in: bool = True) -> Iterator[str]:
    said = answer.headers
    for name, wanted in WANTED.items():
        if said.get(name, "").lower() != wanted.lower():
            yield f"{name} is {said.get(name)!r}"
    yield from _policy(said.get("content-security-policy", ""))
    age = re.search(r"max-age=(\d+)", said.get("strict-transport-security", ""))
    if age is None or int(age[1]) < A_YEAR_S:
        yield "a browser need not remember https (HSTS)"
    if is_signed_in and not KEPT_APART.search(said.get("cache-control", "")):
        yield "others on the way may keep it"
    yield from (f"{name}: {said[name]}" for name in TELLS if name in said)
    if re.search(r"\d", said.get("server", "")):
        yield f"the server tells its version: {said['server']}"


def _policy(policy: str) -> Iterator[str]:
    if "default-src 'none'" not in policy:
        yield "no policy for what a page may load"
    for rule in policy.split(";"):
        name, _space, sources = rule.strip().partition(" ")
        if name.endswith("-src") and LOOSE.search(sources):
            yield f"the policy is loose: {rule.strip()}"
