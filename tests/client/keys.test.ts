import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64url, toBase64url, utf8, uuidBytes, uuidOf } from "../../client/src/bytes";
import { newId } from "../../client/src/ids";
import { exportPublic, isSigned, makeKeys, sign } from "../../client/src/keys";
import { MORNING } from "./world";

test("whoever has no key signs nothing", async () => {
  const [keys, others] = [await makeKeys(), await makeKeys()];
  const [key, other] = [await exportPublic(keys), await exportPublic(others)];
  const signature = await sign(keys, utf8("lan"));
  assert.equal(key.length, 65);
  assert.ok(await isSigned(key, utf8("lan"), signature));
  assert.equal(await isSigned(key, utf8("minh"), signature), false);
  assert.equal(await isSigned(other, utf8("lan"), signature), false);
  for (const broken of [signature.slice(1), new Uint8Array(64), new Uint8Array(0)]) {
    assert.equal(await isSigned(key, utf8("lan"), broken), false);
  }
  for (const none of [key.slice(1), new Uint8Array(65), new Uint8Array(0)]) {
    assert.equal(await isSigned(none, utf8("lan"), signature), false);
  }
});

test("a key does not leave the phone", async () => {
  const { privateKey } = await makeKeys();
  assert.equal(privateKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("pkcs8", privateKey));
});

test("bytes keep their value through base64url, whatever their length", () => {
  for (let size = 0; size < 70; size += 1) {
    const bytes = Uint8Array.from({ length: size }, (_none, at) => (at * 37 + size) % 256);
    const text = toBase64url(bytes);
    assert.ok(/^[A-Za-z0-9_-]*$/.test(text));
    assert.deepEqual(fromBase64url(text), bytes);
  }
  for (const wrong of ["a", "ab+d", "ab/d", "abc=", "a b", 7, null]) {
    assert.equal(fromBase64url(wrong), null);
  }
});

test("ids sort by the moment they were made", () => {
  const ids = [0, 1, 1000, 86_400_000, 10 ** 12].map((ms) => newId(MORNING + ms));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(ids[0]!.slice(0, 13), MORNING.toString(16).padStart(12, "0").replace(/(.{8})/, "$1-"));
  for (const id of ids) {
    assert.ok(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id));
    assert.equal(uuidOf(uuidBytes(id)), id);
  }
});
