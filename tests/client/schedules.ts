/** What can happen to a phone and its commune, drawn by a seed; every save stands in a ledger apart. */

import { writeOutboxFile } from "../../client/src/outbox_file";
import { startPace } from "../../client/src/pace";
import type { Phone } from "../../client/src/phone";
import { save } from "../../client/src/saving";
import { sendAll } from "../../client/src/sending";
import { openStore } from "../../client/src/store";
import { answer, type Asked, backUp, type Database, restore } from "./server";
import { readBatches } from "./server_import";
import {
  cutAfter,
  cutBefore,
  enrolled,
  type Fate,
  makeLine,
  makePhoto,
  openWorld,
  portal,
  twice,
  visit,
  type World,
} from "./world";

export interface Life {
  world: World;
  /** Two tabs of one phone. */
  tabs: [Phone, Phone];
  ledger: Set<string>;
  refused: Set<string>;
  photos: number;
  backups: Database[];
  /** Requests that are still on their way, minutes later. */
  late: Asked[];
  /** Brought back from a backup, and the phone has not heard of it. */
  isRestored: boolean;
  counts: Map<string, number>;
}

type Draw = (below: number) => number;
type Deed = (life: Life, draw: Draw) => Promise<void>;
const DAY = 86_400_000;

export async function beginLife(counts: Map<string, number>): Promise<Life> {
  const world = await openWorld();
  const phone = await enrolled(world);
  const store = await openStore(phone.store.db.name);
  const tabs: [Phone, Phone] = [phone, { ...phone, store, line: makeLine(world) }];
  const [ledger, refused] = [new Set<string>(), new Set<string>()];
  const backups = [backUp(world.server)];
  return { world, tabs, ledger, refused, photos: 0, backups, late: [], isRestored: false, counts };
}

export async function live(life: Life, seed: number, steps: number): Promise<void> {
  const draw = drawFrom(seed);
  for (let step = 0; step < steps; step += 1) {
    const [name, deed] = DEEDS[draw(DEEDS.length)]!;
    life.counts.set(name, (life.counts.get(name) ?? 0) + 1);
    await deed(life, draw);
  }
}

/** On a good line, until nothing is left to send. */
export async function settle(life: Life): Promise<void> {
  life.world.fates.length = 0;
  const [phone] = life.tabs;
  for (let tries = 0; tries < 6; tries += 1) {
    const outcome = await sendAll(phone, startPace(), { hello: true, files: true });
    if (!outcome.trouble) return;
  }
  throw new Error("it does not come to rest");
}

const saveOne: Deed = async (life, draw) => {
  const tab = life.tabs[draw(2)]!;
  const known = [...life.ledger];
  const [isRefused, hasPhoto, leans] = [draw(8) === 0, draw(6) === 0, draw(5) === 0];
  if (hasPhoto) life.photos += 1;
  const files = [{ bytes: makePhoto(600, life.photos), type: "image/jpeg" }];
  const entry = await save(tab, {
    ...visit(isRefused ? { body: { sai: true } } : {}),
    ...(hasPhoto && { files }),
    ...(leans && known.length && { needs: [known[draw(known.length)]!] }),
  });
  life.ledger.add(entry.id);
  if (isRefused) life.refused.add(entry.id);
};

const saveInBoth: Deed = async (life) => {
  const entries = await Promise.all(life.tabs.map((tab) => save(tab, visit())));
  for (const { id } of entries) life.ledger.add(id);
};

const saveWithoutLocks: Deed = async (life) => {
  const request: Phone["locks"]["request"] = (_name, run) => run();
  const tabs = life.tabs.map((tab) => ({ ...tab, locks: { request } }));
  const entries = await Promise.all(tabs.map((tab) => save(tab, visit())));
  for (const { id } of entries) life.ledger.add(id);
};

function goWith(...fates: Fate[]): Deed {
  return async (life, draw) => {
    life.world.fates = [...fates];
    const tab = life.tabs[draw(2)]!;
    life.world.server.asked.length = 0;
    const outcome = await sendAll(tab, startPace(), { hello: draw(2) === 0, files: true });
    life.world.fates.length = 0;
    const hasSpoken = life.world.server.asked.some(({ path }) => path === "/dong-bo/day");
    if (!outcome.trouble && hasSpoken) life.isRestored = false;
  };
}

const good: Fate = (_asked, go) => go();

const tampered: Fate = async (_asked, go) => {
  const { json, ...rest } = await go();
  const n = ((json as { n?: number } | undefined)?.n ?? 0) + 1;
  return { ...rest, json: { ...(json as object), n } };
};

function late(life: Life): Fate {
  return async (asked) => {
    life.late.push(asked);
    throw new TypeError("nothing comes back");
  };
}

const DEEDS: [string, Deed][] = [
  ["save", saveOne],
  ["save", saveOne],
  ["save", saveOne],
  ["save in both tabs", saveInBoth],
  ["save without locks", saveWithoutLocks],
  ["go", goWith()],
  ["cut before", goWith(cutBefore)],
  ["cut after", goWith(cutAfter)],
  ["cut after, asked, cut", goWith(cutAfter, good, cutAfter)],
  ["cut later", goWith(good, cutAfter)],
  ["twice", goWith(twice, twice)],
  ["portal", goWith(portal)],
  ["tampered", goWith(tampered, tampered)],
  ["busy", goWith(async () => ({ status: 503, json: {}, headers: { "Retry-After": "5" } }))],
  ["not known", goWith(async () => ({ status: 403, json: {} }))],
  ["sent and not heard of", (life, draw) => goWith(late(life))(life, draw)],
  [
    "arrives minutes later",
    async (life) => {
      for (const asked of life.late.splice(0, 2)) await answer(life.world.server, asked);
    },
  ],
  ["back up", async (life) => void life.backups.push(backUp(life.world.server))],
  [
    "restore",
    async (life, draw) => {
      restore(life.world.server, life.backups[draw(life.backups.length)]!, draw(3) === 0);
      life.isRestored = true;
    },
  ],
  [
    "clock",
    async (life, draw) => {
      life.world.clock.now += (draw(5) - 2) * DAY;
    },
  ],
  [
    "outbox file",
    async (life) => {
      const { bytes } = await writeOutboxFile(life.tabs[0]);
      for (const asked of readBatches(bytes)) await answer(life.world.server, asked);
    },
  ],
  [
    "both tabs go",
    async (life) => {
      await Promise.all(
        life.tabs.map((tab) =>
          tab.locks.request("send", () => sendAll(tab, startPace(), { hello: false, files: true })),
        ),
      );
    },
  ],
];

function drawFrom(seed: number): Draw {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
