import assert from "node:assert/strict";
import { test } from "node:test";
import { listUnsent } from "../../client/src/unsent";
import { beginLife, type Life, live, settle } from "./schedules";

/** `XASO_LIVES=2000` for a night. */
const LIVES = Number(process.env.XASO_LIVES ?? 40);
const SCHEDULES = 6;
const STEPS = 6;
const AT_ONCE = 8;

/** Judged by the ledger of the saves, which neither side has seen. */
async function judge(life: Life): Promise<void> {
  const { db } = life.world.server;
  assert.deepEqual([...db.items.keys()].sort(), [...life.ledger].sort(), "lost, or made up");
  assert.equal(new Set(db.effects).size, db.effects.length, "doubled");
  assert.deepEqual(db.setAside, [], "set aside without a reason");
  const ran = new Set(db.effects);
  for (const [id, { event, state }] of db.items) {
    const mayRun = (event.needs ?? []).every((needed) => ran.has(needed));
    const wanted = !mayRun ? "cho" : life.refused.has(id) ? "tu_choi" : "ap_dung";
    assert.equal(state, wanted, id);
  }
  await judgePhone(life);
}

async function judgePhone({ tabs: [phone], world, ledger, photos }: Life): Promise<void> {
  const { db } = world.server;
  assert.deepEqual(await listUnsent(phone.store), []);
  const entries = await phone.store.db.getAll("outbox");
  assert.equal(entries.length, ledger.size);
  for (const entry of entries) {
    const { state } = db.items.get(entry.id)!;
    const isTold = entry.state === state || entry.state === "nhan";
    assert.ok(isTold || (entry.state === "cho" && state === "ap_dung"), `${entry.state} ${state}`);
  }
  const notes = await phone.store.db.getAll("files");
  assert.equal(notes.length, photos);
  assert.ok(notes.every((note) => note.state === "received" && db.files.get(note.sha256)!.isWhole));
}

/** At any moment: what the phone says the commune has, it has. */
async function checkNoLie({ tabs: [phone], world, isRestored }: Life): Promise<void> {
  if (isRestored) return;
  for (const entry of await phone.store.db.getAll("outbox")) {
    assert.ok(!entry.state || world.server.db.items.has(entry.id), "said to be received and is not");
  }
}

async function liveOn(number: number, counts: Map<string, number>): Promise<void> {
  const life = await beginLife(counts);
  for (let round = 0; round < SCHEDULES; round += 1) {
    try {
      await live(life, number * SCHEDULES + round, STEPS);
      await checkNoLie(life);
      await settle(life);
      await judge(life);
    } catch (error) {
      throw new Error(`life ${number}, schedule ${round}: ${(error as Error).stack}`);
    }
    life.isRestored = false;
  }
}

test("whatever happens on the line, nothing is lost and nothing is doubled", async () => {
  const counts = new Map<string, number>();
  for (let first = 0; first < LIVES; first += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_none, at) => liveOn(first + at, counts));
    await Promise.all(some);
  }
  const least = Math.min(...counts.values());
  assert.ok(least >= LIVES * SCHEDULES * 0.05, `too rare: ${JSON.stringify([...counts])}`);
});
