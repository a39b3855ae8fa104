"""By which names the program answers when nobody has said so: the address people use, this machine.

A page of a stranger can make a browser ask us under a name of the stranger's choice; such a
request is refused. People in the office type the address of the machine, and a router may give
it another one any day, so the addresses are looked up again when a request names an unknown one.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import urlsplit

ALWAYS = ["localhost", "127.0.0.1", "[::1]"]
LOOK_AGAIN_AFTER_S = 30
IPV4 = Path("/proc/net/fib_trie")
IPV6 = Path("/proc/net/if_inet6")


def allowed_hosts(named: str, url: str) -> list[str]:
    """`named` is XASO_HOSTS, by comma: then those and the host of XASO_URL, and no other."""
    public = [host] if (host := urlsplit(url).hostname) else []
    given = [name.strip() for name in named.split(",") if name.strip()]
    return [*given, *public] if given else OwnHosts([*ALWAYS, *public])


class OwnHosts(list[str]):
    """Those given, then those of the machine as it is called just now."""

    def __init__(
        self,
        given: list[str],
        look: Callable[[], list[str]] | None = None,
        again_after_s: float = LOOK_AGAIN_AFTER_S,
    ) -> None:
        super().__init__(given)
        self._look = look or names_of_machine
        self._again_after_s = again_after_s
        self._own: list[str] = []
        self._looked_at = float("-inf")

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from self._own
        if time.monotonic() - self._looked_at >= self._again_after_s:
            self._own, self._looked_at = self._look(), time.monotonic()
            yield from self._own


def names_of_machine() -> list[str]:
    """Read from the machine itself: no question goes out, also when the line is down."""
    name = socket.gethostname().lower()
    return [name, f"{name}.local", *_addresses(name)]


def _addresses(name: str) -> list[str]:
    if not IPV4.exists():
        return _told_by_system(name)
    found = re.findall(r"\|-- ([\d.]+)\n\s+/32 host LOCAL", IPV4.read_text())
    return sorted({*found, *_ipv6()})


def _ipv6() -> list[str]:
    lines = IPV6.read_text().splitlines() if IPV6.exists() else []
    return [f"[{IPv6Address(bytes.fromhex(line.split()[0]))}]" for line in lines]


def _told_by_system(name: str) -> list[str]:
    """Windows and macOS."""
    try:
        return socket.gethostbyname_ex(name)[2]
    except OSError:
        return []
