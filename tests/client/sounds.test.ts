import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, sha256, toHex } from "../../client/src/bytes";
import { newId } from "../../client/src/ids";
import { keep } from "../../client/src/kept";
import type { Phone } from "../../client/src/phone";
import { pull } from "../../client/src/pulling";
import { fetchSounds, forgetSounds, listSounds, lookOver, type Sound } from "../../client/src/sounds";
import { cutAfter, enrolled, MAI, makePhoto, openWorld, PAO, type World } from "./world";

const [MONG, DAO] = ["hmn", "ium"];

async function speak(world: World, language: string, size = 40_000, seed = 1): Promise<Sound> {
  const bytes: Bytes = new Uint8Array(makePhoto(size, seed));
  const hash = toHex(await sha256(bytes));
  world.server.pulls.sounds.set(hash, bytes);
  return { sha256: hash, size, type: "audio/ogg", language, title: `Bước ${seed}` };
}

async function told(world: World, phone: Phone, sounds: Sound[]): Promise<void> {
  const row = { t: "campaign", id: newId(world.clock.now), name: "BHYT trên VNeID", sounds };
  world.server.pulls.pages.set("", { rows: [row], c: "1" });
  await pull(phone, PAO.id);
}

async function here(phone: Phone): Promise<string[]> {
  return phone.store.db.getAllKeys("sounds");
}

async function started(): Promise<[World, Phone]> {
  const world = await openWorld();
  return [world, await enrolled(world)];
}

test("a recording the rows speak of is taken in whole, and only once", async () => {
  const [world, phone] = await started();
  const sound = await speak(world, MONG);
  await told(world, phone, [sound]);

  const wanted = await listSounds(phone, PAO.id);
  await fetchSounds(phone, PAO.id, wanted);
  const asked = world.server.asked.length;
  await fetchSounds(phone, PAO.id, wanted);

  assert.deepEqual(wanted, [sound]);
  const kept = await phone.store.db.get("sounds", sound.sha256);
  assert.equal(toHex(await sha256(new Uint8Array(kept!.bytes))), sound.sha256);
  assert.equal(world.server.asked.length, asked);
});

test("cut on the way, or not what its name says, nothing of it stays", async () => {
  const [world, phone] = await started();
  const sound = await speak(world, MONG);
  await told(world, phone, [sound]);
  const whole = world.server.pulls.sounds.get(sound.sha256)!;

  world.fates.push(cutAfter);
  const cut = await fetchSounds(phone, PAO.id, [sound]);
  world.server.pulls.sounds.set(sound.sha256, whole.slice(0, 20_000));
  const short = await fetchSounds(phone, PAO.id, [sound]);

  assert.deepEqual([cut.trouble, short.trouble, await here(phone)], ["mat_song", "ket", []]);
  world.server.pulls.sounds.set(sound.sha256, whole);
  assert.equal((await fetchSounds(phone, PAO.id, [sound])).trouble, null);
  assert.deepEqual(await here(phone), [sound.sha256]);
});

test("the language listened to last comes first", async () => {
  const [world, phone] = await started();
  const [mong, dao] = [await speak(world, MONG), await speak(world, DAO, 9_000, 2)];
  await keep(phone.store, "language", DAO);

  assert.deepEqual((await lookOver(phone, [mong, dao])).sounds, [dao, mong]);
  await told(world, phone, [mong, dao]);
  world.fates.push((_asked, go) => go(), cutAfter);
  await fetchSounds(phone, PAO.id, [mong, dao]);

  assert.deepEqual(await here(phone), [dao.sha256]);
});

test("when the drive is over it leaves, unless another person's rows speak of it", async () => {
  const [world, phone] = await started();
  const [shared, own] = [await speak(world, MONG), await speak(world, MONG, 9_000, 2)];
  await told(world, phone, [shared, own]);
  await fetchSounds(phone, PAO.id, [shared, own]);
  await forgetSounds(phone, MAI.id, [shared]);

  await forgetSounds(phone, PAO.id, []);
  assert.deepEqual(await here(phone), [shared.sha256]);
  await forgetSounds(phone, MAI.id, []);
  assert.deepEqual(await here(phone), []);
});

test("what was taken in first leaves when there is no more room", async () => {
  const [world, phone] = await started();
  const large = await Promise.all([1, 2, 3].map((seed) => speak(world, MONG, 5_000_000, seed)));
  for (const sound of large) {
    world.clock.now += 1000;
    await fetchSounds(phone, PAO.id, [sound]);
  }

  assert.deepEqual((await here(phone)).sort(), large.slice(1).map((sound) => sound.sha256).sort());
});

test("taken back meanwhile it is no trouble", async () => {
  const [world, phone] = await started();
  const sound = await speak(world, MONG);
  world.server.pulls.sounds.clear();

  assert.equal((await fetchSounds(phone, PAO.id, [sound])).trouble, null);
  assert.deepEqual(await here(phone), []);
});
