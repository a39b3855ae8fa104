import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalText } from "../../client/src/envelope";
import { utf8 } from "../../client/src/bytes";
import { deflate } from "../../client/src/packing";
import { closeAgain, openWithPin, setPin } from "../../client/src/pin";
import type { Phone } from "../../client/src/phone";
import { pull } from "../../client/src/pulling";
import { readRows } from "../../client/src/rows";
import { lock, lockAway, openAgain } from "../../client/src/sealing";
import { enrolled, openWorld, PAO, type World } from "./world";

const [SU, DO] = ["0193a5c1-0000-7000-8000-00000000f001", "0193a5c1-0000-7000-8000-00000000f002"];

async function started(): Promise<[World, Phone]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  await setPin(phone, PAO.id, "135790", 1_000);
  world.server.pulls.pages.set("", { rows: [{ t: "household", id: SU, head_name: "Sủ" }], c: "1" });
  await pull(phone, PAO.id);
  return [world, phone];
}

async function names(phone: Phone): Promise<string> {
  return (await readRows(phone, PAO.id, "household")).map(({ head_name }) => head_name).join(" ");
}

/** How many boxes were opened meanwhile. */
async function openings(run: () => Promise<unknown>): Promise<number> {
  const { subtle } = crypto;
  const decrypt = subtle.decrypt.bind(subtle);
  let count = 0;
  Object.assign(subtle, { decrypt: (...given: Parameters<typeof decrypt>) => ((count += 1), decrypt(...given)) });
  await run();
  Object.assign(subtle, { decrypt });
  return count;
}

test("rows are opened once, however many screens ask for them, and again when one has changed", async () => {
  const [world, phone] = await started();
  const twice = await openings(async () => [await names(phone), await names(phone)]);

  await pull(phone, PAO.id);
  const afterNothing = await openings(() => names(phone));
  world.server.pulls.pages.set("1", { rows: [{ t: "household", id: DO, head_name: "Dợ" }], c: "2" });
  await pull(phone, PAO.id);

  assert.deepEqual([twice, afterNothing], [1, 0]);
  assert.equal(await names(phone), "Sủ Dợ");
  world.server.pulls.pages.set("2", { rows: [{ t: "household", id: SU, gone: true }], c: "3" });
  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Dợ");
});

test("what was opened goes when the phone is locked, and nothing closed is taken for nothing there", async () => {
  const [, phone] = await started();
  assert.equal(await names(phone), "Sủ");

  closeAgain(phone, PAO.id);
  const [kept, locked] = [phone.opened.size, await names(phone)];
  await openWithPin(phone, PAO.id, "135790");

  assert.deepEqual([kept, locked, await names(phone)], [0, "", "Sủ"]);
});

test("what is small lies unpacked, what is large packed, and both open, also as earlier versions locked it", async () => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const [small, large] = [{ head_name: "Sủ" }, { note: "Sủ".repeat(5_000) }];
  const earlier = await lock(key, utf8("t"), await deflate(utf8(canonicalText(small))));

  assert.deepEqual(await openAgain(key, "t", earlier), small);
  assert.deepEqual(await openAgain(key, "t", await lockAway(key, "t", small)), small);
  const packed = await lockAway(key, "t", large);
  assert.ok(packed.length < 1_000);
  assert.deepEqual(await openAgain(key, "t", packed), large);
});
