import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBatch } from "../../client/src/batch";
import { openBody } from "../../client/src/bodies";
import { addPerson } from "../../client/src/enrolling";
import { recall } from "../../client/src/kept";
import type { Phone } from "../../client/src/phone";
import { changePin, closeAgain, openWithPin, setPin } from "../../client/src/pin";
import { save } from "../../client/src/saving";
import { openAgain, sealToCommune } from "../../client/src/sealing";
import { openSeal, unpack } from "./server_batch";
import { enrolled, go, MAI, openWorld, PAO, visit, type World } from "./world";

const PIN = "135790";
const ROUNDS = 1_000;
const SECRET = visit({ body: { ghi_chu: "ông Chẳn vắng nhà" } });

async function withPin(): Promise<[World, Phone]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  await setPin(phone, PAO.id, PIN, ROUNDS);
  return [world, phone];
}

async function wire(phone: Phone): Promise<any[]> {
  const { bytes } = await makeBatch(phone, { size: 24_000, most: 500 });
  return JSON.parse(new TextDecoder().decode(await unpack(bytes, "gzip"))).ev;
}

test("behind a PIN nothing that was typed lies open on the phone", async () => {
  const [, phone] = await withPin();
  const entry = await save(phone, SECRET);
  const text = JSON.stringify(await phone.store.db.getAll("outbox"));
  assert.ok(!text.includes("ghi_chu") && !text.includes("Chẳn"));
  assert.equal(entry.body, undefined);
  assert.deepEqual(await openBody(phone, entry), SECRET.body);
  closeAgain(phone, PAO.id);
  assert.equal(await openBody(phone, entry), null);
  assert.equal(await openWithPin(phone, PAO.id, PIN), "open");
  assert.deepEqual(await openBody(phone, entry), SECRET.body);
});

test("locked it sends the sealed form, unlocked the open one; the commune reads the same", async () => {
  const [world, phone] = await withPin();
  await save(phone, SECRET);
  assert.deepEqual((await wire(phone))[0].body, SECRET.body);
  closeAgain(phone, PAO.id);
  const [event] = await wire(phone);
  assert.deepEqual([event.body, typeof event.seal], [undefined, "string"]);
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual([...world.server.db.items.values()][0]!.event.body, SECRET.body);
  assert.equal(world.server.db.effects.length, 1);
});

test("what was saved before there was a PIN is closed with it", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const before = await save(phone, SECRET);
  await setPin(phone, PAO.id, PIN, ROUNDS);
  const entry = (await phone.store.db.getAll("outbox"))[0]!;
  assert.equal(entry.body, undefined);
  assert.deepEqual([entry.id, entry.c, entry.h, entry.s], [before.id, before.c, before.h, before.s]);
  assert.deepEqual(await openBody(phone, entry), SECRET.body);
  closeAgain(phone, PAO.id);
  await go(phone);
  assert.equal(world.server.db.effects.length, 1);
});

test("ten wrong PINs lock what can be read; the outbox stays and goes", async () => {
  const [world, phone] = await withPin();
  await save(phone, SECRET);
  closeAgain(phone, PAO.id);
  const answers = [];
  for (let at = 0; at < 11; at += 1) answers.push(await openWithPin(phone, PAO.id, "000000"));
  assert.deepEqual(answers, [...Array(9).fill("wrong"), "locked", "locked"]);
  assert.equal(await openWithPin(phone, PAO.id, PIN), "locked");
  assert.equal(phone.open.size, 0);
  assert.equal(await phone.store.db.count("outbox"), 1);
  assert.equal((await go(phone)).trouble, null);
  assert.equal(world.server.db.effects.length, 1);
});

test("the right PIN forgets the wrong ones", async () => {
  const [, phone] = await withPin();
  for (let round = 0; round < 3; round += 1) {
    for (let at = 0; at < 9; at += 1) assert.equal(await openWithPin(phone, PAO.id, "1"), "wrong");
    assert.equal(await openWithPin(phone, PAO.id, PIN), "open");
  }
});

test("switching the phone off in the middle of a try does not give the try back", async () => {
  const [, phone] = await withPin();
  const { db } = phone.store;
  const dying = new Proxy(db, {
    get(target, name) {
      if (name === "put") return () => Promise.reject(new Error("off"));
      return Reflect.get(target, name).bind(target);
    },
  });
  await openWithPin({ ...phone, store: { db: dying, readOnly: false } }, PAO.id, "1");
  assert.equal((await recall(phone.store, `pin:${PAO.id}`))!.wrong, 1);
});

test("a changed PIN opens what the old one opened", async () => {
  const [, phone] = await withPin();
  const entry = await save(phone, SECRET);
  assert.equal(await changePin(phone, PAO.id, "000000", "246802"), "wrong");
  assert.equal(await changePin(phone, PAO.id, PIN, "246802"), "open");
  closeAgain(phone, PAO.id);
  assert.equal(await openWithPin(phone, PAO.id, PIN), "wrong");
  assert.equal(await openWithPin(phone, PAO.id, "246802"), "open");
  assert.deepEqual(await openBody(phone, entry), SECRET.body);
});

test("a new PIN for a forgotten one shows nothing old, and everything is still sent", async () => {
  const [world, phone] = await withPin();
  const old = await save(phone, SECRET);
  phone.open.clear();
  await setPin(phone, PAO.id, "246802", ROUNDS);
  assert.equal(await openBody(phone, old), null);
  await save(phone, visit());
  assert.equal((await go(phone)).trouble, null);
  assert.equal(world.server.db.effects.length, 2);
});

test("on a shared phone each reads their own", async () => {
  const [world, phone] = await withPin();
  world.server.codes.set("cua-mai", MAI);
  await addPerson(phone, "cua-mai");
  await setPin(phone, MAI.id, "111111", ROUNDS);
  const [hers, his] = [await save(phone, visit({ actor: MAI.id })), await save(phone, visit())];
  closeAgain(phone, PAO.id);
  assert.ok(await openBody(phone, hers));
  assert.equal(await openBody(phone, his), null);
  assert.equal(await openWithPin(phone, "ai-do", PIN), "none");
  assert.deepEqual((await wire(phone)).map(({ seal }) => Boolean(seal)), [false, true]);
});

test("what is sealed for one event does not open as another, nor after a bit has changed", async () => {
  const [world, phone] = await withPin();
  const [one, other] = [await save(phone, SECRET), await save(phone, SECRET)];
  const { publics, opening } = world.server;
  const seal = await sealToCommune(publics.seal, one.id, SECRET.body);
  assert.deepEqual(await openSeal(opening, one.id, seal), SECRET.body);
  await assert.rejects(openSeal(opening, other.id, seal));
  for (const at of [3, 70, 80, seal.length - 1]) {
    const broken = seal.slice();
    broken[at] = broken[at]! ^ 1;
    await assert.rejects(openSeal(opening, one.id, broken));
  }
  const key = phone.open.get(PAO.id)!;
  await assert.rejects(openAgain(key, other.id, one.locked!));
});

test("a PIN is tried six hundred thousand rounds long unless a test says otherwise", async () => {
  const [, phone] = await withPin();
  await setPin(phone, PAO.id, PIN);
  assert.equal((await recall(phone.store, `pin:${PAO.id}`))!.rounds, 600_000);
});
