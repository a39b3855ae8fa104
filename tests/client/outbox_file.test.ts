import assert from "node:assert/strict";
import { test } from "node:test";
import { writeOutboxFile } from "../../client/src/outbox_file";
import type { Phone } from "../../client/src/phone";
import { save } from "../../client/src/saving";
import { answer } from "./server";
import { unpack } from "./server_batch";
import { readBatches } from "./server_import";
import { enrolled, go, openWorld, saveVisits, visit, type World } from "./world";

async function takeIn(world: World, bytes: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const found: number[] = [];
  for (const asked of readBatches(bytes)) found.push((await answer(world.server, asked)).status);
  return found;
}

async function full(count: number): Promise<[World, Phone]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, count);
  return [world, phone];
}

test("the file holds what is unsent, is taken in any number of times, and the phone learns it by asking", async () => {
  const [world, phone] = await full(110);
  const dev = (await phone.store.db.get("head", "head"))!.dev;
  const file = await writeOutboxFile(phone);
  assert.equal(file.events, 110);
  assert.equal(file.name, `xaso-hop-gui-${dev}-2026-11-24.xsout`);
  assert.equal(new TextDecoder().decode(file.bytes.slice(0, 7)), "XSOUT1\n");

  const statuses = await takeIn(world, file.bytes);
  assert.ok(statuses.length > 1 && statuses.every((status) => status === 200), `${statuses}`);
  await takeIn(world, file.bytes);
  assert.equal(world.server.db.effects.length, 110);

  await phone.store.db.put("kv", true, "doubt");
  world.sent.length = 0;
  assert.equal((await go(phone)).trouble, null);
  assert.equal(world.sent.length, 1, "one question, nothing sent");
});

test("whoever carries the file reads nothing of it", async () => {
  const [world, phone] = await full(0);
  await save(phone, visit({ body: { ghi_chu: "ông Chẳn vắng nhà" } }));
  const { bytes } = await writeOutboxFile(phone);
  const [batch] = readBatches(bytes);
  const text = new TextDecoder().decode(await unpack(batch!.body, "gzip"));
  assert.ok(text.includes('"seal"') && !text.includes('"body"') && !text.includes("ghi_chu"));
  await takeIn(world, bytes);
  assert.deepEqual([...world.server.db.items.values()][0]!.event.body, { ghi_chu: "ông Chẳn vắng nhà" });
});

test("with nothing unsent the file is empty", async () => {
  const [, phone] = await full(2);
  await go(phone);
  const { events, bytes } = await writeOutboxFile(phone);
  assert.deepEqual([events, bytes.length], [0, 7]);
});
