import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex, toHex, utf8 } from "../../client/src/bytes";
import {
  BEFORE_THE_FIRST,
  canonicalText,
  chainHash,
  contentHash,
  contentOf,
  narrow,
  NotCanonical,
  readCanonical,
  receiptBytes,
} from "../../client/src/envelope";
import { isSigned } from "../../client/src/keys";
import vectors from "../lib/envelope_vectors.json";

const VISIT = vectors.events[0]!.content;
const NICKNAME = vectors.events[1]!.content;
const KEY = fromHex(vectors.receipt.key);
const SIGNED = fromHex(vectors.receipt.sig);
const RECEIPT = {
  ep: vectors.receipt.epoch,
  n: vectors.receipt.n,
  h: fromHex(vectors.events[2]!.h),
  safe_n: vectors.receipt.safe_n,
};

test("four events make one chain", async () => {
  let last = BEFORE_THE_FIRST;
  for (const { n, content, canonical, c, h } of vectors.events) {
    assert.equal(canonicalText(contentOf(content)), canonical);
    const hash = await contentHash(content);
    last = await chainHash(last, vectors.dev, n, hash);
    assert.equal(toHex(hash), c);
    assert.equal(toHex(last), h);
  }
});

test("canonical bytes have the size of the vectors", () => {
  const sizes = vectors.events.map(({ content }) => utf8(canonicalText(content)).length);
  assert.deepEqual(sizes.slice(0, 3), [189, 194, 233]);
});

test("a name typed in pieces is the same name", async () => {
  const pieces = "Bà Sủ".normalize("NFD");
  const typed = { ...NICKNAME, body: { ho: "h9", set: { ten_goi: [null, pieces] } } };
  assert.notEqual(pieces, "Bà Sủ");
  assert.equal(toHex(await contentHash(typed)), vectors.events[1]!.c);
  assert.deepEqual(narrow(typed), NICKNAME);
});

test("what a new phone issues again keeps its content", async () => {
  const content = await contentHash(NICKNAME);
  const first = await chainHash(BEFORE_THE_FIRST, vectors.again.dev, 1, content);
  assert.equal(toHex(first), vectors.again.h);
});

test("the same id with another body is another content", async () => {
  const other = { ...VISIT, body: { ...VISIT.body, phut: 20 } };
  assert.equal(
    toHex(await contentHash(other)),
    "201f8cea196e0b07f38cea559842c83a11e8857410a75307c6e8416e32c1342f",
  );
});

test("where it stands in the chain is no part of the content", async () => {
  const placed = { ...VISIT, n: 7, prev: "x", via: "y" };
  assert.equal(toHex(await contentHash(placed)), vectors.events[0]!.c);
});

test("a receipt is proved by its signature", async () => {
  const bytes = receiptBytes(vectors.dev, RECEIPT);
  assert.equal(toHex(bytes), vectors.receipt.bytes);
  assert.equal(bytes.length, 87);
  assert.ok(await isSigned(KEY, bytes, SIGNED));
});

test("a receipt that says more is not signed", async () => {
  const forged = [{ n: 4 }, { safe_n: 2 }, { ep: vectors.again.dev }];
  for (const change of forged) {
    const bytes = receiptBytes(vectors.dev, { ...RECEIPT, ...change });
    assert.equal(await isSigned(KEY, bytes, SIGNED), false);
  }
});

test("what two programs could read in two ways is refused", () => {
  const texts = [
    '{"a":1,"a":2}',
    '{"a":1.5}',
    '{"a":1e3}',
    '{"a":1.0}',
    '{"a":-0}',
    '{"a":NaN}',
    '{"a":9007199254740992}',
    '{"A":1}',
    '{"tên":1}',
    '{"":1}',
    '{"a.":1}',
    '{"a":"\\ud800"}',
    '{"a":"x\\u0000"}',
    '{"a":"\\u0061"}',
    '{"b":1,"a":1}',
    '{"a": 1}',
    "{",
    "",
    "[".repeat(14) + "]".repeat(14),
    "[".repeat(100_000),
    `{"a":"${"ủ".normalize("NFD")}"}`,
  ];
  for (const text of texts) {
    assert.throws(() => readCanonical(utf8(text)), NotCanonical);
  }
  assert.throws(() => readCanonical(new Uint8Array([0xff])), NotCanonical);
  assert.throws(() => readCanonical(new Uint8Array([0xef, 0xbb, 0xbf, 0x31])), NotCanonical);
});

test("twelve steps deep is the deepest", () => {
  const nest = (depth: number): unknown => (depth ? [nest(depth - 1)] : 1);
  assert.equal(canonicalText(nest(12)), "[".repeat(12) + "1" + "]".repeat(12));
  assert.throws(() => canonicalText(nest(13)), NotCanonical);
});

test("what has no place in the narrow form is refused, not left out", () => {
  const values = [
    undefined,
    NaN,
    Infinity,
    0.1,
    10n,
    () => 1,
    Symbol("x"),
    new Date(0),
    new Map(),
    new Uint8Array(2),
    Object.create({ a: 1 }),
    [, 1],
    { a: undefined },
    "\ud83d",
    "\ude00",
  ];
  for (const value of values) {
    assert.throws(() => canonicalText({ value }), NotCanonical);
  }
  assert.equal(canonicalText({ value: "\ud83d\ude00" }), '{"value":"😀"}');
});

test("a key that means something to the language is a key like others", () => {
  const body = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as object;
  assert.equal(canonicalText(body), '{"__proto__":{"a":1},"constructor":2}');
  assert.equal(canonicalText(narrow(body)), canonicalText(body));
});

test("an event without one of its parts has no content", async () => {
  for (const key of ["id", "actor", "kind", "v", "scope", "at", "body"]) {
    const { [key]: _gone, ...rest } = VISIT as { [key: string]: unknown };
    await assert.rejects(contentHash(rest), new RegExp(key));
  }
});
