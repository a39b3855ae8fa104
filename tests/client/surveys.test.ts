import assert from "node:assert/strict";
import { test } from "node:test";
import { listItems } from "../../client/src/items";
import { keepDraft, recallDraft, type Typed } from "../../client/src/drafts";
import { setPin } from "../../client/src/pin";
import { pull } from "../../client/src/pulling";
import { save } from "../../client/src/saving";
import { ADD_SURVEY, isWhole, listPlaces, partAt, partsOf, readDbm, readOperators, readSurvey, readSurveyBody, tellSurvey, writeSurvey } from "../../client/src/surveys";
import { newId } from "../../client/src/ids";
import { bodyBytes, enrolled, go, MORNING, openWorld, PAO, visit } from "./world";

const SPRING = "0193a5c1-0000-7000-8000-00000000f00a";
const LEVELS = { viettel: "3", vinaphone: "0", mobifone: "", vietnamobile: "2" };
const at = (hour: number): number => new Date(2026, 10, 27, hour, 5).getTime();

function survey(more: object = {}) {
  return readSurvey({ place: SPRING, levels: LEVELS, ...more });
}

test("a survey becomes the fields of the page's form; who was not asked about is not there, and no 0", () => {
  const technologies = { viettel: "4g", mobifone: "4g" };

  assert.deepEqual(writeSurvey(survey({ technologies, dbm: { viettel: "95" }, note: " mưa " })), {
    ...{ place: SPRING, way: "do_tai_cho", note: "mưa" },
    ...{ level_viettel: "3", technology_viettel: "4g", dbm_viettel: -95 },
    ...{ level_vinaphone: "0", level_vietnamobile: "2" },
  });
});

test("a survey under way is a draft behind the PIN, and comes back from its form to be put right", async () => {
  const phone = await enrolled(await openWorld());
  await setPin(phone, PAO.id, "135790", 1_000);
  const typed = survey({ technologies: { viettel: "4g" }, dbm: { viettel: "-95" } }) as unknown as Typed;
  await keepDraft(phone, PAO.id, "do", typed);
  assert.deepEqual(await recallDraft(phone, PAO.id, "do"), typed);

  const said = writeSurvey(survey({ indoors: "yes", part: "sang", day: "2026-11-26", dbm: { viettel: "-101" } }));

  const again = readSurveyBody(said, Object.keys(LEVELS));

  assert.deepEqual(writeSurvey(readSurvey(again as never)), said);
});

test("one answer is enough, none is too few, and a strength no phone shows is not taken", () => {
  assert.equal(isWhole(survey()), true);
  assert.equal(isWhole(survey({ levels: { viettel: "0" } })), true);
  assert.equal(isWhole(survey({ levels: { viettel: "", vinaphone: "" } })), false);
  assert.equal(isWhole(survey({ place: "" })), false);
  assert.equal(isWhole(survey({ dbm: { viettel: "9" } })), false);
  assert.equal(isWhole(survey({ dbm: { mobifone: "9" } })), true);
  assert.deepEqual(["95", "-95", "-29", "141", "-", "9.5"].map(readDbm), [-95, -95, null, null, null, null]);
});

test("the part of the day is that of the clock; one that has not come cannot be chosen", () => {
  const parts = (day: string, hour: number): string => partsOf(day, at(hour)).map(([part]) => part).join(" ");

  assert.deepEqual([2, 4, 11, 13, 18].map((hour) => partAt(at(hour))), ["toi", "sang", "trua", "chieu", "toi"]);
  assert.equal(parts("", 14), "sang trua chieu");
  assert.equal(parts("2026-11-26", 7), "sang trua chieu toi");
  assert.equal(parts("", 2), "toi");
});

test("the operators are those of the day", async () => {
  const phone = await enrolled(await openWorld());
  const names = async (day: string) => (await readOperators(phone, PAO.id, day))[0].map(({ name }) => name);

  assert.deepEqual(await names("2026-11-27"), ["Viettel", "VinaPhone", "MobiFone", "Vietnamobile"]);
  assert.deepEqual(await names("2025-12-31"), []);
});

test("what the commune said of its operators holds from its day on, and who is gone keeps the name", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const step = (code: string, name: string, step: string, since: string, said: number) => ({
    ...{ t: "operator", id: newId(MORNING + said), code, name, step, since, said },
  });
  const rows = [
    step("mobifone", "MobiFone", "thoi", "2026-11-27", 1),
    step("mobifone", "MobiFone Mới", "doi_ten", "2026-11-28", 2),
    step("gmobile", "Gmobile", "them", "2026-11-27", 3),
    step("viettel", "Viettel Lào Cai", "doi_ten", "2026-11-27", 4),
    step("gmobile", "Gmobile", "thoi", "2026-11-29", 5),
  ];
  world.server.pulls.pages.set("", { rows, c: "1" });
  await pull(phone, PAO.id);
  const codes = async (day: string) => (await readOperators(phone, PAO.id, day))[0].map(({ code }) => code);

  assert.deepEqual(await codes("2026-11-26"), ["viettel", "vinaphone", "mobifone", "vietnamobile"]);
  assert.deepEqual(await codes("2026-11-28"), ["viettel", "vinaphone", "vietnamobile", "gmobile"]);
  assert.deepEqual(await codes("2026-11-29"), ["viettel", "vinaphone", "vietnamobile"]);
  const [, names] = await readOperators(phone, PAO.id, "2026-11-30");
  assert.deepEqual([names.viettel, names.mobifone, names.gmobile], ["Viettel Lào Cai", "MobiFone Mới", "Gmobile"]);
  assert.deepEqual(tellSurvey({ level_gmobile: "2", level_viettel: "3" }, names).map(([name]) => name), ["Viettel Lào Cai", "Gmobile"]);
});

test("in the outbox a survey is named by its place, and says what was found in the order of the operators", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const row = { t: "place", id: SPRING, name: "Cụm Đầu Suối", kind: "cum", village: "", is_indoors: false };
  world.server.pulls.pages.set("", { rows: [row, { ...row, id: PAO.id, name: "Bản Áng" }], c: "1" });
  await pull(phone, PAO.id);
  const body = writeSurvey(survey({ technologies: { viettel: "4g" }, dbm: { viettel: "95" } }));
  await save(phone, visit({ kind: ADD_SURVEY, body }));

  const { waiting } = await listItems(phone, PAO.id);

  assert.deepEqual((await listPlaces(phone, PAO.id)).map(({ name }) => name), ["Bản Áng", "Cụm Đầu Suối"]);
  assert.equal(waiting[0]!.title, "Đo sóng: Cụm Đầu Suối");
  assert.deepEqual(tellSurvey(waiting[0]!.body!, (await readOperators(phone, PAO.id, "2026-11-27"))[1]), [
    ["Viettel", "Nhắn Zalo được · 4G · -95 dBm"],
    ["VinaPhone", "Không sóng"],
    ["Vietnamobile", "Gọi được, không vào mạng"],
  ]);
});

test("a hundred surveys of four operators travel in 15 kB", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  for (let each = 0; each < 100; each += 1) {
    world.clock.now += 240_000 + each * 1_300;
    const levels = Object.fromEntries(Object.keys(LEVELS).map((code, at) => [code, String((each * 7 + at * 3) % 5)]));
    const body = writeSurvey(survey({ place: newId(MORNING + (each % 9)), levels, dbm: { viettel: String(70 + (each % 40)) } }));
    await save(phone, visit({ kind: ADD_SURVEY, body }));
  }

  await go(phone);

  assert.equal(world.server.db.items.size, 100);
  assert.ok(bodyBytes(world, "/dong-bo/day") <= 15_000, String(bodyBytes(world, "/dong-bo/day")));
});
