/** A commune as docs/sync.md describes it, in memory: what it answers is signed, and it can be restored. */

import assert from "node:assert/strict";
import { type Bytes, toBase64url } from "../../client/src/bytes";
import { BEFORE_THE_FIRST, type Content, type Json, receiptBytes, requestBytes } from "../../client/src/envelope";
import { newId } from "../../client/src/ids";
import { isSigned } from "../../client/src/keys";
import { type Arrived, type Batch, fromText, openBatch } from "./server_batch";
import { answerFiles, type StoredFile } from "./server_files";
import { enrol, enter } from "./server_joining";
import { giveSound, giveWidth, type Pulls, pullPage } from "./server_pull";
import { runAll } from "./server_running";

export interface Asked {
  method: string;
  path: string;
  headers: { [name: string]: string };
  body: Bytes;
}

export interface Answered {
  status: number;
  json?: unknown;
  bytes?: Bytes;
  headers?: { [name: string]: string };
}

export interface Item {
  c: string;
  state: string;
  code: string;
  event: Content;
}

export interface Place {
  id: string;
  c: string;
  h: Bytes;
}

export interface DeviceHere {
  key: Bytes;
  people: Map<string, Bytes>;
  places: Place[];
  isFrozen: boolean;
  told: { hi: number; un: number; old: number | null; app: string };
}

/** What a backup holds. */
export interface Database {
  epoch: string;
  past: Set<string>;
  devices: Map<string, DeviceHere>;
  items: Map<string, Item>;
  setAside: { id: string; code: string }[];
  /** Each time an action ran. */
  effects: string[];
  files: Map<string, StoredFile>;
  safe: Map<string, number>;
}

export interface Server {
  db: Database;
  signing: CryptoKeyPair;
  opening: CryptoKeyPair;
  publics: { server: Bytes; seal: Bytes };
  codes: Map<string, { id: string; name: string }>;
  pulls: Pulls;
  now(): number;
  /** Everything it was asked, as it came in. */
  asked: Asked[];
  /** The next answers, before anything is done. */
  instead: Answered[];
  mostBytes: number;
  storesNothing: boolean;
  knownKinds: Set<string>;
}

const SIGNING = { name: "ECDSA", hash: "SHA-256" };

export async function openServer(now: () => number): Promise<Server> {
  const curve = { namedCurve: "P-256" };
  const signing = await crypto.subtle.generateKey({ name: "ECDSA", ...curve }, false, ["sign"]);
  const opening = await crypto.subtle.generateKey({ name: "ECDH", ...curve }, true, ["deriveBits"]);
  const [server, seal] = [await exportRaw(signing.publicKey), await exportRaw(opening.publicKey)];
  return {
    db: {
      epoch: newId(now()),
      past: new Set(),
      devices: new Map(),
      items: new Map(),
      setAside: [],
      effects: [],
      files: new Map(),
      safe: new Map(),
    },
    ...{ signing, opening, publics: { server, seal }, codes: new Map(), now },
    pulls: { pages: new Map(), tokens: new Map(), st: [], sounds: new Map() },
    ...{ asked: [], instead: [], mostBytes: 512 * 1024, storesNothing: false },
    knownKinds: new Set(["teams.log_visit", "residents.set_household"]),
  };
}

export function backUp(server: Server): Database {
  return structuredClone(server.db);
}

/** `byHand`: the file was copied back, and nobody told the program. */
export function restore(server: Server, backup: Database, byHand = false): void {
  server.db = structuredClone(backup);
  if (!byHand) beginEpoch(server);
}

export async function answer(server: Server, asked: Asked): Promise<Answered> {
  server.asked.push(asked);
  const instead = server.instead.shift();
  if (instead) return instead;
  const path = asked.path.split("?")[0]!;
  if (path === "/dong-bo/ghi-danh") return enrol(server, asked);
  const device = await knownDevice(server, asked);
  if (!device) return { status: 403, json: { code: "khong_biet_may" } };
  if (path === "/dong-bo/day") return push(server, device, asked);
  if (path === "/dong-bo/biet") return { status: 200, json: await receipt(server, asked, [], null) };
  if (path === "/dong-bo/vao") return enter(server, device, asked);
  if (path === "/dong-bo/keo") return pullPage(server, asked);
  if (path === "/dong-bo/do") return giveWidth(asked);
  if (path.startsWith("/dong-bo/nghe/")) return giveSound(server, asked);
  return answerFiles(server, asked);
}

export async function knownDevice(server: Server, asked: Asked): Promise<DeviceHere | null> {
  const device = server.db.devices.get(asked.headers["Xaso-May"] ?? "");
  const said = requestBytes(asked.method, asked.path, asked.body, asked.headers["Upload-Offset"]);
  const signature = fromText(asked.headers["Xaso-Chu-Ky"]);
  return device && (await isSigned(device.key, said, signature)) ? device : null;
}

async function push(server: Server, device: DeviceHere, asked: Asked): Promise<Answered> {
  if (asked.body.length > server.mostBytes) return { status: 413, json: { code: "qua_lon" } };
  const batch = await openBatch(server, device.people, asked.body);
  if (!batch) return { status: 400, json: { code: "hong" } };
  await recognise(server, asked, device, batch.got);
  if (isForked(device, batch)) device.isFrozen = true;
  device.told = { hi: batch.hi, un: batch.un, old: batch.old, app: batch.app };
  const [told, fresh]: [(() => Json[])[], string[]] = [[], []];
  for (const arrived of batch.events) {
    if (arrived.n > device.places.length + 1 || server.storesNothing) break;
    told.push(take(server, device, arrived, arrived.n === batch.n0 ? batch.prev : null, fresh));
  }
  runAll(server, fresh);
  const ask = batch.hi > device.places.length ? device.places.length + 1 : null;
  return { status: 200, json: await receipt(server, asked, told.flatMap((tell) => tell()), ask) };
}

function isForked(device: DeviceHere, { n0, prev, got }: Batch): boolean {
  const own: [number, string][] = [[n0 - 1, toBase64url(prev)]];
  if (got) own.push([got[1], got[2]]);
  const here = (n: number): Bytes | undefined => device.places[n - 1]?.h;
  return own.some(([n, h]) => here(n) && toBase64url(here(n)!) !== h);
}

async function recognise(server: Server, asked: Asked, device: DeviceHere, got: Batch["got"]) {
  if (!got) return;
  const [ep, n, h, safe_n, sig] = got;
  const said = receiptBytes(asked.headers["Xaso-May"]!, { ep, n, h: fromText(h), safe_n });
  assert.ok(await isSigned(server.publics.server, said, fromText(sig)), "a receipt nobody gave");
  if (ep === server.db.epoch ? n <= device.places.length : server.db.past.has(ep)) return;
  server.db.past.add(ep);
  beginEpoch(server);
}

function beginEpoch(server: Server): void {
  server.db.past.add(server.db.epoch);
  server.db.epoch = newId(server.now());
}

/** Stored at once and run with the others of its batch; the answer says what had become of it by then. */
function take(
  server: Server,
  device: DeviceHere,
  arrived: Arrived,
  prev: Bytes | null,
  fresh: string[],
): () => Json[] {
  const known = device.places[arrived.n - 1];
  const { id } = arrived.event;
  if (known) {
    if (known.c === arrived.c && known.id === id) return () => tell(server, id);
    device.isFrozen = true;
    return setAside(server, id, known.id === id ? "khac_noi_dung" : "trung_so");
  }
  const head = device.places[device.places.length - 1]?.h ?? BEFORE_THE_FIRST;
  device.places.push({ id, c: arrived.c, h: arrived.h });
  if (prev && toBase64url(prev) !== toBase64url(head)) {
    device.isFrozen = true;
    return setAside(server, id, "sai_chuoi");
  }
  if (device.isFrozen) return setAside(server, id, "may_bi_khoa");
  if (!arrived.isSigned) return setAside(server, id, "sai_chu_ky");
  const item = server.db.items.get(id);
  if (item && item.c !== arrived.c) return setAside(server, id, "khac_noi_dung");
  if (!item) {
    server.db.items.set(id, { c: arrived.c, state: "cho", code: "", event: arrived.event });
    fresh.push(id);
  }
  return () => tell(server, id);
}

function setAside(server: Server, id: string, code: string): () => Json[] {
  server.db.setAside.push({ id, code });
  return () => [[id, "cach_ly", code, "", code]];
}

function tell(server: Server, id: string): Json[] {
  const item = server.db.items.get(id);
  const aside = server.db.setAside.find((each) => each.id === id);
  if (!item) return aside ? [[id, "cach_ly", aside.code, "", ""]] : [];
  return item.code === "ok" ? [] : [[id, item.state, item.code, "", item.code]];
}

async function receipt(server: Server, asked: Asked, st: Json[], ask: number | null) {
  const dev = asked.headers["Xaso-May"]!;
  const { places } = server.db.devices.get(dev)!;
  const n = places.length;
  const h = places[n - 1]?.h ?? BEFORE_THE_FIRST;
  const said = { ep: server.db.epoch, n, h, safe_n: Math.min(server.db.safe.get(dev) ?? 0, n) };
  const bytes = receiptBytes(dev, said);
  const sig = await crypto.subtle.sign(SIGNING, server.signing.privateKey, bytes);
  const words = { h: toBase64url(h), sig: toBase64url(new Uint8Array(sig)) };
  return { ...said, ...words, now: server.now(), st, ask };
}

async function exportRaw(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("raw", key));
}
