import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ADD_HOUSEHOLD,
  findHouseholds,
  type Household,
  listHouseholds,
  listVillages,
  readHousehold,
  SET_HOUSEHOLD,
} from "../../client/src/households";
import { GIVE_UP } from "../../client/src/giving_up";
import { dependentsOf, findItem, listItems } from "../../client/src/items";
import { newId } from "../../client/src/ids";
import type { Phone } from "../../client/src/phone";
import { pull } from "../../client/src/pulling";
import { save } from "../../client/src/saving";
import { enrolled, go, MAI, MORNING, openWorld, PAO, visit, type World } from "./world";

const VILLAGE = "0193a5c1-0000-7000-8000-00000000f001";
const SU = newId(MORNING);

function told(id: string, head_name: string, more: object = {}): object {
  return { t: "household", id, head_name, village: VILLAGE, code: "H00017", members_count: 4, ...more };
}

async function pulled(...rows: object[]): Promise<[World, Phone]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.server.knownKinds.add(ADD_HOUSEHOLD);
  world.server.pulls.pages.set("", { rows, c: "1" });
  await pull(phone, PAO.id);
  return [world, phone];
}

async function names(phone: Phone): Promise<string[]> {
  return (await listHouseholds(phone, PAO.id)).map(({ head_name }) => head_name);
}

async function meet(phone: Phone, head_name: string, more: object = {}) {
  const body = { head_name, village: VILLAGE };
  return save(phone, visit({ kind: ADD_HOUSEHOLD, body, ...more }));
}

async function change(phone: Phone, household: string, field: string, pair: string[], more = {}) {
  const body = { household, set: { [field]: pair } };
  return save(phone, visit({ kind: SET_HOUSEHOLD, body, ...more }));
}

test("a household written down on the road stands among the others at once", async () => {
  const [, phone] = await pulled(told(SU, "Lý A Sủ"));

  const { id } = await meet(phone, "Giàng Thị Dợ");
  await change(phone, id, "members_count", ["", "5"], { needs: [id] });

  const all = await listHouseholds(phone, PAO.id);
  assert.deepEqual(all.map(({ head_name }) => head_name), ["Giàng Thị Dợ", "Lý A Sủ"]);
  assert.deepEqual([all[0]!.members_count, all[0]!.id, all[0]!.code], ["5", id, ""]);
});

test("a change that is not carried out lies over what the commune told, a refused one does not", async () => {
  const [world, phone] = await pulled(told(SU, "Lý A Sủ"));

  await change(phone, SU, "head_name", ["Lý A Sủ", "Lý A Sử"]);
  assert.deepEqual(await names(phone), ["Lý A Sử"]);

  await save(phone, visit({ kind: SET_HOUSEHOLD, body: { household: SU, sai: true, set: {} } }));
  world.server.knownKinds.delete(SET_HOUSEHOLD);
  await go(phone);
  assert.deepEqual(await names(phone), ["Lý A Sử"]);
  for (const entry of await phone.store.db.getAll("outbox")) {
    await phone.store.db.put("outbox", { ...entry, state: "tu_choi" });
  }
  assert.deepEqual(await names(phone), ["Lý A Sủ"]);
});

test("a household that came back and was put right is the one it was", async () => {
  const [, phone] = await pulled(told(SU, "Lý A Sủ"));
  const first = await meet(phone, "Dợ");
  const second = await meet(phone, "Giàng Thị D", { replaces: first.id });
  await phone.store.db.put("outbox", { ...first, state: "tu_choi" });
  await phone.store.db.put("outbox", { ...second, state: "tu_choi" });
  await meet(phone, "Giàng Thị Dợ", { replaces: second.id });

  const [household, ...others] = await listHouseholds(phone, PAO.id);

  assert.deepEqual([household!.id, household!.head_name, others.length], [first.id, "Giàng Thị Dợ", 1]);
});

test("nobody else's households are there", async () => {
  const [, phone] = await pulled(told(SU, "Lý A Sủ"));
  await meet(phone, "Giàng Thị Dợ");

  assert.deepEqual(await listHouseholds(phone, MAI.id), []);
});

test("names are found without accents, by any of their words, by the code", () => {
  const all = ["Lý Thị Mẩy (Mẩy Lìn)", "Lý A Sở", "Đặng Văn Đức, ông Chẳn"].map(
    (head_name, at): Household => ({ ...readHousehold(String(at), { head_name }), code: `H0001${at}` }),
  );
  const find = (typed: string): string[] => findHouseholds(all, typed).map(({ id }) => id);

  assert.deepEqual(find(""), ["0", "1", "2"]);
  assert.deepEqual(find("may"), ["0"]);
  assert.deepEqual(find("so ly"), ["1"]);
  assert.deepEqual(find("DUC dang"), ["2"]);
  assert.deepEqual(find("h00011"), ["1"]);
  assert.deepEqual([find("may lin"), find("chan")], [["0"], ["2"]], "what they are called");
  assert.deepEqual(find("ay"), []);
});

test("villages bring their clusters for choice", async () => {
  const clusters = [[SU, "Nà Mẫu"]];
  const [, phone] = await pulled({ t: "village", id: VILLAGE, name: "Thôn Mẫu Sơn", clusters });

  assert.deepEqual(await listVillages(phone, PAO.id), [{ id: VILLAGE, name: "Thôn Mẫu Sơn", clusters }]);
});

test("the outbox says one line for each thing done, under what has become of it", async () => {
  const [world, phone] = await pulled(told(SU, "Lý A Sủ"));
  world.server.codes.set("mai", MAI);
  await meet(phone, "Giàng Thị Dợ");
  const { id } = await save(phone, visit({ kind: ADD_HOUSEHOLD, body: { head_name: "", sai: true } }));
  await go(phone);
  await change(phone, SU, "head_name", ["Lý A Sủ", "Lý A Sử"]);

  const { refused, waiting, received, others } = await listItems(phone, PAO.id);

  assert.deepEqual(refused.map(({ entry, words }) => [entry.id, words.word.slice(0, 12)]), [[id, "bị trả lại ("]]);
  assert.deepEqual(waiting.map(({ title }) => title), ["Sửa hộ Lý A Sủ"]);
  assert.deepEqual(received.map(({ title, words }) => [title, words.word]), [
    ["Thêm hộ Giàng Thị Dợ", "xã đã nhận đủ"],
  ]);
  assert.equal(others, 0);
  assert.equal((await listItems(phone, MAI.id)).others, 1);
});

test("what was put right or given up stands in the outbox no more", async () => {
  const [, phone] = await pulled();
  const first = await meet(phone, "Dợ");
  const { id } = await meet(phone, "Giàng Thị Dợ", { replaces: first.id });
  await save(phone, visit({ kind: GIVE_UP, body: { ids: [first.id] } }));

  const { waiting } = await listItems(phone, PAO.id);

  assert.deepEqual(waiting.map(({ entry }) => entry.id), [id]);
  assert.equal(await findItem(phone, PAO.id, first.id), null);
});

test("whoever gives a thing up is told what goes with it", async () => {
  const [, phone] = await pulled();
  const home = await meet(phone, "Giàng Thị Dợ");
  const edit = await change(phone, home.id, "members_count", ["", "5"], { needs: [home.id] });
  const later = await save(phone, visit({ needs: [edit.id] }));
  await meet(phone, "Lý A Sủ");

  const { waiting } = await listItems(phone, PAO.id);
  const item = waiting.find(({ entry }) => entry.id === home.id)!;

  assert.deepEqual(
    dependentsOf(item, waiting).map(({ entry }) => entry.id),
    [edit.id, later.id],
  );
});
