import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../client/src/ids";
import { listItems } from "../../client/src/items";
import { listNotes, READ_NOTE } from "../../client/src/notes";
import type { Phone } from "../../client/src/phone";
import { pull } from "../../client/src/pulling";
import { save } from "../../client/src/saving";
import { enrolled, MORNING, openWorld, PAO, VILLAGE, visit } from "./world";

const [TODAY, TOMORROW] = ["2026-11-24", "2026-11-25"];

function note(text: string, more: object = {}): object & { id: string } {
  const about = { t: "phone_note", id: newId(MORNING), scope: VILLAGE, by: "Lan", is_read: false, sounds: [] };
  return Object.assign(about, { text, from: TODAY, to: TODAY, ...more });
}

async function started(...rows: object[]): Promise<Phone> {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.server.pulls.pages.set("", { rows, c: "1" });
  await pull(phone, PAO.id);
  return phone;
}

async function texts(phone: Phone, now = MORNING): Promise<string[]> {
  return (await listNotes(phone, PAO.id, now)).map(({ text, isRead }) => `${text}${isRead ? " ✓" : ""}`);
}

test("a note stands there from its first day to its last, whatever the line", async () => {
  const phone = await started(note("Mai họp"), note("Nộp danh sách", { from: TOMORROW, to: TOMORROW }));

  assert.deepEqual(await texts(phone), ["Mai họp"]);
  assert.deepEqual(await texts(phone, MORNING + 86_400_000), ["Nộp danh sách"]);
  assert.deepEqual(await texts(phone, MORNING + 2 * 86_400_000), []);
});

test("read on this phone it counts as read before the commune has heard of it", async () => {
  const [one, other] = [note("Mai họp"), note("Đo sóng", { is_read: true })];
  const phone = await started(other, one);
  assert.deepEqual(await texts(phone), ["Mai họp", "Đo sóng ✓"], "the unread first");

  await save(phone, visit({ kind: READ_NOTE, scope: VILLAGE, body: { note: one.id } }));

  assert.deepEqual((await texts(phone)).sort(), ["Mai họp ✓", "Đo sóng ✓"]);
  const [item] = (await listItems(phone, PAO.id)).waiting;
  assert.equal(item!.title, "Đã đọc tin của xã");
});
