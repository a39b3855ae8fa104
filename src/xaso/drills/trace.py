"""What a program did to its files, read from strace: the calls in the order they took effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "open,openat,creat,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,"
    "lseek,sendfile,copy_file_range"
)
LINE = re.compile(r"(\d+) +(\d+\.\d+) (.*)")
WHOLE = re.compile(r"(\w+)\((.*)\) += (-?\d+)(.*?)(?: <(\d+\.\d+)>)?$")
BEGUN = re.compile(r"(\w+)\((.*?),? *<unfinished \.\.\.>$")
RESUMED = re.compile(r"<\.\.\. (\w+) resumed>(.*)$")
HANDLE = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
BASE = re.compile(r"(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>$")


@dataclass(frozen=True)
class Call:
    process: str
    name: str
    path: str
    """Of the file the call is about."""
    began_at: float
    ended_at: float
    handle: int = -1
    content: bytes = b""
    offset: int | None = None
    """None: where the last write through this handle ended."""
    size: int = 0
    to_path: str = ""
    flags: str = ""
    is_start: bool = False
    """A sync has begun: what was written before counts, what comes meanwhile may not."""


def strace(program: str, out: Path) -> list[str]:
    """What to put before a command so that its calls, and its children's, land in `out`."""
    asked = ",".join(f"?{call}" for call in CALLS.split(","))
    quiet = ["-f", "-qq", "-ttt", "-T", "-y", "-xx", "-s", "20000000", "--seccomp-bpf"]
    return [program, *quiet, "-e", f"trace={asked}", "-e", "signal=none", "-o", str(out)]


def calls_of(lines: Iterable[str], folder: Path) -> Iterator[Call]:
    """Calls that succeeded on files under `folder`."""
    inside, begun = _hex(str(folder)), dict[str, tuple[str, str, float]]()
    for line in lines:
        head = LINE.match(line)
        if head is None:
            continue
        process, moment, said = head[1], float(head[2]), head[3]
        yield from _read(process, moment, said.rstrip("\n"), inside, begun)


def _read(
    process: str, moment: float, said: str, inside: str, begun: dict[str, tuple[str, str, float]]
) -> Iterator[Call]:
    started = BEGUN.match(said)
    if started:
        begun[process] = (started[1], started[2], moment)
        if started[1] in SYNCS and inside in started[2]:
            yield _call(process, started[1], started[2], moment, moment, 0, is_start=True)
        return
    resumed = RESUMED.match(said)
    if resumed:
        name, given, moment = begun.pop(process)
        said = f"{name}({given}{resumed[2]}"
    whole = WHOLE.match(said)
    if whole is None or inside not in whole[2] + whole[4] or int(whole[3]) < 0:
        return
    ended = moment + float(whole[5] or 0)
    if whole[1] in SYNCS and not resumed:
        yield _call(process, whole[1], whole[2], moment, moment, 0, is_start=True)
    yield _call(process, whole[1], whole[2], moment, ended, int(whole[3]), after=whole[4])


SYNCS = {"fsync", "fdatasync"}


def _call(
    process: str,
    name: str,
    given: str,
    began: float,
    ended: float,
    result: int,
    *,
    after: str = "",
    is_start: bool = False,
) -> Call:
    handle = HANDLE.match(given)
    texts = [_bytes(found) for found in TEXT.findall(given)]
    if name in {"open", "openat", "creat"}:
        opened = HANDLE.search(after) or HANDLE.search(f"{result}{after.strip()}")
        path = _text(opened[2]) if opened else _path(given, texts, 0)
        return Call(process, name, path, began, ended, handle=result, flags=given)
    if name in {"rename", "renameat", "renameat2", "link", "linkat"}:
        return Call(
            process, name, _path(given, texts, 0), began, ended, to_path=_path(given, texts, 1)
        )
    if name in {"unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "truncate"}:
        size = int(given.rsplit(",", 1)[-1]) if name == "truncate" else 0
        return Call(process, name, _path(given, texts, 0), began, ended, size=size, flags=given)
    path = _text(handle[2]) if handle else ""
    number = int(handle[1]) if handle else -1
    return Call(
        process,
        name,
        path,
        began,
        ended,
        handle=number,
        content=b"".join(texts)[:result] if "write" in name else b"",
        offset=_offset(name, given, result),
        size=_size(name, given, result),
        is_start=is_start,
        flags=given,
    )


def _offset(name: str, given: str, result: int) -> int | None:
    if name in {"pwrite64", "pwritev"}:
        return int(given.rsplit(",", 1)[-1])
    return result if name == "lseek" else None


def _size(name: str, given: str, result: int) -> int:
    if name == "ftruncate":
        return int(given.rsplit(",", 1)[-1])
    return result


def _path(given: str, texts: Sequence[bytes], number: int) -> str:
    """The path as written, or joined to the folder that a call with a handle stands in."""
    path = texts[number].decode("utf-8", "surrogateescape")
    if path.startswith("/"):
        return path
    parts = given.split(", ")
    base = BASE.match(parts[number * 2]) if number * 2 < len(parts) else None
    return f"{_text(base[1])}/{path}" if base else path


def _text(found: str) -> str:
    return _bytes(found).decode("utf-8", "surrogateescape")


def _bytes(found: str) -> bytes:
    return bytes.fromhex(found.replace("\\x", ""))


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())
