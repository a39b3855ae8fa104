/** Six digits before what lies on the phone can be read. Sending needs none of it. */

import { closeBody } from "./bodies";
import { type Bytes, utf8 } from "./bytes";
import { keep, type PinNote, recall } from "./kept";
import type { Phone } from "./phone";
import { closeRow, forgetRows } from "./rows";
import { lock, unlock } from "./sealing";
import type { Entry } from "./records";
import { writeDurably } from "./store";

export type Opened = "open" | "wrong" | "locked" | "none";

const MOST_WRONG = 10;
const ROUNDS = 600_000;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const CIPHER = "AES-GCM";

/**
 * The first PIN of a person, or a new one from the office when the old is forgotten: then nothing old
 * is shown, and what was not sent goes in its sealed form.
 */
export async function setPin(
  phone: Phone,
  who: string,
  pin: string,
  rounds = ROUNDS,
): Promise<void> {
  const isFirst = !(await recall(phone.store, `pin:${who}`));
  if (!isFirst) await forgetRows(phone.store, who);
  const raw: Bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  await wrap(phone, who, pin, raw, rounds);
  phone.open.set(who, await importKey(raw));
  await closeWhatIsOpen(phone, who);
}

/** The same key under another PIN: everything stays readable. */
export async function changePin(
  phone: Phone,
  who: string,
  oldPin: string,
  newPin: string,
): Promise<Opened> {
  const tried = await tryPin(phone, who, oldPin);
  if (!(tried instanceof Uint8Array)) return tried;
  const { rounds } = (await recall(phone.store, `pin:${who}`))!;
  await wrap(phone, who, newPin, tried, rounds);
  return "open";
}

export async function openWithPin(phone: Phone, who: string, pin: string): Promise<Opened> {
  const tried = await tryPin(phone, who, pin);
  if (!(tried instanceof Uint8Array)) return tried;
  phone.open.set(who, await importKey(tried));
  return "open";
}

/** After idle, and when another person takes the phone. */
export function closeAgain(phone: Phone, who: string): void {
  phone.open.delete(who);
  for (const name of phone.opened.keys()) if (name.startsWith(who)) phone.opened.delete(name);
}

/** A try is counted before it is made: switching the phone off does not give it back. */
async function tryPin(phone: Phone, who: string, pin: string): Promise<Bytes | Opened> {
  const note = await countTry(phone, who);
  if (!note) return "none";
  if (note.wrong > MOST_WRONG) return "locked";
  try {
    const raw = await unlock(await derive(pin, note), utf8(who), note.wrapped);
    await keep(phone.store, `pin:${who}`, { ...note, wrong: 0 });
    return raw;
  } catch {
    return note.wrong < MOST_WRONG ? "wrong" : "locked";
  }
}

async function countTry(phone: Phone, who: string): Promise<PinNote | null> {
  const change = writeDurably(phone.store, ["kv"]);
  const kv = change.objectStore("kv");
  const note = await recall(kv, `pin:${who}`);
  const counted = note && { ...note, wrong: Math.min(note.wrong + 1, MOST_WRONG + 1) };
  if (counted) await keep(kv, `pin:${who}`, counted);
  await change.done;
  return counted ?? null;
}

async function wrap(
  phone: Phone,
  who: string,
  pin: string,
  raw: Bytes,
  rounds: number,
): Promise<void> {
  const salt: Bytes = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await derive(pin, { salt, rounds });
  const wrapped = await lock(key, utf8(who), raw);
  await keep(phone.store, `pin:${who}`, { salt, rounds, wrapped, wrong: 0 });
}

async function derive(pin: string, { salt, rounds }: Pick<PinNote, "salt" | "rounds">) {
  const base = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const kind = { name: CIPHER, length: 256 };
  return crypto.subtle.deriveKey(way, base, kind, false, ["encrypt", "decrypt"]);
}

async function importKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, CIPHER, false, ["encrypt", "decrypt"]);
}

/** What this person saved and pulled before there was a PIN. */
async function closeWhatIsOpen(phone: Phone, who: string): Promise<void> {
  for (const entry of await phone.store.db.getAll("outbox")) {
    if (entry.actor === who && entry.body) await closeEntry(phone, entry, entry.body);
  }
  for (const row of await phone.store.db.getAll("rows", IDBKeyRange.bound([who], [who, []]))) {
    if (row.fields) await phone.store.db.put("rows", await closeRow(row, phone.open.get(who)));
  }
}

/** Its state may have changed while it was being sealed: only the body is written. */
async function closeEntry(phone: Phone, entry: Entry, body: NonNullable<Entry["body"]>) {
  const closed = await closeBody(phone, { ...entry, body });
  const change = writeDurably(phone.store, ["outbox"]);
  const outbox = change.objectStore("outbox");
  const { body: still, ...now } = (await outbox.get([entry.dev, entry.n]))!;
  if (still) await outbox.put({ ...now, ...closed });
  await change.done;
}
