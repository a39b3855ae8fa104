/** Recordings to be played without a line: known by their hash, whole or not here, never more than 13 MB. */

import { sha256, toHex } from "./bytes";
import { askAs } from "./entering";
import type { Json } from "./envelope";
import { recall } from "./kept";
import { timeoutMs } from "./pace";
import type { Phone } from "./phone";
import type { KeptSound } from "./records";
import { type Fields, readRows } from "./rows";
import { write } from "./store";
import { explain, FINE, type Outcome } from "./troubles";

export interface Sound {
  sha256: string;
  size: number;
  type: string;
  language: string;
  title: string;
}

export interface Shelf {
  /** In the language listened to last first. */
  sounds: Sound[];
  /** Hashes of those that are on the phone. */
  here: Set<string>;
}

const MOST_BYTES = 13_000_000;
const DOWN_RATE = 30_000;
/** Kinds of rows that have something to listen to. */
const SPOKEN = ["campaign", "phone_note"];

export function readSounds(row: Fields): Sound[] {
  const told = (row.sounds ?? []) as { [name: string]: Json }[];
  return told.map((said) => {
    const text = (name: string): string => String(said[name] ?? "");
    const about = { type: text("type"), language: text("language"), title: text("title") };
    return { sha256: text("sha256"), size: Number(said.size), ...about };
  });
}

/** All that this person's rows speak of. */
export async function listSounds(phone: Phone, who: string): Promise<Sound[]> {
  const rows = await Promise.all(SPOKEN.map((kind) => readRows(phone, who, kind)));
  return rows.flat().flatMap(readSounds);
}

export async function lookOver(phone: Phone, sounds: Sound[]): Promise<Shelf> {
  const language = await recall(phone.store, "language");
  const here = new Set(await phone.store.db.getAllKeys("sounds"));
  const isOther = (sound: Sound): number => Number(sound.language !== language);
  return { sounds: [...sounds].sort((one, other) => isOther(one) - isOther(other)), here };
}

/** One after the other; cut in the middle, the next time goes on with what is not here yet. */
export async function fetchSounds(phone: Phone, who: string, wanted: Sound[]): Promise<Outcome> {
  return phone.locks.request("sounds", async () => {
    const { sounds, here } = await lookOver(phone, wanted);
    for (const sound of sounds.filter((each) => !here.has(each.sha256))) {
      const outcome = await fetchSound(phone, who, sound);
      if (outcome.trouble) return outcome;
    }
    return FINE;
  });
}

/** Those this person's rows speak of no more, unless another one's do. */
export async function forgetSounds(phone: Phone, who: string, wanted: Sound[]): Promise<void> {
  const named = new Set(wanted.map((sound) => sound.sha256));
  const change = write(phone.store, ["sounds"]);
  const table = change.objectStore("sounds");
  for (const kept of await table.getAll()) {
    const others = kept.whos.filter((each) => each !== who);
    const whos = named.has(kept.sha256) ? [...others, who] : others;
    if (!whos.length) await table.delete(kept.sha256);
    else if (whos.length !== kept.whos.length) await table.put({ ...kept, whos });
  }
  await change.done;
}

async function fetchSound(phone: Phone, who: string, sound: Sound): Promise<Outcome> {
  const wait = timeoutMs(sound.size, DOWN_RATE);
  const path = `/dong-bo/nghe/${sound.sha256}`;
  const reply = await askAs(phone, who, { method: "GET", path, timeoutMs: wait });
  if (!("status" in reply)) return reply;
  // Taken back meanwhile: the next pull says so.
  if (reply.status === 404) return FINE;
  const { bytes } = reply;
  if (reply.status !== 200 || !bytes) return explain(reply);
  if (toHex(await sha256(bytes)) !== sound.sha256) return { trouble: "ket" };
  await shelve(phone, { sha256: sound.sha256, bytes: bytes.buffer, at: phone.line.now(), whos: [who] });
  return FINE;
}

/** The oldest leave first. */
async function shelve(phone: Phone, fresh: KeptSound): Promise<void> {
  const change = write(phone.store, ["sounds"]);
  const table = change.objectStore("sounds");
  const kept = (await table.getAll()).sort((one, other) => one.at - other.at);
  let size = kept.reduce((sum, { bytes }) => sum + bytes.byteLength, fresh.bytes.byteLength);
  for (const old of kept) {
    if (size <= MOST_BYTES) break;
    await table.delete(old.sha256);
    size -= old.bytes.byteLength;
  }
  await table.put(fresh);
  await change.done;
}
