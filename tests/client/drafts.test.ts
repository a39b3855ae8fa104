import assert from "node:assert/strict";
import { test } from "node:test";
import { dropDraft, keepDraft, listDrafts, recallDraft } from "../../client/src/drafts";
import { enrol } from "../../client/src/enrolling";
import { closeAgain, openWithPin, setPin } from "../../client/src/pin";
import { save } from "../../client/src/saving";
import { enrolled, MAI, openWorld, PAO, visit } from "./world";

const ROUNDS = 1_000;

test("what is typed is there again, for the one who typed it alone", async () => {
  const phone = await enrolled(await openWorld());

  await keepDraft(phone, PAO.id, "ho:them", { head_name: "Giàng Thị Dợ" });

  assert.deepEqual(await recallDraft(phone, PAO.id, "ho:them"), { head_name: "Giàng Thị Dợ" });
  assert.equal(await recallDraft(phone, MAI.id, "ho:them"), null);
  assert.deepEqual(await listDrafts(phone, PAO.id), ["ho:them"]);
  await dropDraft(phone, PAO.id, "ho:them");
  assert.deepEqual(await listDrafts(phone, PAO.id), []);
});

test("behind a PIN a draft cannot be read, and after a forgotten PIN never more", async () => {
  const phone = await enrolled(await openWorld());
  await setPin(phone, PAO.id, "135790", ROUNDS);
  await keepDraft(phone, PAO.id, "ho:them", { head_name: "Giàng Thị Dợ" });

  const kept = JSON.stringify(await phone.store.db.get("kv", `draft:${PAO.id}:ho:them`));
  closeAgain(phone, PAO.id);
  const closed = await recallDraft(phone, PAO.id, "ho:them");
  await openWithPin(phone, PAO.id, "135790");
  const opened = await recallDraft(phone, PAO.id, "ho:them");
  await setPin(phone, PAO.id, "246802", ROUNDS);

  assert.ok(!kept.includes("Giàng"));
  assert.equal(closed, null);
  assert.deepEqual(opened, { head_name: "Giàng Thị Dợ" });
  assert.equal(await recallDraft(phone, PAO.id, "ho:them"), null);
});

test("a draft is gone in the step in which it is saved, and stays where the save fails", async () => {
  const phone = await enrolled(await openWorld());
  await keepDraft(phone, PAO.id, "tham", { phut: 10 });
  await keepDraft(phone, PAO.id, "ho:them", { head_name: "Sủ" });

  await assert.rejects(save(phone, visit({ body: { phut: 1.5 }, draft: "tham" })));
  assert.equal((await listDrafts(phone, PAO.id)).length, 2);
  await save(phone, visit({ draft: "tham" }));

  assert.deepEqual(await listDrafts(phone, PAO.id), ["ho:them"]);
});

test("a new enrolment of the phone leaves what is being typed", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await keepDraft(phone, PAO.id, "ho:them", { head_name: "Sủ" });
  world.server.codes.set("lai", PAO);

  await enrol(phone, "lai");

  assert.deepEqual(await recallDraft(phone, PAO.id, "ho:them"), { head_name: "Sủ" });
});
