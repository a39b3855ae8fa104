import assert from "node:assert/strict";
import { test } from "node:test";
import { DONE, FAILED, REPORT_DAY, TICK, UNDONE } from "../../client/src/drive_words";
import { findOwnWord, lackOfDay, listDrives, listLines, listSilent, placeOf, readDay, readDayBody, writeDay } from "../../client/src/drives";
import { keepDraft, recallDraft, type Typed } from "../../client/src/drafts";
import { GIVE_UP } from "../../client/src/giving_up";
import { newId } from "../../client/src/ids";
import { listItems } from "../../client/src/items";
import type { Phone } from "../../client/src/phone";
import { setPin } from "../../client/src/pin";
import { pull } from "../../client/src/pulling";
import { save } from "../../client/src/saving";
import { enrolled, MORNING, openWorld, PAO, visit } from "./world";

const VILLAGE = "0193a5c1-0000-7000-8000-00000000f001";
const DRIVE = newId(MORNING);
const [SO, TUA] = [newId(MORNING), newId(MORNING)];
const EVENING = new Date(2026, 10, 24, 18, 0).getTime();
const ROW = {
  ...{ t: "campaign", id: newId(MORNING), campaign: DRIVE, village: VILLAGE, name: "BHYT trên VNeID" },
  ...{ goal: "", done_means: "Mở được thẻ", steps: "", unit: "hộ", from: "2026-11-20", to: "2026-11-30" },
  ...{ mode: "danh_sach", reasons: [["KHONG_SIM", "Không có SIM"]], target: 2, done: 0, reported_day: "" },
};

function line(id: string, number: number, household: string, more: object = {}): object {
  const about = { t: "campaign_item", id, campaign: DRIVE, village: VILLAGE, number, household };
  return { ...about, state: "", reason: "", ...more };
}

async function started(...more: object[]): Promise<Phone> {
  const world = await openWorld();
  const phone = await enrolled(world);
  const households = [
    { t: "household", id: SO, head_name: "Giàng A Sở", village: VILLAGE, code: "H1" },
    { t: "household", id: TUA, head_name: "Giàng A Tủa", village: VILLAGE, code: "H2" },
  ];
  world.server.pulls.pages.set("", { rows: [...households, ROW, ...more], c: "1" });
  await pull(phone, PAO.id);
  return phone;
}

async function tick(phone: Phone, item_id: string, result: string, reason = "") {
  const own = await findOwnWord(phone, PAO.id, TICK, [item_id]);
  const body = { item_id, result, ...(reason && { reason }) };
  return save(phone, visit({ kind: TICK, body, ...(own && { replaces: own.id }) }));
}

async function lines(phone: Phone): Promise<string[]> {
  const [drive] = await listDrives(phone, PAO.id);
  return (await listLines(phone, PAO.id, drive!)).map(({ name, result, reason }) => [name, result, reason].filter(Boolean).join(" "));
}

test("the list stands in the order of the sheet, with what is ticked here on top of what the commune told", async () => {
  const [one, two, three] = [newId(MORNING), newId(MORNING), newId(MORNING)];
  const other = line(newId(MORNING), 1, SO, { campaign: newId(MORNING) });
  const phone = await started(line(two, 2, TUA, { state: FAILED, reason: "KHONG_SIM" }), line(one, 1, SO), line(three, 3, ""), other);

  await tick(phone, one, DONE);

  assert.deepEqual(await lines(phone), ["Giàng A Sở xong", "Giàng A Tủa chua_xong KHONG_SIM", ""]);
});

test("a new word puts the own one right, taken back nothing stands, and then a new one begins anew", async () => {
  const item = newId(MORNING);
  const phone = await started(line(item, 1, SO));

  const first = await tick(phone, item, DONE);
  const second = await tick(phone, item, FAILED, "KHONG_SIM");
  assert.deepEqual(await lines(phone), ["Giàng A Sở chua_xong KHONG_SIM"]);
  const third = await tick(phone, item, UNDONE);
  assert.deepEqual(await lines(phone), ["Giàng A Sở"]);
  const fourth = await tick(phone, item, DONE);

  assert.deepEqual([first, second, third, fourth].map(({ replaces }) => replaces), [undefined, first.id, second.id, undefined]);
});

test("a word given up stands no more", async () => {
  const item = newId(MORNING);
  const phone = await started(line(item, 1, SO));
  const { id } = await tick(phone, item, DONE);

  await save(phone, visit({ kind: GIVE_UP, body: { ids: [id] } }));

  assert.deepEqual(await lines(phone), ["Giàng A Sở"]);
  assert.equal(await findOwnWord(phone, PAO.id, TICK, [item]), null);
});

test("numbers of a day must add up, or be looked at; what is not said is no 0", () => {
  const lack = (more: object): string => lackOfDay(readDay(more as never));

  assert.equal(lack({}), "numbers");
  assert.equal(lack({ done: "6" }), "numbers");
  assert.equal(lack({ done: "6", failed: "2" }), "");
  assert.equal(lack({ done: "6", failed: "2", reached: "8" }), "");
  assert.equal(lack({ done: "6", failed: "2", reached: "10" }), "sum");
  assert.equal(lack({ done: "6", failed: "2", reached: "10", sure: true }), "");
  assert.equal(lack({ done: "6", failed: "2", reasons: [["KHONG_SIM", 3]] }), "reasons");
});

test("a day is a draft, becomes the fields of the page's form, and comes back to be put right", async () => {
  const phone = await started();
  const [drive] = await listDrives(phone, PAO.id);
  const about = { campaign: DRIVE, village: VILLAGE, day: "24/11/2026" };
  const day = readDay({ done: "6", failed: "2", reasons: [["KHONG_SIM", 2]] });

  const body = writeDay(drive!, "2026-11-24", day);

  await setPin(phone, PAO.id, "135790", 1_000);
  await keepDraft(phone, PAO.id, "dot", day as unknown as Typed);
  assert.deepEqual(await recallDraft(phone, PAO.id, "dot"), day);
  assert.deepEqual(body, { ...about, done: 6, failed: 2, vi_sao_khong_sim: 2 });
  assert.deepEqual(readDayBody(body, drive!), day);
  assert.deepEqual(writeDay(drive!, "2026-11-24", null), { ...about, home: 1 });
  assert.equal(readDayBody({ ...about, home: 1 }, drive!).done, "0");
});

test("who counts and has said nothing of today is asked, until a word of the day is on the phone", async () => {
  const phone = await started({ ...ROW, mode: "dem" });
  const drives = await listDrives(phone, PAO.id);
  const silent = async (now = EVENING) => (await listSilent(phone, PAO.id, drives, now)).length;

  assert.equal(await silent(), 1);
  assert.equal(await silent(new Date(2026, 11, 1, 18, 0).getTime()), 0);
  await save(phone, visit({ kind: REPORT_DAY, body: writeDay(drives[0]!, "2026-11-24", null) }));
  assert.equal(await silent(), 0);
  assert.equal(await silent(EVENING + 86_400_000), 1);
  assert.equal((await listSilent(phone, PAO.id, [{ ...drives[0]!, reportedDay: "2026-11-25" }], EVENING + 86_400_000)).length, 0);
});

test("in the outbox they have names, and a way to where they are put right", async () => {
  const item = newId(MORNING);
  const phone = await started(line(item, 1, SO));
  await tick(phone, item, FAILED, "KHONG_SIM");
  const [drive] = await listDrives(phone, PAO.id);
  const report = writeDay(drive!, "2026-11-24", null);
  await save(phone, visit({ kind: REPORT_DAY, body: report }));

  const { waiting } = await listItems(phone, PAO.id);

  assert.deepEqual(waiting.map(({ title }) => title), ["Báo số: BHYT trên VNeID", "Giàng A Sở: chưa xong"]);
  assert.equal(await placeOf(phone, PAO.id, TICK, waiting[1]!.body!), `dot/${ROW.id}/ho/${item}`);
  assert.equal(await placeOf(phone, PAO.id, REPORT_DAY, report), `dot/${ROW.id}/ngay/2026-11-24`);
});
