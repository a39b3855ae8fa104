"""What would be on the disk had the power gone at this moment.

Only what was synced is surely there: bytes of a file after its fsync, a name after the fsync of its
folder. What was not synced may be there or not, in pieces; `torn` draws one such disk.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from .trace import Call

SECTOR = 512
Change = tuple[int, bytes | None]
"""Bytes at an offset; None cuts the file there."""


@dataclass
class File:
    content: bytearray = field(default_factory=bytearray)
    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Change] = field(default_factory=list)
    """Written and not synced, in order."""
    syncing: dict[str, int] = field(default_factory=dict)
    """How many of them the sync of a process that is under way will cover."""

    def change(self, offset: int, content: bytes | None) -> None:
        _apply(self.content, offset, content)
        self.waiting.append((offset, content))

    def sync(self, process: str) -> None:
        for offset, content in _covered(self, process):
            _apply(self.synced, offset, content)

    def torn(self, chance: random.Random) -> bytes:
        found = bytearray(self.synced)
        for offset, content in self.waiting:
            for at, piece in _pieces(offset, content):
                if chance.random() < 0.5:
                    _apply(found, at, piece)
        return bytes(found)


@dataclass
class Folder:
    names: dict[str, Node] = field(default_factory=dict)
    synced: dict[str, Node] = field(default_factory=dict)
    waiting: list[tuple[str, Node | None]] = field(default_factory=list)
    """Names given (None: taken away) and not synced, in order."""
    syncing: dict[str, int] = field(default_factory=dict)

    def put(self, name: str, node: Node | None) -> None:
        _name(self.names, name, node)
        self.waiting.append((name, node))

    def sync(self, process: str) -> None:
        for name, node in _covered(self, process):
            _name(self.synced, name, node)

    def torn(self, chance: random.Random) -> dict[str, Node]:
        """A journal of names is cut somewhere: what came before is there, the rest is not."""
        found = dict(self.synced)
        for name, node in self.waiting[: chance.randint(0, len(self.waiting))]:
            _name(found, name, node)
        return found


Node = File | Folder


class Disk:
    """Follows the calls; at any moment says what is surely there and what may be."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = _read_folder(root)
        self.ends: dict[tuple[int, int], int] = {}
        """Where the next plain write goes: by handle and file."""

    def follow(self, call: Call) -> None:
        if call.name in {"fsync", "fdatasync"}:
            self._sync(call)
        else:
            self._do(call)

    def sure(self) -> Iterator[tuple[str, bytes]]:
        return _walk(self.top, "", None)

    def torn(self, chance: random.Random) -> Iterator[tuple[str, bytes]]:
        return _walk(self.top, "", chance)

    def now(self) -> dict[str, bytes]:
        """As the running program sees it; must be what is really in the folder."""
        return dict(_walk_now(self.top, ""))

    def _sync(self, call: Call) -> None:
        node = self._node(call.path)
        if node is not None and call.is_start:
            node.syncing[call.process] = len(node.waiting)
        elif node is not None:
            node.sync(call.process)

    def will_add(self, call: Call) -> bool:
        """True when this call is the end of a sync that has something to make sure."""
        if call.name not in {"fsync", "fdatasync"} or call.is_start:
            return False
        node = self._node(call.path)
        return node is not None and bool(node.syncing.get(call.process))

    def _do(self, call: Call) -> None:
        done: dict[str, Callable[[Call], None]] = {
            "open": self._open,
            "openat": self._open,
            "creat": self._open,
            "write": self._write,
            "pwrite64": self._write,
            "writev": self._write,
            "pwritev": self._write,
            "lseek": self._seek,
            "ftruncate": self._cut,
            "truncate": self._cut,
            "rename": self._rename,
            "renameat": self._rename,
            "renameat2": self._rename,
            "link": self._rename,
            "linkat": self._rename,
            "mkdir": lambda made: self._put(made.path, Folder()),
            "mkdirat": lambda made: self._put(made.path, Folder()),
            "unlink": lambda gone: self._put(gone.path, None),
            "unlinkat": lambda gone: self._put(gone.path, None),
            "rmdir": lambda gone: self._put(gone.path, None),
        }
        done.get(call.name, self._strange)(call)

    def _open(self, call: Call) -> None:
        node = self._node(call.path)
        if node is None and "O_CREAT" in call.flags:
            node = File()
            self._put(call.path, node)
        if isinstance(node, File):
            if "O_TRUNC" in call.flags and node.content:
                node.change(0, None)
            at = len(node.content) if "O_APPEND" in call.flags else 0
            self.ends[call.handle, id(node)] = at

    def _write(self, call: Call) -> None:
        node = self._node(call.path)
        if not isinstance(node, File):
            return
        key = (call.handle, id(node))
        at = self.ends.get(key, 0) if call.offset is None else call.offset
        node.change(at, call.content)
        if call.offset is None:
            self.ends[key] = at + len(call.content)

    def _strange(self, call: Call) -> None:
        """Better no answer than a wrong one."""
        raise NotImplementedError(f"{call.name} in the data folder is not followed: {call.path}")

    def _seek(self, call: Call) -> None:
        node = self._node(call.path)
        if isinstance(node, File) and call.offset is not None:
            self.ends[call.handle, id(node)] = call.offset

    def _cut(self, call: Call) -> None:
        node = self._node(call.path)
        if not isinstance(node, File):
            return
        if call.size > len(node.content):
            node.change(len(node.content), bytes(call.size - len(node.content)))
        else:
            node.change(call.size, None)

    def _rename(self, call: Call) -> None:
        node = self._node(call.path)
        if node is None:
            return
        self._put(call.to_path, node)
        if "link" not in call.name:
            self._put(call.path, None)

    def _put(self, path: str, node: Node | None) -> None:
        parent = self._node(str(PurePosixPath(path).parent))
        if isinstance(parent, Folder):
            parent.put(PurePosixPath(path).name, node)

    def _node(self, path: str) -> Node | None:
        try:
            parts = PurePosixPath(path).relative_to(self.root).parts
        except ValueError:
            return None
        node: Node | None = self.top
        for part in parts:
            node = node.names.get(part) if isinstance(node, Folder) else None
        return node


def _covered(node: Any, process: str) -> list[Any]:
    """Takes out of the waiting line what this sync was begun for."""
    count = node.syncing.pop(process, 0)
    found = node.waiting[:count]
    del node.waiting[:count]
    for other in node.syncing:
        node.syncing[other] = max(0, node.syncing[other] - count)
    return list(found)


def _read_folder(path: Path) -> Folder:
    """What is there when the drill begins counts as synced."""
    found: dict[str, Node] = {}
    for entry in path.iterdir():
        if entry.is_dir():
            found[entry.name] = _read_folder(entry)
        elif entry.is_file():
            content = entry.read_bytes()
            found[entry.name] = File(bytearray(content), bytearray(content))
    return Folder(dict(found), dict(found))


def _walk(folder: Folder, above: str, chance: random.Random | None) -> Iterator[tuple[str, bytes]]:
    names = folder.synced if chance is None else folder.torn(chance)
    for name, node in names.items():
        if isinstance(node, Folder):
            yield from _walk(node, f"{above}{name}/", chance)
        else:
            yield above + name, bytes(node.synced) if chance is None else node.torn(chance)


def _walk_now(folder: Folder, above: str) -> Iterator[tuple[str, bytes]]:
    for name, node in folder.names.items():
        if isinstance(node, Folder):
            yield from _walk_now(node, f"{above}{name}/")
        else:
            yield above + name, bytes(node.content)


def _apply(content: bytearray, offset: int, new: bytes | None) -> None:
    if new is None:
        del content[offset:]
        return
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(new)] = new


def _pieces(offset: int, content: bytes | None) -> Iterator[Change]:
    """A disk writes whole sectors."""
    if content is None:
        yield offset, None
        return
    start = 0
    while start < len(content):
        end = min(len(content), start + SECTOR - (offset + start) % SECTOR)
        yield offset + start, content[start:end]
        start = end


def _name(names: dict[str, Node], name: str, node: Node | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node
