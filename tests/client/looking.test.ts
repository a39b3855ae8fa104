import assert from "node:assert/strict";
import { test } from "node:test";
import { ADD_HOUSEHOLD } from "../../client/src/households";
import { listItems } from "../../client/src/items";
import { look } from "../../client/src/looking";
import { closeAgain, setPin } from "../../client/src/pin";
import { save } from "../../client/src/saving";
import { enrolled, go, makeLine, openWorld, PAO, visit } from "./world";

test("while the commune is still carrying it out it is received; the phone looks again by itself", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const line = makeLine(world);
  phone.line = line;
  const { id } = await save(phone, visit({ kind: ADD_HOUSEHOLD, body: { head_name: "Dợ" } }));
  world.server.knownKinds.add(ADD_HOUSEHOLD);
  await go(phone);
  world.server.pulls.pages.set("", { rows: [], c: "1" });
  world.server.pulls.st = [[id, "cho", "dang_chay", "", ""]];
  let seen = 0;
  const said = async () => (await listItems(phone, PAO.id)).received.map(({ words }) => words);

  await look(phone, PAO.id, () => (seen += 1));
  const meanwhile = await said();
  world.server.pulls.st = [];
  const [timer] = [...line.timers.values()];
  timer!.run();
  while (seen < 2) await new Promise((done) => setTimeout(done, 1));

  assert.deepEqual(meanwhile, [{ word: "xã đã nhận", why: "đang ghi vào sổ" }]);
  assert.deepEqual(await said(), [{ word: "xã đã nhận đủ", why: "" }]);
  assert.equal(timer!.at - world.clock.now, 3_000);
});

test("nothing is taken in for somebody who has locked the phone", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await setPin(phone, PAO.id, "135790", 1_000);
  world.server.pulls.pages.set("", { rows: [{ t: "household", id: PAO.id, head_name: "Dợ" }], c: "1" });
  closeAgain(phone, PAO.id);

  await look(phone, PAO.id, () => assert.ok(false, "looked"));

  assert.deepEqual(await phone.store.db.getAll("rows"), []);
});
