/** Events as they travel: what they share is said once, one signature for each run of one person. */

import { openBody } from "./bodies";
import { type Bytes, toBase64url, utf8 } from "./bytes";
import { BEFORE_THE_FIRST, canonicalText, type Json } from "./envelope";
import { GIVE_UP } from "./giving_up";
import { type Receipt, recall, recallDevice } from "./kept";
import { gzip } from "./packing";
import type { Pace } from "./pace";
import type { Phone } from "./phone";
import { sealToCommune } from "./sealing";
import type { Entry } from "./records";
import { after } from "./store";

export interface Batch {
  bytes: Bytes;
  /** The number of the first event; of an empty batch that of the next one to come. */
  first: number;
  events: number;
}

type Said = { [key: string]: Json };
const SHARED = ["actor", "scope", "kind", "v"] as const;
/** Closer to the limit than this is close enough. */
const FULL = 0.8;
const USUAL_EVENT_BYTES = 70;
const SEALED_EVENT_BYTES = 300;
const LEAST_EVENT_BYTES = 25;
/** So many times larger a batch may be for what its author has given up to go with the word of it. */
const TOGETHER = 3;

/**
 * The next events behind `from` (default: behind the last receipt) that fit. `sealed`: for a file that
 * passes through other hands, every body sealed to the commune.
 */
export async function makeBatch(
  phone: Phone,
  pace: Pick<Pace, "size" | "most">,
  from?: number,
  sealed = false,
): Promise<Batch> {
  const most = Math.min(pace.most, Math.ceil((TOGETHER * pace.size) / LEAST_EVENT_BYTES));
  const { first, prev, found, said, sealTo } = await look(phone, from, most);
  const events: Said[] = [];
  const write = async (wanted: number): Promise<[Bytes, number]> => {
    await writeEvents(phone, found.slice(0, wanted), events, sealed ? sealTo : null);
    const some = found.slice(0, Math.min(wanted, events.length));
    const h = some.length ? some[some.length - 1]!.h : prev;
    const place = { n0: first, prev: toBase64url(prev), h: toBase64url(h) };
    const text = canonicalText({ ...said, ...place, ...hoist(some, events) });
    return [await gzip(utf8(text)), some.length];
  };
  const isClosed = sealed || (found[0]?.seal !== undefined && !phone.open.has(found[0].actor));
  const guess = pace.size / (isClosed ? SEALED_EVENT_BYTES : USUAL_EVENT_BYTES);
  const [bytes, taken] = await fill(write, found.length, guess, pace.size);
  const wanted = keepTogether(found, taken);
  if (wanted > taken) {
    const [more, all] = await fill(write, wanted, wanted, TOGETHER * pace.size);
    if (all === wanted) return { bytes: more, first, events: all };
  }
  return { bytes, first, events: taken };
}

/** How many events there are up to the last that gives up one of the first `taken`. */
function keepTogether(found: Entry[], taken: number): number {
  const going = new Set(found.slice(0, taken).map(({ id }) => id));
  const gives = ({ kind, refs }: Entry): boolean => kind === GIVE_UP && refs.some((id) => going.has(id));
  return found.reduce((last, entry, at) => (gives(entry) ? at + 1 : last), 0);
}

/** All at one moment: what a batch says of the phone holds for what it carries. */
async function look(phone: Phone, from: number | undefined, most: number) {
  const change = phone.store.db.transaction(["head", "kv", "outbox"]);
  const [kv, outbox] = [change.objectStore("kv"), change.objectStore("outbox")];
  const [device, head] = [await recallDevice(kv), (await change.objectStore("head").get("head"))!];
  const receipt = await recall(kv, "receipt");
  const received = receipt?.n ?? 0;
  const strange = await recall(kv, "strange");
  const first = (strange ?? from ?? received) + 1;
  const { dev } = device;
  // To a commune that holds another chain here, only that is said.
  const found = strange === undefined ? await outbox.getAll(after(dev, first - 1), most) : [];
  const before = await outbox.get([dev, first - 1]);
  const oldest = await outbox.get([dev, received + 1]);
  const said: Said = {
    b: 1,
    dev,
    got: receipt ? writeGot(receipt) : null,
    now: phone.line.now(),
    hi: head.n,
    un: head.n - received,
    old: oldest ? oldest.at[0] : null,
    app: phone.app,
  };
  return { first, prev: before?.h ?? BEFORE_THE_FIRST, found, said, sealTo: device.seal_key };
}

/** The commune sees by its own signature whether it gave it. */
function writeGot({ ep, n, h, safe_n, sig }: Receipt): Json {
  return [ep, n, toBase64url(h), safe_n, toBase64url(sig)];
}

/** Stops before the first whose body is gone; there is none such by the rules of pruning. */
async function writeEvents(
  phone: Phone,
  entries: Entry[],
  written: Said[],
  sealTo: Bytes | null,
): Promise<void> {
  for (const entry of entries.slice(written.length)) {
    const event = await writeEvent(phone, entry, sealTo);
    if (!event) return;
    written.push(event);
  }
}

async function writeEvent(phone: Phone, entry: Entry, sealTo: Bytes | null): Promise<Said | null> {
  const body = await writeBody(phone, entry, sealTo);
  if (!body) return null;
  const { id, at, actor, scope, kind, v, needs, replaces, o } = entry;
  return {
    ...{ id, at, actor, scope, kind, v, ...body },
    ...(needs && { needs }),
    ...(replaces !== undefined && { replaces }),
    ...(o && { o: [o[0], o[1], toBase64url(o[2]), toBase64url(o[3])] }),
  };
}

async function writeBody(phone: Phone, entry: Entry, sealTo: Bytes | null): Promise<Said | null> {
  const body = entry.seal && sealTo ? null : await openBody(phone, entry);
  if (body) {
    return sealTo ? { seal: toBase64url(await sealToCommune(sealTo, entry.id, body)) } : { body };
  }
  return entry.seal ? { seal: toBase64url(entry.seal) } : null;
}

function hoist(entries: Entry[], events: Said[]): Said {
  const shared: Said = {};
  for (const key of SHARED) {
    const usual = findMostUsual(entries.map((entry) => entry[key]));
    if (usual !== undefined) shared[key] = usual;
  }
  const ev = entries.map((entry, at) => {
    const own = Object.entries(events[at]!).filter(([key, value]) => shared[key] !== value);
    const isLast = entries[at + 1]?.actor !== entry.actor;
    return { ...Object.fromEntries(own), ...(isLast && { s: toBase64url(entry.s) }) };
  });
  return { ...shared, ev };
}

function findMostUsual<Value>(values: Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}

/** As many as stay within the limit, at least one: a larger event travels alone. */
async function fill(
  write: (wanted: number) => Promise<[Bytes, number]>,
  all: number,
  guess: number,
  limit: number,
): Promise<[Bytes, number]> {
  let [fits, tooMany] = [0, all + 1];
  let best: Bytes | null = null;
  let wanted = Math.min(all, Math.max(1, Math.floor(guess)));
  for (;;) {
    const [bytes, taken] = await write(wanted);
    if (taken < wanted) tooMany = taken + 1;
    if (bytes.length <= limit || taken <= 1) [fits, best] = [taken, bytes];
    else tooMany = taken;
    if (best && (fits + 1 >= tooMany || best.length >= FULL * limit)) return [best, fits];
    const closer = Math.floor((taken * limit * 0.95) / bytes.length);
    wanted = Math.min(Math.max(closer, fits + 1), tooMany - 1);
  }
}
