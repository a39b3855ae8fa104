import assert from "node:assert/strict";
import { test } from "node:test";
import { draftKey } from "../../client/src/drafts";
import { findItem } from "../../client/src/items";
import type { Phone } from "../../client/src/phone";
import { bytesOf, PHOTO } from "../../client/src/photos";
import { setPin } from "../../client/src/pin";
import { prune } from "../../client/src/pruning";
import { save, type Wish } from "../../client/src/saving";
import { recallSplit, splitOf } from "../../client/src/splits";
import { ADD_VISIT, type Line, readVisit, writeBody } from "../../client/src/visits";
import { countKept, keepSplit, readOld } from "../../client/src/visits_again";
import { enrolled, go, makePhoto, MORNING, openWorld, PAO, visit } from "./world";

const LINES: Line[] = [["VNEID2", "XONG", ""]];
/** The sums alone would say: the man is the older of the two. */
const COUPLE = [0, 1, 0, 0, 0, 1];
const MONTH_MS = 31 * 86_400_000;

async function helped(phone: Phone, more: Partial<Wish> = {}) {
  const said = readVisit({ lines: LINES, people: COUPLE, place: "NHA" } as never);
  const entry = await save(phone, visit({ kind: ADD_VISIT, body: writeBody(said, MORNING), ...more }));
  await keepSplit(phone, entry, COUPLE);
  return entry;
}

function photo(seed: number) {
  return { bytes: makePhoto(500, seed), type: PHOTO };
}

test("a correction begins with the people as they were counted, men and women of each age", async () => {
  const phone = await enrolled(await openWorld());
  await setPin(phone, PAO.id, "135790", 1_000);
  const { id } = await helped(phone);

  const begin = await readOld(phone, (await findItem(phone, PAO.id, id))!);

  assert.deepEqual(begin.people, COUPLE);
  assert.ok(!JSON.stringify(await phone.store.db.get("kv", draftKey(PAO.id, splitOf({ id })))).includes("people"));
});

test("what the sums say by themselves is not kept twice, and what was pruned is forgotten", async () => {
  const world = await openWorld();
  world.server.knownKinds.add(ADD_VISIT);
  const phone = await enrolled(world);
  const entry = await helped(phone);
  const plain = await helped(phone);
  await phone.store.db.delete("kv", draftKey(PAO.id, splitOf(plain)));
  await keepSplit(phone, plain, [0, 0, 2, 0, 0, 0]);
  assert.equal(await recallSplit(phone, plain), null);
  world.server.db.safe.set((await phone.store.db.get("head", "head"))!.dev, 2);
  await go(phone);

  world.clock.now += MONTH_MS;
  await prune(phone);

  assert.equal(await recallSplit(phone, entry), null);
});

test("photos of a visit that came back go again with its correction; the old one's others stay", async () => {
  const phone = await enrolled(await openWorld());
  const { dev, n } = await helped(phone, { files: [photo(1)] });
  const change = async (state: "tu_choi" | "ap_dung") =>
    phone.store.db.put("outbox", { ...(await phone.store.db.get("outbox", [dev, n]))!, state });

  await change("tu_choi");
  const entry = (await phone.store.db.get("outbox", [dev, n]))!;
  const item = (await findItem(phone, PAO.id, entry.id))!;
  const back = await readOld(phone, item);
  assert.deepEqual(back.photos!.map((each) => new Uint8Array(bytesOf(each))), [new Uint8Array(photo(1).bytes)]);
  assert.equal(await countKept(phone, entry), 0);

  await change("ap_dung");
  const taken = (await phone.store.db.get("outbox", [dev, n]))!;
  assert.deepEqual((await readOld(phone, { ...item, entry: taken })).photos, []);
  const second = await helped(phone, { replaces: taken.id, files: [photo(2)] });
  assert.equal(await countKept(phone, second), 2);
});
