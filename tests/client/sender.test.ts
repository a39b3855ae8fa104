import assert from "node:assert/strict";
import { test } from "node:test";
import type { Phone } from "../../client/src/phone";
import { startSender, type Sender } from "../../client/src/sender";
import { openStore } from "../../client/src/store";
import type { Outcome } from "../../client/src/troubles";
import { cutBefore, enrolled, type Fate, makeLine, openWorld, saveVisits, type World } from "./world";

interface Watched {
  sender: Sender;
  outcomes: Outcome[];
  /** The next go is over. */
  next(): Promise<Outcome>;
}

function watch(phone: Phone): Watched {
  const outcomes: Outcome[] = [];
  let wake: (outcome: Outcome) => void = () => undefined;
  const sender = startSender(phone, {
    seen(outcome) {
      outcomes.push(outcome);
      wake(outcome);
    },
    mayFilesGo: () => true,
  });
  return { sender, outcomes, next: () => new Promise((resolve) => (wake = resolve)) };
}

/** When the sender means to go again, in ms from now. */
function planned(phone: Phone): number[] {
  const { timers } = phone.line as ReturnType<typeof makeLine>;
  return [...timers.values()].map(({ at }) => at - phone.line.now());
}

function fire(phone: Phone, world: World): void {
  const { timers } = phone.line as ReturnType<typeof makeLine>;
  const [key, timer] = [...timers][0]!;
  world.clock.now = timer.at;
  timers.delete(key);
  timer.run();
}

async function woken({ sender, next }: Watched, how: "wake" | "online" | "press"): Promise<Outcome> {
  const seen = next();
  sender[how]();
  return seen;
}

test("on opening it sends what there is, and looks again in five minutes", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 3);
  const watched = watch(phone);
  assert.deepEqual(await woken(watched, "wake"), { trouble: null });
  assert.equal(world.server.db.effects.length, 3);
  assert.deepEqual(planned(phone), [300_000]);

  await saveVisits(phone, 1);
  const seen = watched.next();
  fire(phone, world);
  await seen;
  assert.equal(world.server.db.effects.length, 4);
});

test("with nothing to send it speaks once an hour, and when somebody presses", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  await woken(watched, "wake");
  const asked = (): number => world.server.asked.length;
  assert.equal(asked(), 1);
  await woken(watched, "wake");
  assert.equal(asked(), 1);
  await woken(watched, "press");
  assert.equal(asked(), 2);
  world.clock.now += 3_700_000;
  await woken(watched, "wake");
  assert.equal(asked(), 3);
});

test("a dead line is tried ever more rarely, until the browser says it is back", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  world.fates.push(...Array(5).fill(cutBefore));
  const waits: number[] = [];
  await woken(watched, "wake");
  for (let at = 0; at < 4; at += 1) {
    waits.push(...planned(phone));
    const seen = watched.next();
    fire(phone, world);
    await seen;
  }
  assert.deepEqual(waits, [500, 500, 500, 500]);
  watched.sender.wake();
  assert.deepEqual(planned(phone), [500], "a save on a dead line is no news");
  assert.deepEqual(await woken(watched, "online"), { trouble: null });
  assert.deepEqual(planned(phone), [300_000]);
});

test("a line that was there for a moment is tried again soon, however often it was gone before", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  const through: Fate = (_asked, go) => go();
  world.fates.push(...Array(8).fill(cutBefore), through, cutBefore);
  const waits: number[] = [];
  await woken(watched, "wake");
  for (let at = 0; at < 8; at += 1) {
    waits.push(...planned(phone));
    const seen = watched.next();
    fire(phone, world);
    await seen;
  }
  assert.deepEqual([...waits, ...planned(phone)], [...Array(6).fill(500), 1_000, 2_000, 500]);
});

test("when the commune says later, only a person may be quicker", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  world.server.instead.push({ status: 503, json: {}, headers: { "Retry-After": "90" } });
  assert.equal((await woken(watched, "wake")).trouble, "ban");
  assert.deepEqual(planned(phone), [98_000]);
  watched.sender.online();
  await new Promise((next) => setTimeout(next, 20));
  assert.equal(world.server.asked.length, 1);
  assert.equal((await woken(watched, "press")).trouble, null);
});

test("where a person has to act the phone does not knock every few seconds", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  for (const status of [403, 507]) {
    world.server.instead.push({ status, json: {} });
    await woken(watched, "press");
    assert.deepEqual(planned(phone), [300_000]);
  }
});

test("of two tabs one sends at a time, and nothing goes twice", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const ids = await saveVisits(phone, 6);
  const other: Phone = { ...phone, store: await openStore(phone.store.db.name), line: makeLine(world) };
  let [under, most] = [0, 0];
  for (const each of [phone, other]) {
    const { fetch } = each.line;
    each.line.fetch = async (path, init) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((next) => setTimeout(next, 5));
      const found = await fetch(path, init);
      under -= 1;
      return found;
    };
  }
  const tabs = [watch(phone), watch(other)];
  await Promise.all(tabs.map((tab) => woken(tab, "wake")));
  assert.equal(most, 1);
  assert.deepEqual(world.server.db.effects, ids);
  assert.equal(world.server.asked.length, 1);
});

test("what is saved while a batch is on its way goes right after it", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  world.fates.push(async (_asked, proceed) => {
    const found = await proceed();
    await saveVisits(phone, 1);
    watched.sender.wake();
    return found;
  });
  await woken(watched, "wake");
  assert.equal(world.server.db.effects.length, 2);
});

test("a sender that was stopped sends no more", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await saveVisits(phone, 1);
  const watched = watch(phone);
  await woken(watched, "wake");
  watched.sender.stop();
  assert.deepEqual(planned(phone), []);
  watched.sender.press();
  assert.equal(watched.outcomes.length, 1);
});

test("a store that is closed under the sender is a trouble, not the end of it", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const watched = watch(phone);
  const { name } = phone.store.db;
  phone.store.db.close();
  assert.equal((await woken(watched, "wake")).trouble, "ket");
  phone.store = await openStore(name);
  await saveVisits(phone, 1);
  assert.equal((await woken(watched, "press")).trouble, null);
  assert.equal(world.server.db.effects.length, 1);
});
