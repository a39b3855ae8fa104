"""A recording every browser can play: silence in Opus, in the smallest Ogg file there is."""

from __future__ import annotations

import struct

HEAD = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
TAGS = b"OpusTags" + struct.pack("<I", 4) + b"xaso" + struct.pack("<I", 0)
SILENCE = b"\xf8\xff\xfe"
"""Twenty milliseconds of it, one channel."""
SAMPLES = 960


def silence(packets: int) -> bytes:
    pages = [_page(0, 2, 0, [HEAD]), _page(1, 0, 0, [TAGS])]
    pages.append(_page(2, 4, packets * SAMPLES, [SILENCE] * packets))
    return b"".join(pages)


def _page(number: int, flags: int, position: int, packets: list[bytes]) -> bytes:
    sizes = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, 7, number, 0, len(packets))
    page = head + sizes + b"".join(packets)
    return page[:22] + struct.pack("<I", _sum(page)) + page[26:]


def _sum(page: bytes) -> int:
    found = 0
    for byte in page:
        found ^= byte << 24
        for _bit in range(8):
            found = (found << 1 ^ 0x04C11DB7) if found & 0x80000000 else found << 1
            found &= 0xFFFFFFFF
    return found
