/** Phones, a line whose clock the tests move, and the same people as everywhere. */

import "fake-indexeddb/auto";
import type { Bytes } from "../../client/src/bytes";
import { enrol } from "../../client/src/enrolling";
import { newId } from "../../client/src/ids";
import { startPace } from "../../client/src/pace";
import type { Line, Locks, Phone } from "../../client/src/phone";
import { save, type Wish } from "../../client/src/saving";
import { sendAll } from "../../client/src/sending";
import { openStore } from "../../client/src/store";
import type { Outcome } from "../../client/src/troubles";
import { answer, type Answered, type Asked, openServer, type Server } from "./server";

export const MORNING = Date.UTC(2026, 10, 24, 1);
export const PAO = { id: "0193a5c1-0000-7000-8000-0000000000aa", name: "Páo" };
export const MAI = { id: "0193a5c1-0000-7000-8000-0000000000bb", name: "Mai" };
export const VILLAGE = "thon:0193a5c1-0000-7000-8000-00000000f001";

/** What happens to one request on its way. Fine when it says nothing. */
export type Fate = (asked: Asked, go: () => Promise<Answered>) => Promise<Answered>;

export interface World {
  server: Server;
  clock: { now: number };
  /** For the next requests, in turn. */
  fates: Fate[];
  /** Bits a second. */
  rate: number;
  /** Bytes of bodies that left the phone, by address. */
  sent: { path: string; bytes: number }[];
}

export const cutBefore: Fate = async () => Promise.reject(new TypeError("no line"));

export const cutAfter: Fate = async (_asked, go) => {
  await go();
  throw new TypeError("the answer is lost");
};

export const twice: Fate = async (_asked, go) => {
  await go();
  return go();
};

export const portal: Fate = async () => ({ status: 200, headers: { "Content-Type": "text/html" } });

let phones = 0;

export async function openWorld(): Promise<World> {
  const clock = { now: MORNING };
  const server = await openServer(() => clock.now);
  return { server, clock, fates: [], rate: 50_000, sent: [] };
}

export function makeLine(world: World): Line & { timers: Map<object, { at: number; run(): void }> } {
  const timers = new Map<object, { at: number; run(): void }>();
  const pass = (ms: number): void => {
    world.clock.now += ms;
    for (const [key, timer] of [...timers]) {
      if (timer.at > world.clock.now) continue;
      timers.delete(key);
      timer.run();
    }
  };
  return {
    timers,
    now: () => world.clock.now,
    ticks: () => world.clock.now,
    random: () => 0.5,
    after(ms, run) {
      const key = {};
      timers.set(key, { at: world.clock.now + ms, run });
      return () => timers.delete(key);
    },
    async fetch(path, init) {
      const body = (init.body as Bytes | undefined) ?? new Uint8Array(0);
      const headers = init.headers as { [name: string]: string };
      const asked: Asked = { method: init.method!, path, headers, body };
      world.sent.push({ path, bytes: body.length });
      pass(Math.ceil((body.length * 8000) / world.rate));
      if (init.signal?.aborted) throw new DOMException("too late", "AbortError");
      const fate = world.fates.shift() ?? ((_asked, go) => go());
      return respond(await fate(asked, () => answer(world.server, asked)));
    },
  };
}

/** The same store twice is two tabs of one phone. */
export async function openPhone(world: World, name = `may-${(phones += 1)}`): Promise<Phone> {
  const locks: Locks = {
    request: (lock, run) => navigator.locks.request(`${name} ${lock}`, run) as ReturnType<typeof run>,
  };
  const store = await openStore(name);
  return { store, line: makeLine(world), locks, app: "0.1.0", open: new Map(), opened: new Map() };
}

export async function enrolled(world: World, person = PAO): Promise<Phone> {
  const phone = await openPhone(world);
  world.server.codes.set("mot-lan", person);
  const outcome = await enrol(phone, "mot-lan");
  if (outcome.trouble) throw new Error(outcome.trouble);
  world.sent.length = 0;
  world.server.asked.length = 0;
  return phone;
}

export function visit(more: Partial<Wish> = {}): Wish {
  const body = { ho: newId(MORNING), ket_qua: "XONG", noi_dung: ["VNEID2"], phut: 10 };
  return { actor: PAO.id, kind: "teams.log_visit", v: 1, scope: VILLAGE, body, ...more };
}

export async function saveVisits(phone: Phone, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) ids.push((await save(phone, visit())).id);
  return ids;
}

export async function go(phone: Phone, pace = startPace()): Promise<Outcome> {
  return sendAll(phone, pace, { hello: false, files: true });
}

/** What the phone says of each of its events. */
export async function states(phone: Phone): Promise<string[]> {
  return (await phone.store.db.getAll("outbox")).map(({ state, code }) => `${state} ${code}`.trim());
}

export async function started(count: number): Promise<[World, Phone, string[]]> {
  const world = await openWorld();
  const phone = await enrolled(world);
  return [world, phone, await saveVisits(phone, count)];
}

/** A picture nobody has taken: the same bytes for the same number. */
export function makePhoto(size: number, seed = 1): ArrayBuffer {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes.buffer;
}

export function bodyBytes(world: World, path: string): number {
  const some = world.sent.filter((each) => each.path.startsWith(path));
  return some.reduce((sum, each) => sum + each.bytes, 0);
}

function respond({ status, json, bytes, headers = {} }: Answered): Response {
  if (bytes) return new Response(bytes, { status, headers });
  const hasBody = json !== undefined;
  const kind: { [name: string]: string } = hasBody ? { "Content-Type": "application/json" } : {};
  const text = hasBody ? JSON.stringify(json) : headers["Content-Type"] ? "<html>" : null;
  return new Response(text, { status, headers: { ...kind, ...headers } });
}
