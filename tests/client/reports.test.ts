import assert from "node:assert/strict";
import { test } from "node:test";
import { openBody } from "../../client/src/bodies";
import type { Typed } from "../../client/src/drafts";
import { newId } from "../../client/src/ids";
import { listItems } from "../../client/src/items";
import type { Phone } from "../../client/src/phone";
import { pull } from "../../client/src/pulling";
import { numberOf, doubtsOf, stepped } from "../../client/src/report_doubts";
import { readReport, type Report } from "../../client/src/report_form";
import { clashes, settle, shownOf, typedInto, writeReport } from "../../client/src/report_typing";
import { listStanding, readOwed, REPORT } from "../../client/src/reports";
import { save } from "../../client/src/saving";
import { enrolled, go, MORNING, openWorld, PAO, visit, type World } from "./world";

const VILLAGE = "0193a5c1-0000-7000-8000-00000000f001";
const NOVEMBER = { village: VILLAGE, form: "thon-14", month: "2026-11" };
const KEY = `${VILLAGE} thon-14 2026-11`;
const COUNTED = {
  ...{ t: "report_village", id: VILLAGE },
  months: [["2026-11", "2026-11-25", "5", null], ["2026-10", "2026-10-25", "5", "7"]],
};

function told(month: string, state: string, cells: string[][], more: object = {}): object {
  const about = { ...NOVEMBER, month, state, cells, revision: 1, is_mine: true };
  return { t: "village_report", id: newId(MORNING), ...about, ...more };
}

const OCTOBER = told("2026-10", "da_duyet", [["CT01", "100", "ghi", "", ""], ["CT13", "7", "dem", "", ""], ["CT14", "1", "ghi", "", ""]]);

async function started(...rows: object[]): Promise<{ world: World; phone: Phone }> {
  const world = await openWorld();
  const phone = await enrolled(world);
  await hear(world, phone, "", COUNTED, ...rows);
  return { world, phone };
}

/** The commune tells more. */
async function hear(world: World, phone: Phone, since: string, ...rows: object[]): Promise<void> {
  world.server.pulls.pages.set(since, { rows, c: `${since}1` });
  await pull(phone, PAO.id);
}

async function read(phone: Phone, typed: Typed = {}): Promise<[Report, Typed]> {
  const report = (await readReport(phone, PAO.id, NOVEMBER))!;
  return [report, { ...report.begin, ...typed }];
}

async function send(phone: Phone, report: Report, typed: Typed) {
  const body = { ...NOVEMBER, ...writeReport(report, typed), send: true };
  return save(phone, visit({ kind: REPORT, body, ...(report.own && { replaces: report.own.id }) }));
}

function type(report: Report, typed: Typed, more: { [field: string]: string }): Typed {
  return { ...typed, ...typedInto(report, typed, more) };
}

test("last month is offered and not taken; what registers say is taken; empty is no 0", async () => {
  const { phone } = await started(OCTOBER);
  const [report, typed] = await read(phone);

  const says = report.items.map((item) => `${item.code} ${numberOf(item, report.offers, shownOf(report, typed))}`);

  assert.equal(report.items.length, 14);
  assert.deepEqual(says.filter((said) => !said.endsWith(" ")), ["CT12 5"]);
  assert.deepEqual(Object.keys(report.offers), ["CT01", "CT12"]);
  assert.equal(report.offers.CT01!.words, "Như tháng trước: 100");
  assert.deepEqual(writeReport(report, type(report, typed, { so_ct03: "0", nhu_ct01: "True" })), {
    ...{ so_ct03: "0", saw_so_ct03: "", nhu_ct01: "True", saw_nhu_ct01: "", nhu_ct12: "True", saw_nhu_ct12: "" },
  });
});

test("a count of the registers that is put aside is said, for the commune would take it", async () => {
  const { phone } = await started(OCTOBER);
  const [report, typed] = await read(phone);

  assert.deepEqual(writeReport(report, type(report, typed, { so_ct12: "", nhu_ct12: "" })), { nhu_ct12: "", saw_nhu_ct12: "" });
  assert.deepEqual(writeReport(report, type(report, typed, { so_ct12: "4", nhu_ct12: "" })), {
    ...{ so_ct12: "4", saw_so_ct12: "", nhu_ct12: "", saw_nhu_ct12: "" },
  });
});

test("what looks wrong is said in the office's words, and a note ends the question", async () => {
  const { phone } = await started(OCTOBER);
  const [report, typed] = await read(phone);
  const fields = shownOf(report, type(report, typed, { so_ct01: "130", so_ct03: "90", so_ct04: "50" }));

  assert.deepEqual(doubtsOf(report, fields).map(({ item, text }) => `${item} ${text}`), [
    "CT03 Hộ nghèo + Hộ cận nghèo nhiều hơn hộ dân. Xem lại hai số này.",
    "CT01 Hộ dân đổi hơn 20 %: tháng trước 100, nay 130. Ghi vì sao vào ghi chú.",
  ]);
  assert.deepEqual(doubtsOf(report, { ...fields, so_ct04: "40", vi_ct01: "tách hộ" }), []);
  assert.deepEqual(doubtsOf(report, { ...fields, so_ct01: "120", so_ct04: "" }), []);
});

test("said again before it was sent, it takes its own first word along", async () => {
  const { phone } = await started();
  const [first, typed] = await read(phone);
  const one = await send(phone, first, type(first, typed, { so_ct01: "120", so_ct02: "500" }));
  const [second, again] = await read(phone);

  assert.equal(numberOf(second.items[0]!, second.offers, shownOf(second, again)), "120");
  const two = await send(phone, second, type(second, again, { so_ct01: "122", so_ct02: "" }));
  const body = (await openBody(phone, two))!;

  assert.equal(two.replaces, one.id);
  assert.deepEqual([body.so_ct01, body.saw_so_ct01, body.own_so_ct01], ["122", "", "120"]);
  assert.deepEqual([body.so_ct02, body.own_so_ct02], ["", "500"]);
  assert.equal((await listItems(phone, PAO.id)).waiting.map(({ title }) => title).join(), "Báo cáo tháng 11/2026");
  assert.equal((await listStanding(phone, PAO.id)).get(KEY)!.word, "trên máy");
});

test("where the commune has another number by now, both are shown and one is chosen", async () => {
  const { world, phone } = await started();
  const [before, typed] = await read(phone);
  const mine = type(before, typed, { so_ct01: "120", so_ct02: "500" });
  await hear(world, phone, "1", told("2026-11", "nhap", [["CT01", "118", "ghi", "", ""], ["CT02", "500", "ghi", "", ""]]));
  const [report] = await read(phone);
  const [ct01, ct02] = report.items as [Report["items"][0], Report["items"][0]];

  assert.deepEqual([clashes(report, mine, ct01), clashes(report, mine, ct02)], [true, false]);
  const kept = { ...mine, ...settle(report, mine, ct01, true) };
  const left = { ...mine, ...settle(report, mine, ct01, false) };

  assert.equal(clashes(report, kept, ct01) || clashes(report, left, ct01), false);
  assert.deepEqual(writeReport(report, kept), { so_ct01: "120", saw_so_ct01: "118" });
  assert.deepEqual(writeReport(report, left), {});
});

test("one that came back begins with what was said, and its reason is at hand", async () => {
  const { world, phone } = await started();
  const [first, typed] = await read(phone);
  const { id } = await send(phone, first, type(first, typed, { so_ct01: "120" }));
  await go(phone);
  world.server.pulls.st = [[id, "tu_choi", "sai_du_lieu", "", "Ở xã đã có số khác."]];
  await hear(world, phone, "1", told("2026-11", "nhap", [["CT01", "118", "ghi", "", ""]]));
  const [report, again] = await read(phone);

  assert.equal(report.reason, "Ở xã đã có số khác.");
  assert.equal(clashes(report, again, report.items[0]!), true);
  const body = writeReport(report, { ...again, ...settle(report, again, report.items[0]!, true) });
  assert.deepEqual([body.so_ct01, body.saw_so_ct01, "own_so_ct01" in body], ["120", "118", false]);
});

test("the month of the phone, what came back first, and only those who may", async () => {
  const { world, phone } = await started(OCTOBER);
  const now = MORNING;

  assert.deepEqual(await readOwed(phone, PAO.id, now), {
    ...{ name: "Báo cáo tháng 11/2026", word: "chưa ghi", isReturned: false, isSoon: true, due: "2026-11-25" },
  });
  const december = await readOwed(phone, PAO.id, new Date(2026, 11, 2).getTime());
  assert.deepEqual([december!.name, december!.due, december!.isSoon], ["Báo cáo tháng 12/2026", "2026-12-25", false]);

  await hear(world, phone, "1", told("2026-11", "can_sua", [["CT01", "100", "ghi", "", "xem lại"]]));
  assert.equal((await readOwed(phone, PAO.id, now))!.isReturned, true);
  const [report] = await read(phone);
  assert.deepEqual([report.told!.cells.CT01![3], report.mayWrite], ["xem lại", true]);

  const { phone: other } = await openWorld().then(async (second) => ({ phone: await enrolled(second) }));
  assert.equal(await readOwed(other, PAO.id, now), null);
});

test("of two villages the one whose report came back is named, with the day of its own month", async () => {
  const [na_mau, months] = [newId(MORNING), [["2026-11", "2026-11-20", null, null], ["2026-10", "2026-10-22", null, null]]];
  const { world, phone } = await started({ t: "report_village", id: na_mau, months });
  const owed = async () => (await readOwed(phone, PAO.id, MORNING))!;

  await hear(world, phone, "1", told("2026-11", "da_gui", []));
  assert.deepEqual(await owed(), { name: "Báo cáo tháng 11/2026", word: "chưa ghi", isReturned: false, isSoon: true, due: "2026-11-20" });
  await hear(world, phone, "11", told("2026-10", "can_sua", [], { village: na_mau }));
  assert.deepEqual(await owed(), { name: "Báo cáo tháng 10/2026", word: "xã trả lại, cần sửa", isReturned: true, isSoon: true, due: "2026-10-22" });
});

test("a village the person no longer writes for owes nothing", async () => {
  const { phone } = await started(told("2026-10", "can_sua", [], { village: newId(MORNING) }));

  assert.equal((await readOwed(phone, PAO.id, MORNING))!.name, "Báo cáo tháng 11/2026");
});

test("one more and one less of a number with a comma is a number with a comma", () => {
  const steps = [["12,5", 1], ["1,1", -1], ["0,5", -1], ["", 1], ["1,2,3", 1], ["12", 1], ["3,", -1]] as const;

  assert.deepEqual(steps.map(([number, by]) => stepped(number, by)), ["13,5", "0,1", "0", "1", "1,2,3", "13", "2"]);
});

test("what was sent may be said again by its writer; what is decided is only read", async () => {
  const { world, phone } = await started();
  const [first, typed] = await read(phone);
  await send(phone, first, type(first, typed, { so_ct01: "120" }));
  await go(phone);
  const cells = [["CT01", "120", "ghi", "", ""], ["CT12", "5", "dem", "", ""]];
  await hear(world, phone, "1", told("2026-11", "da_gui", cells, { id: NOVEMBER.village }));
  assert.equal((await read(phone))[0].mayWrite, true);

  await hear(world, phone, "11", told("2026-11", "da_gui", cells, { id: NOVEMBER.village, is_mine: false }));
  assert.equal((await read(phone))[0].mayWrite, false);
  await hear(world, phone, "111", told("2026-11", "da_khoa", cells, { id: NOVEMBER.village }));
  assert.equal((await read(phone))[0].mayWrite, false);
  await hear(world, phone, "1111", told("2026-11", "nhap", cells, { revision: 2 }));
  assert.equal((await read(phone))[0].mayWrite, true);
});
