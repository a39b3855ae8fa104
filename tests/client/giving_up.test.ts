import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBatch } from "../../client/src/batch";
import { GIVE_UP, versionsBefore } from "../../client/src/giving_up";
import { ADD_HOUSEHOLD, listHouseholds, SET_HOUSEHOLD } from "../../client/src/households";
import { countLeft, dependentsOf, type Item, listItems } from "../../client/src/items";
import { newId } from "../../client/src/ids";
import { startPace } from "../../client/src/pace";
import type { Phone } from "../../client/src/phone";
import { setPin } from "../../client/src/pin";
import { pull } from "../../client/src/pulling";
import { save } from "../../client/src/saving";
import { unpack } from "./server_batch";
import { enrolled, go, makePhoto, MORNING, openWorld, PAO, saveVisits, visit, type World } from "./world";

async function started(): Promise<[World, Phone]> {
  const world = await openWorld();
  for (const kind of [GIVE_UP, ADD_HOUSEHOLD, SET_HOUSEHOLD]) world.server.knownKinds.add(kind);
  return [world, await enrolled(world)];
}

async function meet(phone: Phone, head_name: string, more: object = {}) {
  return save(phone, visit({ kind: ADD_HOUSEHOLD, body: { head_name }, ...more }));
}

async function giveUp(phone: Phone, ...ids: string[]) {
  return save(phone, visit({ kind: GIVE_UP, body: { ids } }));
}

async function outbox(phone: Phone): Promise<{ [group: string]: string[] }> {
  const { refused, waiting, received } = await listItems(phone, PAO.id);
  const say = ({ title, words: { word, why } }: Item): string => [title, word, why].filter(Boolean).join(" / ");
  return { refused: refused.map(say), waiting: waiting.map(say), received: received.map(say) };
}

test("what was given up before it was sent says so, and is no household any more", async () => {
  const [, phone] = await started();
  await setPin(phone, PAO.id, "135790", 1_000);
  const { id } = await meet(phone, "Giàng Thị Dợ");

  await giveUp(phone, id);

  assert.deepEqual((await outbox(phone)).waiting, ["Thêm hộ Giàng Thị Dợ / đã bỏ, chưa gửi"]);
  assert.deepEqual(await listHouseholds(phone, PAO.id), []);
});

test("both go in one batch; the commune runs neither, and nothing is left to look after", async () => {
  const [world, phone] = await started();
  const { id } = await meet(phone, "Giàng Thị Dợ");
  await giveUp(phone, id);

  await go(phone);

  assert.equal(world.sent.filter(({ path }) => path === "/dong-bo/day").length, 1);
  assert.deepEqual(world.server.db.effects.filter((done) => done === id), []);
  assert.deepEqual(await outbox(phone), { refused: [], waiting: [], received: [] });
});

test("what the commune had done before the give-up came stays, and that is said", async () => {
  const [world, phone] = await started();
  const { id } = await meet(phone, "Giàng Thị Dợ");
  world.fates.push(async (_asked, send) => {
    await send();
    throw new TypeError("the answer is lost");
  });
  await go(phone);
  await giveUp(phone, id);
  assert.deepEqual((await outbox(phone)).waiting, ["Thêm hộ Giàng Thị Dợ / đã bỏ, chưa gửi"]);

  await go(phone);
  await pull(phone, PAO.id);

  assert.deepEqual(await outbox(phone), {
    refused: [],
    waiting: [],
    received: ["Thêm hộ Giàng Thị Dợ / xã đã nhận đủ / xã đã làm trước khi bạn bỏ"],
  });
});

test("what came back and is given up is red no more; until it is sent it says so", async () => {
  const [world, phone] = await started();
  const { id } = await meet(phone, "Dợ", { body: { head_name: "Dợ", sai: true } });
  await go(phone);
  await giveUp(phone, id);

  const before = await outbox(phone);
  world.server.instead.push({ status: 503 });
  await go(phone);
  const [busy, left] = [await outbox(phone), await countLeft(phone, PAO.id)];
  await go(phone);

  assert.deepEqual([before.refused, before.waiting], [[], ["Thêm hộ Dợ / đã bỏ, chưa gửi"]]);
  assert.deepEqual(busy, before);
  assert.equal(left, 1);
  assert.equal(await countLeft(phone, PAO.id), 0);
  assert.deepEqual((await outbox(phone)).received, ["Thêm hộ Dợ / xã đã nhận / đã bỏ, đang ghi vào sổ"]);
});

test("a correction that is given up leaves what it was to put right, where the commune has it", async () => {
  const [, phone] = await started();
  const first = await meet(phone, "Dợ");
  await go(phone);
  const second = await meet(phone, "Giàng Thị Dợ", { replaces: first.id });
  await giveUp(phone, second.id);

  const { waiting, received } = await outbox(phone);

  assert.deepEqual(waiting, ["Thêm hộ Giàng Thị Dợ / đã bỏ, chưa gửi"]);
  assert.deepEqual(received, ["Thêm hộ Dợ / xã đã nhận đủ"]);
});

test("all versions of it that are on the phone alone go together, as one line", async () => {
  const [, phone] = await started();
  const first = await meet(phone, "Dợ");
  const second = await meet(phone, "Giàng Dợ", { replaces: first.id });
  const third = await meet(phone, "Giàng Thị Dợ", { replaces: second.id });
  const before = await versionsBefore(phone, third);

  await giveUp(phone, ...before.map(({ id }) => id), third.id);

  assert.deepEqual(before.map(({ id }) => id), [second.id, first.id]);
  assert.deepEqual((await outbox(phone)).waiting, ["Thêm hộ Giàng Thị Dợ / đã bỏ, chưa gửi"]);
});

test("a change built on the one given up goes with it, another one does not", async () => {
  const [, phone] = await started();
  const household = newId(MORNING);
  const set = (field: string, pair: string[]) =>
    save(phone, visit({ kind: SET_HOUSEHOLD, body: { household, set: { [field]: pair } } }));
  const first = await set("head_name", ["Dợ", "Giàng Dợ"]);
  const built = await set("head_name", ["Giàng Dợ", "Giàng Thị Dợ"]);
  await set("members_count", ["", "5"]);

  const { waiting } = await listItems(phone, PAO.id);
  const item = waiting.find(({ entry }) => entry.id === first.id)!;

  assert.deepEqual(dependentsOf(item, waiting).map(({ entry }) => entry.id), [built.id]);
});

test("a full batch grows so that an item and its give-up are not parted, and not for others", async () => {
  const [, phone] = await started();
  const [first] = await saveVisits(phone, 100);
  const pace = { ...startPace(), size: 2_000 };
  const usual = await makeBatch(phone, pace);
  await giveUp(phone, first!);
  await saveVisits(phone, 20);

  const batch = await makeBatch(phone, pace);

  const said = JSON.parse(new TextDecoder().decode(await unpack(batch.bytes, "gzip")));
  assert.ok(usual.events < 80 && usual.bytes.length <= pace.size);
  assert.equal(batch.events, 101);
  assert.equal(said.ev[100].kind, GIVE_UP);
});

test("photos of what was given up cost nobody a byte", async () => {
  const [world, phone] = await started();
  const files = [{ bytes: makePhoto(30_000), type: "image/jpeg" }];
  const { id } = await save(phone, visit({ files }));
  await giveUp(phone, id);

  await go(phone);

  assert.equal(world.sent.filter(({ path }) => path.startsWith("/dong-bo/tep/")).length, 0);
});
