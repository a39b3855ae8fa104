import assert from "node:assert/strict";
import { test } from "node:test";
import { recall } from "../../client/src/kept";
import { startPace } from "../../client/src/pace";
import { save } from "../../client/src/saving";
import { listUnsent } from "../../client/src/unsent";
import {
  bodyBytes,
  cutAfter,
  cutBefore,
  enrolled,
  type Fate,
  go,
  portal,
  saveVisits,
  started,
  states,
  twice,
  visit,
} from "./world";

test("what is saved arrives once, and the phone knows it", async () => {
  const [world, phone, ids] = await started(5);
  assert.deepEqual(await go(phone), { trouble: null });
  assert.deepEqual(world.server.db.effects, ids);
  assert.deepEqual(await states(phone), Array(5).fill("ap_dung"));
  assert.deepEqual(await listUnsent(phone.store), []);
  assert.equal(world.sent.length, 1);
});

test("a lost request is sent again after a question", async () => {
  const [world, phone, ids] = await started(3);
  world.fates.push(cutBefore);
  assert.equal((await go(phone)).trouble, "mat_song");
  assert.deepEqual(await states(phone), ["", "", ""]);
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
  assert.deepEqual(world.sent.map(({ path }) => path.split("?")[0]), [
    "/dong-bo/day",
    "/dong-bo/biet",
    "/dong-bo/day",
  ]);
});

test("after a lost answer not one byte of a stored record is sent again", async () => {
  const [world, phone, ids] = await started(4);
  world.fates.push(cutAfter);
  assert.equal((await go(phone)).trouble, "mat_song");
  assert.deepEqual(await states(phone), ["", "", "", ""], "no receipt, so still on the phone");
  const before = bodyBytes(world, "/dong-bo/day");

  assert.equal((await go(phone)).trouble, null);

  assert.equal(bodyBytes(world, "/dong-bo/day"), before);
  assert.deepEqual(world.server.db.effects, ids);
  assert.deepEqual(await states(phone), Array(4).fill("nhan"));
});

test("killed in the middle of sending it asks first when it is opened again", async () => {
  const [world, phone] = await started(4);
  const never: Fate = async (_asked, proceed) => {
    await proceed();
    return new Promise(() => undefined);
  };
  world.fates.push(never);
  void go(phone);
  while (!world.server.db.effects.length) await new Promise((next) => setTimeout(next, 1));
  const before = bodyBytes(world, "/dong-bo/day");
  assert.equal((await go({ ...phone })).trouble, null);
  assert.equal(bodyBytes(world, "/dong-bo/day"), before);
});

test("a batch that arrives twice is one batch", async () => {
  const [world, phone, ids] = await started(3);
  world.fates.push(twice);
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
  assert.deepEqual(await states(phone), Array(3).fill("ap_dung"));
});

test("the page of a captive portal is no receipt", async () => {
  const [world, phone] = await started(2);
  const liar: Fate = async () => ({ status: 200, json: { ok: true, n: 2 } });
  for (const fate of [portal, liar]) {
    world.fates.push(fate);
    assert.equal((await go(phone)).trouble, "khong_phai_xa");
    assert.deepEqual(await states(phone), ["", ""]);
  }
  world.fates.push(portal);
  assert.equal((await go(phone)).trouble, "khong_phai_xa", "the question is not answered either");
  assert.equal((await go(phone)).trouble, null);
});

test("a receipt that was changed on the way counts for nothing", async () => {
  const [world, phone] = await started(3);
  const changes = [{ n: 2 }, { safe_n: 3 }, { ep: visit().body.ho }, { sig: "AA" }, { h: "AA" }, { n: -1 }];
  for (const change of changes) {
    await phone.store.db.put("kv", false, "doubt");
    world.fates.push(async (_asked, proceed) => {
      const { json } = await proceed();
      return { status: 200, json: { ...(json as object), ...change } };
    });
    assert.equal((await go(phone)).trouble, "khong_phai_xa", JSON.stringify(change));
    assert.deepEqual(await states(phone), ["", "", ""]);
    assert.equal(await recall(phone.store, "receipt"), undefined);
  }
});

test("a signed receipt about another chain counts for nothing", async () => {
  const [world, phone] = await started(3);
  const device = [...world.server.db.devices.values()][0]!;
  const other = await enrolled(world);
  await saveVisits(other, 3);
  await go(other);
  device.places = [...world.server.db.devices.values()][1]!.places;
  assert.equal((await go(phone)).trouble, "khac_chuoi");
  assert.deepEqual(await states(phone), ["", "", ""]);
});

test("V9: what is refused or held does not stop what comes after it, a gap does", async () => {
  const [world, phone] = await started(4);
  await go(phone);
  await saveVisits(phone, 1);
  const refused = await save(phone, visit({ body: { sai: true } }));
  await save(phone, visit({ kind: "teams.chua_co" }));
  await save(phone, visit({ needs: [refused.id] }));
  await saveVisits(phone, 2);
  const dev = (await phone.store.db.get("head", "head"))!.dev;
  const ninth = (await phone.store.db.get("outbox", [dev, 9]))!;
  const tenth = (await phone.store.db.get("outbox", [dev, 10]))!;
  await phone.store.db.delete("outbox", [dev, 9]);
  await phone.store.db.delete("outbox", [dev, 10]);

  let asks: unknown;
  world.fates.push(async (_asked, proceed) => {
    const found = await proceed();
    asks = (found.json as { ask: number }).ask;
    return found;
  });
  assert.equal((await go(phone)).trouble, null);
  assert.equal((await recall(phone.store, "receipt"))!.n, 8);
  assert.equal(asks, 9);
  assert.deepEqual((await states(phone)).slice(4), [
    "ap_dung",
    "tu_choi sai_du_lieu",
    "cho chua_biet",
    "cho cho_lenh_truoc",
  ]);

  await phone.store.db.put("outbox", ninth);
  await phone.store.db.put("outbox", tenth);
  assert.equal((await go(phone)).trouble, null);
  assert.equal((await recall(phone.store, "receipt"))!.n, 10);
});

test("a commune that answers and stores nothing is not asked without end", async () => {
  const [world, phone] = await started(2);
  world.server.storesNothing = true;
  assert.equal((await go(phone)).trouble, "ket");
  assert.equal(world.sent.length, 1);
  assert.deepEqual(await states(phone), ["", ""]);
});

test("whatever the commune answers, the outbox stays as it is", async () => {
  const [world, phone] = await started(3);
  const answers: [number, string, number | undefined][] = [
    [401, "may_la", undefined],
    [403, "may_la", undefined],
    [429, "ban", 30_000],
    [500, "khong_phai_xa", undefined],
    [503, "ban", 5_000],
    [507, "het_cho", undefined],
  ];
  for (const [status, trouble, wait] of answers) {
    const headers = wait ? { "Retry-After": String(wait / 1000) } : {};
    world.server.instead.push({ status, json: {}, headers });
    const found = await go(phone);
    assert.deepEqual([found.trouble, found.retryAfterMs], [trouble, wait]);
    assert.deepEqual(await states(phone), ["", "", ""]);
    await phone.store.db.put("kv", false, "doubt");
  }
  assert.equal((await go(phone)).trouble, null);
});

test("a batch the commune finds too large goes in halves", async () => {
  const [world, phone, ids] = await started(60);
  world.server.mostBytes = 1_500;
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
});

test("one event nobody can read stops only what comes after it", async () => {
  const [world, phone, ids] = await started(9);
  const dev = (await phone.store.db.get("head", "head"))!.dev;
  const bad = (await phone.store.db.get("outbox", [dev, 6]))!;
  await phone.store.db.put("outbox", { ...bad, body: { phut: 99 } });
  assert.equal((await go(phone)).trouble, "hong");
  assert.deepEqual(world.server.db.effects, ids.slice(0, 5));
});

test("on a line too narrow the next batch is half as large and has more time", async () => {
  const [world, phone] = await started(150);
  world.rate = 2_000;
  const pace = startPace();
  assert.equal((await go(phone, pace)).trouble, "mat_song");
  assert.deepEqual([pace.size, pace.rate], [4_000, 25_000]);
  world.rate = 50_000;
  assert.equal((await go(phone, pace)).trouble, null);
});

test("the clock of the commune is learned from each contact", async () => {
  const [world, phone] = await started(1);
  await go(phone);
  world.server.now = () => world.clock.now + 3_600_000;
  await saveVisits(phone, 1);
  await go(phone);
  const offset = (await recall(phone.store, "offset_ms"))!;
  assert.ok(Math.abs(offset - 3_600_000) < 1_000, `${offset}`);
});
