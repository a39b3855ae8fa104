import assert from "node:assert/strict";
import { test } from "node:test";
import { startPace } from "../../client/src/pace";
import type { Phone } from "../../client/src/phone";
import { prune } from "../../client/src/pruning";
import { save } from "../../client/src/saving";
import { sendAll } from "../../client/src/sending";
import type { Store } from "../../client/src/store";
import { backUp, restore } from "./server";
import {
  bodyBytes,
  cutAfter,
  cutBefore,
  enrolled,
  type Fate,
  go,
  makePhoto,
  openWorld,
  saveVisits,
  visit,
  type World,
} from "./world";

const FILES = "/dong-bo/tep/";

async function withPhotos(...sizes: number[]): Promise<[World, Phone]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  for (const [at, size] of sizes.entries()) {
    const files = [{ bytes: makePhoto(size, at + 1), type: "image/jpeg" }];
    await save(phone, visit({ files }));
  }
  return [world, phone];
}

async function states(phone: Phone): Promise<string> {
  return (await phone.store.db.getAll("files")).map(({ state }) => state).sort().join();
}

/** The line is cut while a piece is on its way: `part` of it had arrived. */
function cutPiece(part: number): Fate {
  return async (asked, _go) => {
    const { answer } = await import("./server");
    const body = asked.body.slice(0, Math.floor(asked.body.length * part));
    if (asked.method === "PATCH") await put(answer, asked, body);
    throw new TypeError("cut");
  };
}

let current: World;
async function put(answer: typeof import("./server").answer, asked: any, body: any): Promise<void> {
  const device = current.server.db.devices.get(asked.headers["Xaso-May"])!;
  const { makeKeys, exportPublic, sign } = await import("../../client/src/keys");
  const { toBase64url } = await import("../../client/src/bytes");
  const [keys, own] = [await makeKeys(), device.key];
  device.key = await exportPublic(keys);
  const { requestBytes } = await import("../../client/src/envelope");
  const said = requestBytes("PATCH", asked.path, body, asked.headers["Upload-Offset"]);
  const signature = toBase64url(await sign(keys, said));
  await answer(current.server, { ...asked, body, headers: { ...asked.headers, "Xaso-Chu-Ky": signature } });
  device.key = own;
}

test("photos go after all records, in pieces, and arrive as they were", async () => {
  const [world, phone] = await withPhotos(40_000, 100_000, 900);
  assert.deepEqual(await go(phone), { trouble: null });
  assert.equal(await states(phone), "received,received,received");
  const paths = world.sent.map(({ path }) => path.split("?")[0]!);
  assert.equal(paths.lastIndexOf("/dong-bo/day"), 0);
  const pieces = world.sent.filter(({ bytes, path }) => bytes && path.startsWith(FILES));
  assert.ok(pieces.every(({ bytes }) => bytes <= 16_000));
  for (const [hash, { bytes }] of world.server.db.files) {
    assert.deepEqual(bytes, new Uint8Array((await phone.store.db.get("file_bytes", hash))!));
  }
});

test("cut again and again, photos cost little more than they weigh", async () => {
  const [world, phone] = await withPhotos(100_000, 100_000, 100_000);
  current = world;
  const pace = startPace();
  const cuts = [cutPiece(0.5), cutAfter, cutPiece(0.25), cutBefore, cutPiece(0.9), cutAfter];
  for (let tries = 0; tries < 40 && (await states(phone)) !== "received,received,received"; tries += 1) {
    const good: Fate = (_asked, proceed) => proceed();
    world.fates.push(...Array(3 + (tries % 3)).fill(good), cuts[tries % cuts.length]!);
    await sendAll(phone, pace, { hello: false, files: true });
    world.fates.length = 0;
  }
  assert.equal(await states(phone), "received,received,received");
  const cost = bodyBytes(world, FILES) / 300_000;
  assert.ok(cost <= 1.3, `${cost.toFixed(3)} times`);
});

test("a photo that cannot be read does not end the go while the other is on its way", async () => {
  const [, phone] = await withPhotos(900, 100_000);
  const [first] = await phone.store.db.getAll("files");
  const read = (store: "file_bytes", key: string) => {
    if (key === first!.sha256) throw new Error("disk");
    return phone.store.db.get(store, key);
  };
  const take = (of: Store["db"], name: string | symbol) => {
    const value: unknown = name === "get" ? read : Reflect.get(of, name);
    return typeof value === "function" ? value.bind(of) : value;
  };
  const db = new Proxy(phone.store.db, { get: take });

  await assert.rejects(go({ ...phone, store: { ...phone.store, db } }), /disk/);

  assert.equal(await states(phone), "received,waiting");
});

test("a piece the commune has already is corrected by its true place", async () => {
  const [world, phone] = await withPhotos(40_000);
  const good: Fate = (_asked, proceed) => proceed();
  const twiceSent: Fate = async (_asked, proceed) => {
    await proceed();
    return proceed();
  };
  world.fates.push(good, good, twiceSent);
  assert.deepEqual(await go(phone), { trouble: null });
  assert.equal(await states(phone), "received");
  assert.ok(bodyBytes(world, FILES) <= 40_000 + 16_000);
});

test("a photo that arrives wrong begins anew once, then a person is told", async () => {
  const [world, phone] = await withPhotos(20_000);
  const [hash] = (await phone.store.db.getAllKeys("file_bytes")) as string[];
  await phone.store.db.put("file_bytes", makePhoto(20_000, 99), hash);
  assert.deepEqual(await go(phone), { trouble: null });
  assert.equal(await states(phone), "broken");
  const sent = bodyBytes(world, FILES);
  assert.equal(sent, 40_000);
  await go(phone);
  assert.equal(bodyBytes(world, FILES), sent);
});

test("what the commune does not take for a photo is not sent for ever", async () => {
  const [world, phone] = await withPhotos(900);
  const good: Fate = (_asked, proceed) => proceed();
  world.fates.push(good, good, async () => ({ status: 422, json: { code: "khong_phai_anh" } }));
  assert.deepEqual(await go(phone), { trouble: null });
  assert.equal(await states(phone), "broken");
});

test("a photo whose event is set aside waits without stopping the others", async () => {
  const [world, phone] = await withPhotos(900, 800);
  await sendAll(phone, startPace(), { hello: false, files: false });
  const [first, item] = [...world.server.db.items][0]!;
  world.server.db.items.delete(first);
  assert.deepEqual(await go(phone), { trouble: null });
  assert.equal(await states(phone), "received,waiting");
  world.server.db.items.set(first, item);
  await go(phone);
  assert.equal(await states(phone), "received,received");
});

test("photos wait for Wi-Fi when the person wants it so", async () => {
  const [world, phone] = await withPhotos(900);
  await sendAll(phone, startPace(), { hello: false, files: false });
  assert.equal(bodyBytes(world, FILES), 0);
  assert.equal(await states(phone), "waiting");
});

test("the page of a captive portal is no place to go on from", async () => {
  const [world, phone] = await withPhotos(900);
  await sendAll(phone, startPace(), { hello: false, files: false });
  for (const status of [200, 204]) {
    world.fates.push(async () => ({ status, headers: {} }));
    assert.equal((await go(phone)).trouble, "khong_phai_xa");
    assert.equal(await states(phone), "waiting");
  }
});

test("a place beyond the end, or one that never moves, is no endless walk", async () => {
  const [world, phone] = await withPhotos(40_000);
  await sendAll(phone, startPace(), { hello: false, files: false });
  const good: Fate = (_asked, proceed) => proceed();
  const say = (status: number, place: number): Fate => async () => ({
    status,
    headers: { "Upload-Offset": String(place) },
  });
  world.fates.push(say(200, 40_001));
  assert.equal((await go(phone)).trouble, "khong_phai_xa");
  world.fates.push(good, ...Array(50).fill(say(409, 0)));
  assert.equal((await go(phone)).trouble, "ket");
  assert.ok(world.fates.length > 40);
});

test("bytes of a photo leave the phone when a verified backup holds them, not before", async () => {
  const [world, phone] = await withPhotos(900, 800);
  await go(phone);
  await prune(phone);
  assert.equal(await phone.store.db.count("file_bytes"), 2);
  const dev = (await phone.store.db.get("head", "head"))!.dev;
  world.server.db.safe.set(dev, 1);
  for (const file of world.server.db.files.values()) file.isSafe = true;
  await sendAll(phone, startPace(), { hello: true, files: true });
  await prune(phone);
  assert.equal(await states(phone), "received,safe", "only what the receipt says is worth asking about");
  assert.equal(await phone.store.db.count("file_bytes"), 1);
});

test("V14: photos the backup had not seen are sent again, the others not", async () => {
  const [world, phone] = await withPhotos(5_000);
  await go(phone);
  const backup = backUp(world.server);
  const files = [{ bytes: makePhoto(7_000, 5), type: "image/jpeg" }];
  await save(phone, visit({ files }));
  await go(phone);
  world.sent.length = 0;
  restore(world.server, backup);
  await saveVisits(phone, 1);

  assert.deepEqual(await go(phone), { trouble: null });

  assert.equal(await states(phone), "received,received");
  assert.equal(bodyBytes(world, FILES), 7_000);
  assert.equal([...world.server.db.files.values()].every(({ isWhole }) => isWhole), true);
});
