import assert from "node:assert/strict";
import { test } from "node:test";
import { prune } from "../../client/src/pruning";
import { save } from "../../client/src/saving";
import { enrolled, go, openWorld, saveVisits, visit } from "./world";

const DAY = 86_400_000;

test("a body stays thirty days and until a backup covers it; its proof stays for ever", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 4);
  await save(phone, visit({ body: { sai: true } }));
  const { dev } = (await phone.store.db.get("head", "head"))!;
  const bodies = async (): Promise<string> =>
    (await phone.store.db.getAll("outbox")).map(({ body }) => (body ? 1 : 0)).join("");
  const before = await phone.store.db.getAll("outbox");

  await go(phone);
  world.clock.now += 31 * DAY;
  await prune(phone);
  assert.equal(await bodies(), "11111", "no backup covers them");

  world.server.db.safe.set(dev, 3);
  await saveVisits(phone, 1);
  await go(phone);
  world.clock.now -= 2 * DAY;
  await prune(phone);
  assert.equal(await bodies(), "111111", "not thirty days old");

  world.clock.now += 2 * DAY;
  await prune(phone);
  assert.equal(await bodies(), "000111");

  world.server.db.safe.set(dev, 6);
  await saveVisits(phone, 1);
  await go(phone);
  await prune(phone);
  assert.equal(await bodies(), "0000111", "what was given back is still wanted, what is new is new");
  const after = (await phone.store.db.getAll("outbox")).slice(0, 5);
  assert.deepEqual(
    after.map(({ n, id, c, h }) => ({ n, id, c, h })),
    before.map(({ n, id, c, h }) => ({ n, id, c, h })),
  );
});

test("on a phone that never sent anything nothing is thrown away", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 2);
  world.clock.now += 400 * DAY;
  await prune(phone);
  assert.ok((await phone.store.db.getAll("outbox")).every(({ body }) => body));
});
