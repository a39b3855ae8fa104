"""The vectors of the sync contract, and what the narrow form refuses."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xaso.lib import envelope, p256

PHONE = UUID("0193a5c0-0000-7000-8000-00000000d001")
OTHER_PHONE = UUID("0193a5c0-0000-7000-8000-00000000d002")
EPOCH = UUID("0193a5bf-0000-7000-8000-0000000000e1")


def event(number, at, kind, body, **more):
    return {
        "id": f"0193a5c1-0000-7000-8000-{number:012d}",
        "actor": "u17",
        "at": at,
        "kind": kind,
        "body": body,
        "scope": "thon:12",
        "v": 1,
        **more,
    }


VISIT = event(
    1, [1795489200000, 0], "teams.log_visit",
    {"phut": 10, "ket_qua": "XONG", "noi_dung": ["VNEID2"]},
)  # fmt: skip
NICKNAME = event(
    2, [1795489260000, 0], "residents.set_household",
    {"ho": "h9", "set": {"ten_goi": [None, "Bà Sủ"]}},
)  # fmt: skip
NOTE = event(
    3, [1795489320000, -86400000], "teams.log_visit", {"ho": "h9", "ghi_chu": '"a\\b"\n1/2'},
    needs=["0193a5c1-0000-7000-8000-000000000002"],
)  # fmt: skip
CORRECTED = event(
    4, [1795489380000, 0], "teams.log_visit", {**VISIT["body"], "phut": 20},
    replaces="0193a5c1-0000-7000-8000-000000000001",
)  # fmt: skip
CONTENTS = (
    "58bc04d8688a2498dead14107c23d72d40b5f6e1e8c78dec42d0e6cb87ea2215",
    "a551b811ac4a81e1f955bd633e8accd154d2475c145436c2667b41f0a8cc562e",
    "8eb9394b182a9ff3181556ea02218aacc9739feb9fe3d0fa7bd8c423faf9cc78",
    "3a87787a5e50682e173d5fb3d698b03c9df85bdbad20fc89cc93589cfdcd05c6",
)
CHAIN = (
    "cae34d2d8b06a91bae6311ab35256ee3e6d0d9798fd7830570f197d1c236de68",
    "08425d3ad7619cc4b4874df078cb2656cf4530ba2aa708f3d943a99d72732393",
    "08491c538092bc9ee86bdb4a0558a8400cc78eb743028e86b55139967f2bd9cd",
    "cafd806c4bb946c14d281948fb7be23a01cf440722ab5ba50c79ea75daf14499",
)


def test_four_events_make_one_chain():
    last, contents, chain = envelope.BEFORE_THE_FIRST, [], []
    for number, each in enumerate((VISIT, NICKNAME, NOTE, CORRECTED), start=1):
        content = envelope.content_hash(each)
        last = envelope.chain_hash(last, PHONE, number, content)
        contents.append(content.hex())
        chain.append(last.hex())

    assert tuple(contents) == CONTENTS
    assert tuple(chain) == CHAIN


@pytest.mark.parametrize(("each", "size"), [(VISIT, 189), (NICKNAME, 194), (NOTE, 233)])
def test_canonical_bytes_have_the_size_of_the_vectors(each, size):
    text = envelope.canonical(envelope.content_of(each))

    assert len(text) == size
    assert envelope.read(text) == envelope.checked(each)


def test_the_vectors_the_browser_is_tested_with_are_these():
    said = json.loads(Path(__file__).with_name("envelope_vectors.json").read_text("utf-8"))
    events = (VISIT, NICKNAME, NOTE, CORRECTED)

    assert [each["content"] for each in said["events"]] == list(events)
    assert [each["canonical"].encode() for each in said["events"]] == [
        envelope.canonical(envelope.content_of(each)) for each in events
    ]
    assert tuple(each["c"] for each in said["events"]) == CONTENTS
    assert tuple(each["h"] for each in said["events"]) == CHAIN
    assert bytes.fromhex(said["receipt"]["bytes"]) == RECEIPT
    assert bytes.fromhex(said["receipt"]["sig"]) == SIGNED


def test_a_name_typed_in_pieces_is_the_same_name():
    pieces = unicodedata.normalize("NFD", "Bà Sủ")
    typed = {**NICKNAME, "body": {"ho": "h9", "set": {"ten_goi": [None, pieces]}}}

    assert pieces != "Bà Sủ"
    assert envelope.content_hash(typed).hex() == CONTENTS[1]


def test_what_a_new_phone_issues_again_keeps_its_content():
    content = envelope.content_hash(NICKNAME)

    first = envelope.chain_hash(envelope.BEFORE_THE_FIRST, OTHER_PHONE, 1, content)

    assert first.hex() == "05ca74109bd25fcc2800531d6bc2cd709752418fcdbab64c0aaa7ed322cbf66c"


def test_the_same_id_with_another_body_is_another_content():
    other = {**VISIT, "body": {**VISIT["body"], "phut": 20}}

    found = envelope.content_hash(other).hex()

    assert found == "201f8cea196e0b07f38cea559842c83a11e8857410a75307c6e8416e32c1342f"


def test_where_it_stands_in_the_chain_is_no_part_of_the_content():
    assert envelope.content_hash({**VISIT, "n": 7, "prev": "x", "via": "y"}).hex() == CONTENTS[0]


RECEIPT = bytes.fromhex(
    "7861736f2d72310193a5c000007000800000000000d0010193a5bf0000700080000000000000e10000000000000003"
    "08491c538092bc9ee86bdb4a0558a8400cc78eb743028e86b55139967f2bd9cd0000000000000001"
)
KEY = bytes.fromhex(
    "04f7986e03007f2aae6a03010d678b221584cb38eb9bfc8f04853256179e41a539"
    "16aa19ff01e4de776af22cd329b24e43fa1d24eb0dae391f895e4d53f8a84a33"
)
SIGNED = bytes.fromhex(
    "f92415ccdef75d1448b73285b5ced41c610d085e9d4f8c275908d58d1d0f2fa0"
    "6111fa54efc7c0dc0c132c2f33914955af78e96b3f160b7e4c0452235316b859"
)


def receipt(epoch=EPOCH, number=3, safe_number=1):
    return envelope.receipt_bytes(PHONE, epoch, number, bytes.fromhex(CHAIN[2]), safe_number)


def test_a_receipt_is_proved_by_its_signature():
    assert receipt() == RECEIPT
    assert p256.is_signed(KEY, receipt(), SIGNED)


@pytest.mark.parametrize(
    "forged", [receipt(number=4), receipt(safe_number=2), receipt(epoch=OTHER_PHONE)]
)
def test_a_receipt_that_says_more_is_not_signed(forged):
    assert not p256.is_signed(KEY, forged, SIGNED)


def test_whoever_has_no_key_signs_nothing():
    private = p256.new_private()
    public, signature = p256.public_of(private), p256.sign(private, b"lan")

    assert p256.is_signed(public, b"lan", signature)
    assert not p256.is_signed(public, b"minh", signature)
    assert not p256.is_signed(KEY, b"lan", signature)
    for broken in (b"", signature[:-1], bytes(64), signature[:32] + bytes(32)):
        assert not p256.is_signed(public, b"lan", broken)
    for no_key in (b"", public[:-1], bytes(65)):
        assert not p256.is_signed(no_key, b"lan", signature)
        assert not p256.is_public(no_key)
    assert p256.is_public(public)


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":2}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"A":1}',
        '{"tên":1}'.encode(),
        b'{"":1}',
        b'{"a":"\\ud800"}',
        b'{"a":"x\\u0000"}',
        b"\xff",
        b"{",
        b"",
        b"[" * 14 + b"]" * 14,
        b"[" * 100_000,
    ],
)
def test_what_two_programs_could_read_in_two_ways_is_refused(text):
    with pytest.raises(envelope.NotCanonical):
        envelope.read(text)


@pytest.mark.parametrize("field", sorted(envelope.CONTENT - envelope.MAY_BE_ABSENT))
def test_an_event_without_one_of_its_parts_has_no_content(field):
    with pytest.raises(envelope.NotCanonical, match=field):
        envelope.content_hash({key: value for key, value in VISIT.items() if key != field})


VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-envelope.MOST, envelope.MOST)
    | some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.from_regex(r"[a-z0-9_]+", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_canonical_bytes_read_back_to_the_same_bytes(value):
    text = envelope.canonical(value)

    assert envelope.canonical(envelope.read(text)) == text
