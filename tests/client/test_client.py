"""The core of the field client: its own tests, its types, its weight, and what Python reads of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from uuid import UUID

import pytest

from scripts import build_client
from scripts.build_client import (
    CLIENT,
    OUT,
    SHAPE,
    build,
    bundle,
    in_gzip,
    needed_to_open,
    reached,
    too_heavy,
    weights,
)
from tests.client.node import HERE, check_types, run_node, run_tests
from tests.client.node import SHAPE as FOR_NODE
from xaso.core.sync.batch import read_batch, unpacked
from xaso.lib import envelope, p256, sealed
from xaso.lib.base64url import from_text
from xaso.lib.envelope import request_bytes

LINES = 200
TESTS = 185
"""As many as there were when this was last looked at; fewer would be tests that are not found."""


def test_everything_the_client_promises_is_so(bundled):
    counts, said = run_tests(*sorted(bundled.glob("*.test.mjs")))

    failed = [line for line in said.splitlines() if line.startswith("not ok")]
    assert (failed, counts["code"], counts["fail"]) == ([], 0, 0), said[-6000:]
    assert counts["pass"] == counts["tests"] >= TESTS


@pytest.mark.parametrize(
    "body",
    [
        "assert.equal(1, 2)",
        "void Promise.reject(new Error('later'))",
        "setTimeout(() => { throw new Error('later') })",
    ],
)
def test_a_broken_promise_of_the_client_is_seen(tmp_path, body):
    source = tmp_path / "broken.test.ts"
    head = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\n'
    source.write_text(f'{head}test("x", async () => {{ assert.ok(1); {body}; }});\n')
    bundle([source], tmp_path / "out", *FOR_NODE)

    counts, _said = run_tests(tmp_path / "out" / "broken.test.mjs")

    assert counts["code"] != 0
    assert counts["tests"] == 1


@pytest.mark.parametrize("project", [CLIENT, HERE], ids=["client", "tests"])
def test_the_types_hold(bundled, project):
    done = check_types(project)

    assert (done.returncode, done.stdout) == (0, "")


def test_a_wrong_type_is_seen(bundled, tmp_path):
    (tmp_path / "wrong.ts").write_text("export const count: number = 'một';\n")
    settings = {"extends": str(CLIENT / "tsconfig.json"), "include": ["."]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings))

    done = check_types(tmp_path)

    assert "wrong.ts" in done.stdout
    assert done.returncode


def test_the_client_is_light_enough_for_a_weak_line(bundled, tmp_path):
    opening = build(tmp_path, "v1")

    sizes = weights(tmp_path)
    assert too_heavy(sizes, opening, in_gzip(tmp_path)) == []
    assert sum(sizes.values()) > 20_000
    assert opening <= sizes.keys()
    assert len(opening) >= 5
    assert OUT.name == "field"


def test_too_heavy_is_told_by_name():
    opening = {"main.js", "chunk.js"}

    assert too_heavy({"main.js": 16_000, "chunk.js": 9_000, "later.js": 35_000}, opening) == []
    assert "main.js has 16,001" in too_heavy({"main.js": 16_001}, opening)[0]
    assert "60,001 bytes" in too_heavy({"main.js": 10_000, "later.js": 50_001}, opening)[0]
    assert "66,001 bytes in all by gzip" in too_heavy({"main.js": 1}, opening, 66_001)[0]


def test_what_is_fetched_later_is_not_needed_to_open(bundled, tmp_path):
    (tmp_path / "a.ts").write_text('import "./b"; void import("./c"); console.log(1);')
    (tmp_path / "b.ts").write_text('import { d } from "./d"; console.log(d);')
    (tmp_path / "c.ts").write_text('import { d } from "./d"; export const c = d + "c";')
    (tmp_path / "d.ts").write_text("export const d = String(Math.random());")

    written = bundle([tmp_path / "a.ts"], tmp_path / "out", *SHAPE)

    entry = next(name for name in written if name.startswith("a-"))
    opening = needed_to_open(written, [entry])
    assert len(written) == 3
    assert {re.sub(r"-\w+", "", name) for name in opening} == {"a.js", "chunk.js"}
    assert reached(written, [entry]) == written.keys()


def test_unchanged_sources_are_not_built_again(bundled, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(build_client, "OUT", tmp_path / "field")
    monkeypatch.setattr(build_client, "STAMP", tmp_path / "field" / "built-from.txt")

    assert (build_client.main([]), build_client.main([])) == (0, 0)

    assert "within its weight" in capsys.readouterr().out
    first = (tmp_path / "field" / "sw.js").stat().st_mtime_ns
    assert build_client.main([]) == 0
    assert "up to date" in capsys.readouterr().out
    assert (tmp_path / "field" / "sw.js").stat().st_mtime_ns == first


def test_the_page_names_what_was_built_and_the_worker_keeps_all_of_it(bundled, tmp_path):
    build(tmp_path, "v1")

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    worker = (tmp_path / "sw.js").read_text(encoding="utf-8")
    named = set(re.findall(r"/static/field/([\w.-]+\.(?:js|css))", page))
    objects = {path.name for path in tmp_path.iterdir() if path.suffix in {".js", ".css"}}
    assert named <= objects
    assert set(re.findall(r"/static/field/([\w.-]+)", worker)) == objects - {"sw.js"}
    assert all(re.fullmatch(r"\w+-[A-Z0-9]{8}\.(js|css)", name) for name in objects - {"sw.js"})
    assert "v1" in page
    assert not re.search(r"<style|style=|<script>|https?://", page)


def test_files_of_the_client_stay_short_enough_to_read():
    sources = [*(CLIENT / "src").rglob("*.ts*"), *HERE.glob("*.ts")]
    long = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in sources
        if len(path.read_text(encoding="utf-8").splitlines())
        > (LINES if CLIENT in path.parents else 300)
    }

    assert len(sources) > 30
    assert long == {}


@pytest.fixture(scope="module")
def samples(bundled):
    done = run_node(bundled / "samples.mjs")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_languages_come_to_the_same_bytes(samples):
    differ = [
        each["raw"]
        for each in samples["values"]
        if envelope.canonical(json.loads(each["raw"])) != each["canonical"].encode()
    ]

    assert len(samples["values"]) == 400
    assert differ == []


@pytest.mark.parametrize("number", [0, 1], ids=["PIN entered", "locked"])
def test_the_commune_reads_and_proves_what_the_phone_sends(samples, number):
    batch = samples["batches"][number]
    body = from_text(batch["bytes"])

    read = opened(samples, body)

    said = request_bytes("POST", "/dong-bo/day", body)
    assert p256.is_signed(from_text(samples["key"]), said, from_text(batch["signature"]))
    assert read.device_id == UUID(samples["dev"])
    assert [(each.event["id"], each.chain_hash) for each in read.events] == written(samples)
    assert all(each.is_signed for each in read.events)
    assert read.events[0].event["body"]["ghi_chu"] == "Bà Sủ"
    assert (b'"seal"' in unpacked(body)) == bool(number)


def test_the_commune_reads_the_outbox_file(samples):
    content = from_text(samples["file"])
    magic, rest = content[:7], content[7:]
    head, rest = part(rest)
    body, rest = part(rest)
    said = json.loads(head)

    read = opened(samples, body)

    assert (magic, rest, said["may"]) == (b"XSOUT1\n", b"", samples["dev"])
    signed = request_bytes("POST", "/dong-bo/day", body)
    assert p256.is_signed(from_text(samples["key"]), signed, from_text(said["chu_ky"]))
    assert [(each.event["id"], each.chain_hash) for each in read.events] == written(samples)
    assert b'"body"' not in unpacked(body)


def opened(samples, body):
    def unseal(event_id: UUID, content: bytes) -> bytes | None:
        return sealed.unseal(from_text(samples["opening"]), content, event_id.bytes)

    people = {person: [from_text(key)] for person, key in samples["people"].items()}
    return read_batch(unpacked(body), lambda person: people.get(person, []), unseal)


def written(samples):
    return [(each["id"], from_text(each["h"])) for each in samples["bodies"]]


def part(content: bytes) -> tuple[bytes, bytes]:
    size = int.from_bytes(content[:4], "big")
    return content[4 : 4 + size], content[4 + size :]


def test_nothing_of_the_client_is_kept_beside_its_source():
    ignored = (Path(build_client.ROOT) / ".gitignore").read_text(encoding="utf-8")

    assert "/src/xaso/field/static/field/\n" in ignored
