import assert from "node:assert/strict";
import { test } from "node:test";
import { enrol } from "../../client/src/enrolling";
import { newId } from "../../client/src/ids";
import { recall } from "../../client/src/kept";
import { startPace } from "../../client/src/pace";
import { sendAll } from "../../client/src/sending";
import { backUp, restore } from "./server";
import { cutBefore, go, saveVisits, PAO, started, states, type World } from "./world";

test("V14: the commune was brought back from a backup, and gets what the backup had not seen", async () => {
  const [world, phone, ids] = await started(100);
  await go(phone);
  const dev = (await phone.store.db.get("head", "head"))!.dev;
  const backup = backUp(world.server);
  const later = await saveVisits(phone, 20);
  world.server.db.safe.set(dev, 90);
  await go(phone);
  const held = (await recall(phone.store, "receipt"))!;
  assert.deepEqual([held.n, held.safe_n], [120, 90]);

  restore(world.server, backup);
  world.sent.length = 0;
  await phone.store.db.put("kv", 0, "contact_ms");
  assert.equal((await sendAll(phone, startPace(), { hello: true, files: true })).trouble, null);

  const now = (await recall(phone.store, "receipt"))!;
  assert.notEqual(now.ep, held.ep);
  assert.equal(now.n, 120);
  assert.deepEqual(world.server.db.effects, [...ids, ...later]);
  assert.deepEqual(await states(phone), Array(120).fill("ap_dung"));
  assert.deepEqual(await recall(phone.store, "past_epochs"), [held.ep]);
});

test("a database file copied back by hand is found out by the next event", async () => {
  const [world, phone, ids] = await started(6);
  await go(phone);
  const backup = backUp(world.server);
  ids.push(...(await saveVisits(phone, 3)));
  await go(phone);
  restore(world.server, backup, true);
  ids.push(...(await saveVisits(phone, 1)));
  world.fates.push(cutBefore);
  await go(phone);
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
  assert.equal((await recall(phone.store, "receipt"))!.n, 10);
});

test("a copy of the phone sent where a restore had taken away what this one sent", async () => {
  const [world, phone, ids] = await started(4);
  await go(phone);
  const backup = backUp(world.server);
  ids.push(...(await saveVisits(phone, 3)));
  await go(phone);
  restore(world.server, backup, true);
  const { dev } = (await phone.store.db.get("head", "head"))!;
  const here = world.server.db.devices.get(dev)!;
  here.places.push({ id: newId(world.server.now()), c: "another", h: new Uint8Array(32).fill(7) });

  ids.push(...(await saveVisits(phone, 1)));
  assert.equal((await go(phone)).trouble, "khac_chuoi");
  assert.equal((await go(phone)).trouble, "khac_chuoi");
  assert.equal(here.isFrozen, true, "the commune sees it too");
  assert.deepEqual(await states(phone), Array(8).fill(""), "nothing counts as received any more");

  world.server.codes.set("lai", PAO);
  await enrol(phone, "lai");
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
});

test("a question is enough to find it out", async () => {
  const [world, phone, ids] = await started(4);
  await go(phone);
  const backup = backUp(world.server);
  ids.push(...(await saveVisits(phone, 2)));
  await go(phone);
  restore(world.server, backup, true);
  await phone.store.db.put("kv", true, "doubt");
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
});

test("a receipt of an epoch that ended says nothing any more", async () => {
  const [world, phone] = await started(3);
  let old: unknown;
  world.fates.push(async (_asked, proceed) => {
    const found = await proceed();
    old = found.json;
    return found;
  });
  await go(phone);
  restore(world.server, { ...backUp(world.server), devices: emptied(world) });
  await saveVisits(phone, 1);
  world.fates.push(async (_asked, proceed) => {
    await proceed();
    throw new TypeError("cut");
  });
  await go(phone);
  await go(phone);
  const receipt = await recall(phone.store, "receipt");
  await phone.store.db.put("kv", true, "doubt");
  world.fates.push(async () => ({ status: 200, json: old }), cutBefore);
  await go(phone);
  assert.deepEqual(await recall(phone.store, "receipt"), receipt);
});

function emptied(world: World) {
  const devices = structuredClone(world.server.db.devices);
  for (const device of devices.values()) device.places = device.places.slice(0, 1);
  return devices;
}
