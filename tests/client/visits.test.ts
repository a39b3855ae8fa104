import assert from "node:assert/strict";
import { test } from "node:test";
import { pull } from "../../client/src/pulling";
import { readTable } from "../../client/src/table";
import { missing, nameVisit, readBody, readCodes, readVisit, tellVisit, type Line, writeBody } from "../../client/src/visits";
import { enrolled, openWorld, PAO } from "./world";

const VILLAGE = "0193a5c1-0000-7000-8000-00000000f001";
const AFTERNOON = new Date(2026, 10, 27, 15, 0).getTime();
const DONE: Line = ["VNEID2", "XONG", ""];

function visit(more: object = {}) {
  const people = [0, 0, 0, 0, 0, 1];
  return readVisit({ village: VILLAGE, lines: [DONE], place: "NHA", people, ...more });
}

async function codes(...own: object[]) {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.server.pulls.pages.set("", { rows: own, c: "1" });
  await pull(phone, PAO.id);
  return readCodes(phone, PAO.id, "2026-11-27");
}

test("a visit becomes the fields of the page's form, with the part of the day by the clock", () => {
  const people = [0, 1, 0, 2, 0, 1];

  assert.deepEqual(writeBody(visit({ people, note: " đã hẹn " }), AFTERNOON), {
    ...{ village: VILLAGE, place: "NHA", day: "27/11/2026", part: "chieu", note: "đã hẹn" },
    ...{ male: 1, female: 3, under_15: 2, from_15: 1, from_60: 1 },
    ...{ service_1: "VNEID2", outcome_1: "XONG" },
  });
  assert.equal(writeBody(visit({ day: "2026-11-26" }), AFTERNOON).day, "26/11/2026");
});

test("what was written comes back to be put right, sums and all", () => {
  const lines: Line[] = [DONE, ["TKTT", "CHUA_XONG", "OTP"]];
  const body = writeBody(visit({ lines, people: [0, 1, 1, 1, 0, 2], minutes: "20" }), AFTERNOON);

  const again = { ...readBody(body), photos: [] };

  assert.deepEqual(again.lines, lines);
  assert.equal(again.day, "2026-11-27");
  const { part: _part, ...said } = body;
  const { part: _other, ...told } = writeBody(readVisit(again as never), AFTERNOON);
  assert.deepEqual(told, said);
});

test("what did not work asks why; whoever was at home is counted; the place is asked last", async () => {
  const known = await codes();
  const lacks = (more: object): string => missing(visit(more), known);

  assert.equal(lacks({}), "");
  assert.equal(lacks({ lines: [] }), "service");
  assert.equal(lacks({ lines: [["VNEID2", "", ""]] }), "outcome");
  assert.equal(lacks({ lines: [DONE, ["TKTT", "CHUA_XONG", ""]] }), "reason");
  assert.equal(lacks({ lines: [["TKTT", "CHUA_XONG", "OTP"]] }), "");
  assert.equal(lacks({ people: [0, 0, 0, 0, 0, 0] }), "people");
  assert.equal(lacks({ people: [0, 0, 0, 0, 0, 0], lines: [["QR", "VANG", ""]] }), "");
  assert.equal(lacks({ place: "" }), "place");
});

test("the commune's own codes stand beside the others, in their days alone", async () => {
  const own = { t: "team_code", which: "noi_dung", label: "chợ số", asks_reason: false };
  const { noi_dung } = await codes(
    { ...own, id: "0193a5c1-0000-7000-8000-00000000c001", code: "X1", from: "2026-01-01", until: "" },
    { ...own, id: "0193a5c1-0000-7000-8000-00000000c002", code: "X2", from: "2026-01-01", until: "2026-06-30" },
  );

  assert.equal(noi_dung[0]!.label, "Định danh mức 2 (VNeID)");
  assert.deepEqual(noi_dung.slice(-1), [{ code: "X1", label: "Chợ số", asksReason: false }]);
});

test("a visit is named by what was done", () => {
  const body = writeBody(visit({ lines: [DONE, ["QR", "CHUA_XONG", "OTP"]] }), AFTERNOON);

  assert.equal(nameVisit(body), "Hỗ trợ: định danh mức 2 (VNeID) và việc khác");
  assert.deepEqual(tellVisit(body).slice(0, 2), [
    ["Định danh mức 2 (VNeID)", "xong"],
    ["Ví, mã QR nhận tiền", "chưa xong, không nhận được OTP"],
  ]);
});

test("a table is read with its quotes", () => {
  assert.deepEqual(readTable('a,b,c\n1,"hai, ""ba""",\n'), [{ a: "1", b: 'hai, "ba"', c: "" }]);
});
