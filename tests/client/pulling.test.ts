import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../client/src/ids";
import { recall } from "../../client/src/kept";
import type { Phone } from "../../client/src/phone";
import { setPin } from "../../client/src/pin";
import { pull } from "../../client/src/pulling";
import { forgetRows, readRows } from "../../client/src/rows";
import { save } from "../../client/src/saving";
import { cutAfter, cutBefore, enrolled, go, MORNING, openWorld, PAO, portal, VILLAGE, visit, type World } from "./world";

const OTHER = "thon:0193a5c1-0000-7000-8000-00000000f002";
const SU = newId(MORNING);
const MAY = newId(MORNING + 1);

function household(id: string, ten: string, scope = VILLAGE): object {
  return { t: "ho", id, scope, ten };
}

async function pulled(pages: [string, object][]): Promise<[World, Phone]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  for (const [cursor, page] of pages) world.server.pulls.pages.set(cursor, page as any);
  return [world, phone];
}

async function names(phone: Phone): Promise<string> {
  return (await readRows(phone, PAO.id, "ho")).map(({ ten }) => ten).sort().join();
}

test("pages follow each other to the end, and the next pull goes on from there", async () => {
  const [world, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ")], c: "1", more: true }],
    ["1", { rows: [household(MAY, "Mẩy")], c: "2" }],
    ["2", { rows: [{ t: "ho", id: SU, gone: true }, household(MAY, "Mẩy B")], c: "3" }],
  ]);
  assert.deepEqual(await pull(phone, PAO.id), { trouble: null });
  assert.equal(await names(phone), "Mẩy,Sủ");
  assert.deepEqual(await pull(phone, PAO.id), { trouble: null });
  assert.equal(await names(phone), "Mẩy B");
  assert.equal((await recall(phone.store, `cursor:${PAO.id}`))!.c, "3");
  assert.equal(world.sent.filter(({ path }) => path === "/dong-bo/vao").length, 1);
});

test("cut between two pages it goes on from the first", async () => {
  const [world, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ")], c: "1", more: true }],
    ["1", { rows: [household(MAY, "Mẩy")], c: "2" }],
  ]);
  const good = (_asked: unknown, proceed: () => Promise<any>): Promise<any> => proceed();
  world.fates.push(good, good, cutAfter);
  assert.equal((await pull(phone, PAO.id)).trouble, "mat_song");
  assert.equal(await names(phone), "Sủ");
  for (const fate of [cutBefore, portal]) {
    world.fates.push(fate);
    assert.ok((await pull(phone, PAO.id)).trouble);
    assert.equal(await names(phone), "Sủ");
  }
  assert.deepEqual(await pull(phone, PAO.id), { trouble: null });
  assert.equal(await names(phone), "Mẩy,Sủ");
  const asked = world.server.asked.filter(({ path }) => path.includes("/keo?c=&"));
  assert.equal(asked.length, 1, "the first page came once");
});

test("a scope taken away goes, except what an unsent event speaks of", async () => {
  const [world, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ"), household(MAY, "Mẩy"), household(newId(0), "Xa", OTHER)], c: "1" }],
    ["1", { rows: [], reset: [VILLAGE], c: "2" }],
    ["2", { rows: [], c: "3" }],
  ]);
  await pull(phone, PAO.id);
  await save(phone, visit({ body: { ho: SU } }));

  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Sủ,Xa");

  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Sủ,Xa", "not sent yet");

  await go(phone);
  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Xa", "sent, so nothing holds it any more");
  assert.equal(world.server.db.effects.length, 1);
});

test("a scope that comes back whole is as it is at the commune", async () => {
  const [, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ"), household(MAY, "Mẩy")], c: "1" }],
    ["1", { rows: [household(MAY, "Mẩy")], reset: [VILLAGE], c: "2" }],
    ["2", { rows: [], c: "3" }],
  ]);
  for (const wanted of ["Mẩy,Sủ", "Mẩy", "Mẩy"]) {
    await pull(phone, PAO.id);
    assert.equal(await names(phone), wanted);
  }
});

test("a row that is gone stays while an unsent event speaks of it", async () => {
  const [, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ"), household(MAY, "Mẩy")], c: "1" }],
    ["1", { rows: [{ t: "ho", id: SU, gone: true }, { t: "ho", id: MAY, gone: true }], c: "2" }],
    ["2", { rows: [], c: "3" }],
  ]);
  await pull(phone, PAO.id);
  await save(phone, visit({ body: { ho: SU } }));
  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Sủ");
  await go(phone);
  await pull(phone, PAO.id);
  assert.equal(await names(phone), "");
});

test("what was received while a page was on its way is not taken for done", async () => {
  const [world, phone] = await pulled([]);
  await pull(phone, PAO.id);
  await save(phone, visit());
  world.fates.push(async (_asked, proceed) => {
    const page = await proceed();
    world.fates.push(cutAfter);
    await go(phone);
    await go(phone);
    return page;
  });
  await pull(phone, PAO.id);
  assert.equal((await phone.store.db.getAll("outbox"))[0]!.state, "nhan");
  await pull(phone, PAO.id);
  assert.equal((await phone.store.db.getAll("outbox"))[0]!.state, "ap_dung");
});

test("all that a person may see is told anew when that has changed", async () => {
  const [, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ"), household(MAY, "Mẩy")], reset: ["*"], c: "1" }],
    ["1", { rows: [household(newId(0), "Nà Mẫu", OTHER)], reset: ["*"], c: "2", more: true }],
    ["2", { rows: [household(newId(1), "Chẳn", OTHER)], c: "3" }],
  ]);
  await pull(phone, PAO.id);
  await save(phone, visit({ body: { ho: SU } }));
  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Chẳn,Nà Mẫu,Sủ");
});

test("another epoch begins the pull anew and leaves the outbox alone", async () => {
  const [world, phone] = await pulled([
    ["", { rows: [household(SU, "Sủ")], c: "1" }],
    ["1", { rows: [household(MAY, "lạc")], c: "9" }],
  ]);
  await pull(phone, PAO.id);
  await save(phone, visit());
  world.server.db.epoch = newId(MORNING + 5);
  world.server.pulls.pages.set("", { rows: [household(MAY, "Mẩy")], c: "1b" });
  await pull(phone, PAO.id);
  assert.equal(await names(phone), "Mẩy");
  assert.equal((await recall(phone.store, `cursor:${PAO.id}`))!.ep, world.server.db.epoch);
  assert.equal(await phone.store.db.count("outbox"), 1);
});

test("what became of an item later comes with the pull", async () => {
  const [world, phone] = await pulled([]);
  const [one, other] = [await save(phone, visit()), await save(phone, visit())];
  world.fates.push(cutAfter);
  await go(phone);
  await go(phone);
  const unsent = await save(phone, visit());
  world.server.pulls.st = [
    [one.id, "tu_choi", "khong_quyen", "", "Không có quyền."],
    [other.id, "cho", "cho_duyet", "", ""],
    [unsent.id, "ap_dung", "va_cham", "", ""],
    ["rác", "x"],
  ];
  const states = async (): Promise<string[]> =>
    (await phone.store.db.getAll("outbox")).map(({ state, text }) => `${state} ${text}`.trim());
  await pull(phone, PAO.id);
  assert.deepEqual(await states(), ["tu_choi Không có quyền.", "cho", ""]);

  world.server.pulls.st = [];
  await pull(phone, PAO.id);
  assert.deepEqual(await states(), ["ap_dung", "ap_dung", ""], "what is not named is done");
  assert.deepEqual(
    (await phone.store.db.getAllFromIndex("outbox", "open")).map(({ id }) => id),
    [unsent.id],
  );
});

test("what the province holds too is done, and stays so", async () => {
  const [world, phone] = await pulled([]);
  const { id } = await save(phone, visit());
  await go(phone);
  const entry = async () => (await phone.store.db.getAll("outbox"))[0]!;
  world.server.pulls.st = [[id, "tinh_nhan", "ok", "", ""]];
  await pull(phone, PAO.id);
  assert.deepEqual([(await entry()).state, "open" in (await entry())], ["tinh_nhan", false]);

  world.server.pulls.st = [];
  await pull(phone, PAO.id);
  assert.equal((await entry()).state, "tinh_nhan");
});

test("what was set aside stays so until the commune names it otherwise", async () => {
  const [world, phone] = await pulled([]);
  for (const device of world.server.db.devices.values()) device.isFrozen = true;
  const { id } = await save(phone, visit());
  await go(phone);
  await pull(phone, PAO.id);
  assert.equal((await phone.store.db.getAll("outbox"))[0]!.state, "cach_ly");
  world.server.pulls.st = [[id, "ap_dung", "ok", "", ""]];
  await pull(phone, PAO.id);
  assert.equal((await phone.store.db.getAll("outbox"))[0]!.state, "ap_dung");
});

test("a clock that is days off is no reason to be shut out", async () => {
  const [world, phone] = await pulled([["", { rows: [household(SU, "Sủ")], c: "1" }]]);
  await phone.store.db.delete("kv", "offset_ms");
  world.server.now = () => world.clock.now + 3 * 86_400_000;
  assert.deepEqual(await pull(phone, PAO.id), { trouble: null });
  assert.equal(await names(phone), "Sủ");
});

test("an expired token is fetched anew; a person without rights gets nothing", async () => {
  const [world, phone] = await pulled([["", { rows: [household(SU, "Sủ")], c: "1" }]]);
  await pull(phone, PAO.id);
  world.server.pulls.tokens.clear();
  assert.deepEqual(await pull(phone, PAO.id), { trouble: null });
  world.server.pulls.tokens.clear();
  for (const device of world.server.db.devices.values()) device.people.clear();
  assert.equal((await pull(phone, PAO.id)).trouble, "may_la");
});

test("behind a PIN rows lie locked on the phone; after logout they are gone and the outbox stays", async () => {
  const [, phone] = await pulled([["", { rows: [household(SU, "Bà Sủ")], c: "1" }]]);
  await setPin(phone, PAO.id, "135790", 1_000);
  await pull(phone, PAO.id);
  await save(phone, visit());
  assert.ok(!JSON.stringify(await phone.store.db.getAll("rows")).includes("Bà Sủ"));
  assert.equal(await names(phone), "Bà Sủ");
  phone.open.clear();
  assert.equal(await names(phone), "");
  await forgetRows(phone.store, PAO.id);
  assert.equal(await phone.store.db.count("rows"), 0);
  assert.equal(await phone.store.db.count("outbox"), 1);
});
