"""No page may be shown inside another one or read by another origin."""

from __future__ import annotations

from xaso.drills.line import Reply
from xaso.drills.site import Site

from .tokens import EVIL, Forger

ASKS_FIRST = {
    "Origin": EVIL,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "x-csrftoken",
}


def open_to_strangers(forger: Forger, site: Site) -> int:
    for person, path in site.pages:
        reply = forger.ask("GET", path, person, {"Origin": EVIL, "Sec-Fetch-Site": "cross-site"})
        forger.faults += [f"{path.partition('?')[0]}: {fault}" for fault in _open(reply)]
        asked = forger.ask("OPTIONS", path, person, ASKS_FIRST)
        if "access-control-allow" in _headers(asked):
            forger.faults.append(f"{path}: another origin may send")
    return 2 * len(site.pages)


def _open(reply: Reply) -> list[str]:
    said = _headers(reply)
    policy = said.get("content-security-policy", "")
    is_file = "sandbox" in policy
    found = []
    if said.get("x-frame-options", "").upper() != "DENY":
        found.append("may be framed (X-Frame-Options)")
    if "frame-ancestors 'none'" not in policy and not is_file:
        found.append("may be framed (frame-ancestors)")
    if any(name.startswith("access-control-allow") for name in said):
        found.append("another origin may read")
    return found


def _headers(reply: Reply) -> dict[str, str]:
    lines = [line.partition(":") for line in reply.head.decode("latin-1").split("\r\n")[1:]]
    return {name.lower(): text.strip() for name, _colon, text in lines}
