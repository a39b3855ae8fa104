"""Sounds that are no sound, that are a film, or that tell where somebody stood."""

from __future__ import annotations

from collections.abc import Iterator

from .item import GPS_MARK, SCRIPT, Item

OPUS = b"OggS\0\2" + b"\0" * 20 + b"\1\x13OpusHead\1\1"
MP4 = b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42"


def sounds() -> Iterator[Item]:
    page = b"<!doctype html>" + SCRIPT
    yield Item("a page named as a sound", "loa.mp3", page, bad=True)
    yield Item("a sound that is a film", "loa.m4a", MP4 + b"soun" + b"vide" * 40, bad=True)
    yield Item("a film of WebM", "loa.weba", b"\x1a\x45\xdf\xa3A_OPUS V_VP9" * 9, bad=True)
    yield Item("a sound with its place", "loa.m4a", MP4 + b"soun\xa9xyz" + GPS_MARK, bad=True)
    yield Item("a sound of three megabytes", "loa.ogg", OPUS + b"\0" * 3_000_000, bad=True)
    yield Item("an empty sound", "loa.ogg", b"", bad=True)
    yield Item("a sound with a page behind it", "loa.ogg", OPUS + page)
    yield Item("a sound named as a page", "loa.html", OPUS + b"\0" * 400)
