import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBatch } from "../../client/src/batch";
import { utf8 } from "../../client/src/bytes";
import { addPerson } from "../../client/src/enrolling";
import { newId } from "../../client/src/ids";
import { gzip } from "../../client/src/packing";
import {
  backOffMs,
  chunkBytes,
  halve,
  knockMs,
  noteGood,
  noteLatePiece,
  notePiece,
  noteTimeout,
  startPace,
  timeoutMs,
} from "../../client/src/pace";
import type { Phone } from "../../client/src/phone";
import { save } from "../../client/src/saving";
import { unpack } from "./server_batch";
import { enrolled, go, MAI, MORNING, openWorld, PAO, saveVisits, visit } from "./world";

const WIDE = { size: 24_000, most: 500 };

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<any> {
  return JSON.parse(new TextDecoder().decode(await unpack(bytes, "gzip")));
}

async function saveByMai(phone: Phone): Promise<void> {
  await save(phone, visit({ actor: MAI.id, scope: "xa:02923" }));
}

test("what events share is said once, and each run of one person is signed once", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.server.codes.set("cua-mai", MAI);
  await addPerson(phone, "cua-mai");
  await saveVisits(phone, 3);
  await saveByMai(phone);
  await saveVisits(phone, 2);

  const batch = await makeBatch(phone, WIDE);
  const said = await read(batch.bytes);

  assert.deepEqual([said.b, said.n0, said.hi, said.un, batch.events], [1, 1, 6, 6, 6]);
  assert.deepEqual([said.actor, said.kind, said.v], [PAO.id, "teams.log_visit", 1]);
  assert.equal(said.got, null);
  assert.equal(said.old, (await phone.store.db.getAll("outbox"))[0]!.at[0]);
  assert.deepEqual(said.ev.map((event: {}) => Object.keys(event).sort().join()), [
    "at,body,id",
    "at,body,id",
    "at,body,id,s",
    "actor,at,body,id,s,scope",
    "at,body,id",
    "at,body,id,s",
  ]);
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual([...world.server.db.items.values()].map(({ state }) => state), Array(6).fill("ap_dung"));
});

test("a hundred visits travel in a quarter of their bodies, a hundred households in 15 kB", async () => {
  const phone = await enrolled(await openWorld());
  const names = ["Giàng A Páo", "Lý Thị Mẩy", "Vàng Văn Sùng", "Tẩn Mùi Chẳn", "Hoàng Thị Sen"];
  let random = 7;
  const pick = <Value,>(values: Value[]): Value => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return values[(random >>> 16) % values.length]!;
  };
  let bodies = 0;
  for (let at = 0; at < 100; at += 1) {
    const body: { [key: string]: any } = {
      ho: newId(MORNING - at * 86_400_000),
      ten_chu_ho: pick(names),
      so_khau: pick([2, 3, 4, 5, 6, 7]),
      dien_thoai: pick(["có", "không"]),
      may_thong_minh: pick([0, 1, 2]),
      tai_khoan_vneid: pick(["muc_1", "muc_2", "chua"]),
      bhyt: pick([true, false]),
      ngon_ngu: [pick(["hmn", "tyz", "nut", "vi"])],
      ghi_chu: pick(["", "", "vắng nhà, hẹn chiều", "cần giúp cài VssID", "đã có mã QR"]),
      song: pick(["tot", "yeu", "khong"]),
      thoi_quen: { mua_hang: pick(["cho", "mang"]), ban_hang: pick(["cho", "zalo", "khong"]) },
      ket_qua: "XONG",
    };
    bodies += JSON.stringify(body).length;
    await save(phone, visit({ kind: "residents.set_household", body }));
  }
  const batch = await makeBatch(phone, WIDE);
  assert.equal(batch.events, 100);
  assert.ok(batch.bytes.length < 15_000, `${batch.bytes.length} B`);
  assert.ok(batch.bytes.length < bodies * 0.25, `${batch.bytes.length} of ${bodies} B`);
});

test("a batch stays within its limit and is well filled", async () => {
  const phone = await enrolled(await openWorld());
  await saveVisits(phone, 240);
  for (const size of [2_000, 3_000, 5_000]) {
    const { bytes, events } = await makeBatch(phone, { ...WIDE, size });
    assert.ok(bytes.length <= size && bytes.length >= 0.75 * size, `${bytes.length} of ${size}`);
    assert.ok(events > 10 && events < 240);
  }
});

test("an event larger than the limit travels alone", async () => {
  const phone = await enrolled(await openWorld());
  const ghi_chu = Array.from({ length: 900 }, (_none, at) => newId(at * 7919)).join(" ");
  await save(phone, visit({ body: { ghi_chu } }));
  await saveVisits(phone, 3);
  const { bytes, events } = await makeBatch(phone, { size: 2_000, most: 500 });
  assert.ok(bytes.length > 2_000);
  assert.equal(events, 1);
});

test("one sign written a hundred thousand times is no bomb to the commune", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await save(phone, visit({ body: { ghi_chu: "a".repeat(100_000) } }));
  await saveVisits(phone, 1);
  assert.equal((await go(phone)).trouble, null);
  assert.equal(world.server.db.effects.length, 2);
  const text = utf8("b".repeat(400_000));
  assert.deepEqual(await unpack(await gzip(text), "gzip"), text);
});

test("a phone with nothing to send says hello with an empty batch", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 2);
  await go(phone);
  const said = await read((await makeBatch(phone, WIDE)).bytes);
  assert.deepEqual([said.n0, said.hi, said.un, said.old, said.ev], [3, 2, 0, null, []]);
  assert.equal(said.prev, said.h);
  assert.deepEqual(said.got.slice(0, 2), [world.server.db.epoch, 2]);
});

test("the wait is seven seconds, or twice what the bytes should take", () => {
  assert.equal(timeoutMs(8_000, 50_000), 7_000);
  assert.equal(timeoutMs(24_000, 50_000), 7_680);
  assert.equal(Math.round(timeoutMs(16_000, 30_000)), 8_533);
});

test("batches grow on a good line, shrink on a bad one, and stay between 2 and 24 kB", () => {
  const pace = startPace();
  assert.equal(pace.size, 8_000);
  noteGood(pace, 8_000, 1_280);
  assert.equal(pace.size, 8_000);
  noteGood(pace, 8_000, 1_280);
  assert.equal(pace.size, 12_000);
  for (let at = 0; at < 20; at += 1) noteGood(pace, pace.size, (pace.size * 8) / 1_000);
  assert.equal(pace.size, 24_000);
  noteTimeout(pace);
  assert.equal(pace.size, 12_000);
  for (let at = 0; at < 20; at += 1) noteTimeout(pace);
  assert.equal(pace.size, 2_000);
  for (let at = 0; at < 20; at += 1) noteGood(pace, pace.size, (pace.size * 8) / 30);
  assert.ok(pace.size > 14_000 && pace.size < 15_200, "what four seconds at 30 kbit/s carry");
});

test("a large event gets more time after each try, or it would never come through", () => {
  const pace = { ...startPace(), rate: 1_000_000 };
  const waits = Array.from({ length: 6 }, () => {
    noteTimeout(pace);
    return timeoutMs(100_000, pace.rate);
  });
  assert.ok(waits[5]! > (2 * 100_000 * 8 * 1000) / 50_000, `${waits}`);
});

test("what the commune cannot take is halved down to one event", () => {
  const pace = startPace();
  assert.equal(halve(pace, 8_000, 10), true);
  assert.deepEqual([pace.most, pace.size], [5, 4_000]);
  assert.equal(halve(pace, 900, 1), false);
  assert.equal(pace.most, 1);
  noteGood(pace, 900, 900);
  assert.equal(pace.most, 500);
});

test("a dead line is tried after half a second to a minute, never by all at once", () => {
  assert.deepEqual([1, 6, 7, 8, 9, 10, 11, 12, 13, 50].map((times) => backOffMs(times, 0.5)), [
    500, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
  for (const random of [0, 0.3, 0.999]) {
    for (let times = 1; times < 60; times += 1) {
      const wait = backOffMs(times, random);
      assert.ok(wait >= 400 && wait <= 60_000);
    }
  }
  assert.notEqual(backOffMs(2, 0.1), backOffMs(2, 0.9));
});

test("photos go two at once, in pieces of 8 kB on a weak line and 125 kB from one megabit on", () => {
  const rates = [30_000, 50_000, 1_000_000, 90_000_000];
  assert.deepEqual(rates.map((rate) => chunkBytes({ ...startPace(), rate })), [
    8_000, 8_000, 125_000, 256_000,
  ]);
});

test("a piece that was cut off comes in smaller ones, and only the least gets more time", () => {
  const pace = startPace();
  const sizes = Array.from({ length: 5 }, () => {
    const size = chunkBytes(pace);
    noteLatePiece(pace, size, pace.rate);
    return size;
  });
  assert.deepEqual(sizes, [8_000, 4_000, 4_000, 4_000, 4_000]);
  assert.equal(pace.rate, 50_000 / 16);
  const take = (times: number) => {
    for (let time = 0; time < times; time += 1) notePiece(pace, chunkBytes(pace), (chunkBytes(pace) * 8) / 400);
    return chunkBytes(pace);
  };
  assert.equal(take(7), 4_000, "the line may only have come for a moment");
  assert.deepEqual([take(1), take(8)], [8_000, 16_000]);
});

test("two pieces that one outage has cut off make the line half as narrow once", () => {
  const pace = { ...startPace(), piece: 4_000 };
  const begun = pace.rate;
  noteLatePiece(pace, 4_000, begun);
  noteLatePiece(pace, 4_000, begun);
  assert.equal(pace.rate, begun / 2);
  noteLatePiece(pace, 4_000, pace.rate);
  assert.equal(pace.rate, begun / 4);
});

test("a line that was there a moment ago is knocked at briefly, a dead one as ever", () => {
  const waits = [0, 1, 6, 7].map((missed) => knockMs({ ...startPace(), missed }));
  assert.deepEqual(waits, [7_000, 3_500, 3_500, 7_000]);
});
