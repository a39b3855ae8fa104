import assert from "node:assert/strict";
import { test } from "node:test";
import { save } from "../../client/src/saving";
import { openStore, STEPS, type Step } from "../../client/src/store";
import { enrolled, openWorld, saveVisits, visit } from "./world";

const ONE_MORE: Step = ({ make, drop }) => {
  drop("rows");
  make("rows", { keyPath: ["who", "t", "id"] });
};

test("newer tables leave a full outbox as it was", async () => {
  const phone = await enrolled(await openWorld());
  await saveVisits(phone, 12);
  await phone.store.db.put("rows", { who: "a", t: "ho", id: "1", scope: "x", fields: {} });
  const before = await phone.store.db.getAll("outbox");
  const head = await phone.store.db.get("head", "head");
  let closed = 0;
  const { name } = phone.store.db;
  phone.store.db.close();
  const old = await openStore(name, () => (closed += 1));

  const upgraded = await openStore(name, undefined, [...STEPS, ONE_MORE]);

  assert.equal(closed, 1, "the older tab closed itself");
  assert.equal(old.readOnly, false);
  assert.deepEqual(await upgraded.db.getAll("outbox"), before);
  assert.deepEqual(await upgraded.db.get("head", "head"), head);
  assert.deepEqual(await upgraded.db.getAll("rows"), []);
  phone.store = upgraded;
  assert.equal((await save(phone, visit())).n, 13);
});

test("an upgrade that would touch what was saved is refused", async () => {
  const phone = await enrolled(await openWorld());
  await saveVisits(phone, 3);
  const { name } = phone.store.db;
  for (const kept of ["outbox", "head", "kv", "files", "file_bytes"]) {
    phone.store.db.close();
    await assert.rejects(openStore(name, undefined, [...STEPS, ({ drop }) => drop(kept)]));
    phone.store = await openStore(name);
    assert.equal(await phone.store.db.count("outbox"), 3);
  }
});

test("a tab with older tables may look, not save", async () => {
  const phone = await enrolled(await openWorld());
  await saveVisits(phone, 2);
  const { name } = phone.store.db;
  phone.store.db.close();
  (await openStore(name, undefined, [...STEPS, ONE_MORE])).db.close();

  phone.store = await openStore(name);

  assert.equal(phone.store.readOnly, true);
  assert.equal(await phone.store.db.count("outbox"), 2);
  await assert.rejects(save(phone, visit()), /load this page again/);
  assert.equal(await phone.store.db.count("outbox"), 2);
});
