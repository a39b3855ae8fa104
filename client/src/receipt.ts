/**
 * A receipt is the only thing that moves an item from "trên máy": it must be signed by the commune, and
 * be about our own chain.
 */

import { areSame, fromBase64url, isUuid } from "./bytes";
import { BEFORE_THE_FIRST, receiptBytes } from "./envelope";
import { keep, type Receipt, recall, recallDevice } from "./kept";
import { isSigned } from "./keys";
import type { Phone } from "./phone";
import { type State, withState } from "./records";
import { after, numbers, type Table, write, type Writing } from "./store";

/** id, state, code, field, text. */
export type Told = [string, State, string, string, string];

export interface Answer extends Receipt {
  now: number | null;
  /** Null: the question after a lost answer is answered without it. */
  st: Told[] | null;
}

/**
 * counts · old: signed, and we know better already · other_chain: signed, and not about our chain, so
 * somebody else has used this phone's name · unsigned: nothing, whatever it says.
 */
export type Verdict = "counts" | "old" | "other_chain" | "unsigned";

const STATES = ["ap_dung", "tinh_nhan", "cho", "cach_ly", "tu_choi"];

/** `ask` is left alone: it is the number after `n`, and `n` is signed. */
export function readAnswer(value: unknown): Answer | null {
  const said = (value ?? {}) as { [key: string]: unknown };
  const { ep, n, safe_n, now, st } = said;
  const [h, sig] = [fromBase64url(said.h), fromBase64url(said.sig)];
  if (!isUuid(ep) || !isCount(n) || !isCount(safe_n) || h?.length !== 32 || !sig) return null;
  return {
    ...{ ep, n, safe_n, h, sig },
    now: isCount(now) ? now : null,
    st: Array.isArray(st) ? readTold(st) : null,
  };
}

/** What cannot be read is left out: the state of that item is then simply not known yet. */
export function readTold(value: unknown): Told[] {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  return rows.filter(
    (row): row is Told =>
      Array.isArray(row) &&
      row.slice(0, 5).filter((part) => typeof part === "string").length === 5 &&
      STATES.includes(row[1] as string),
  );
}

/** `carried`: first and last number of the batch this answers; of these it says what became of them. */
export async function takeAnswer(
  phone: Phone,
  value: unknown,
  carried: [number, number] | null,
  tookMs: number,
): Promise<Verdict> {
  const answer = readAnswer(value);
  const { dev, server_key } = await recallDevice(phone.store);
  if (!answer || !(await isSigned(server_key, receiptBytes(dev, answer), answer.sig))) {
    return "unsigned";
  }
  const change = write(phone.store, ["outbox", "kv", "files"]);
  // Enrolled anew while the answer was on its way: it is about somebody else.
  if ((await recallDevice(change.objectStore("kv"))).dev !== dev) return "old";
  const verdict = await judge(change, dev, answer);
  if (verdict === "counts") await writeReceipt(change, dev, answer, carried);
  const now = phone.line.now();
  if (answer.now !== null) {
    await keep(change.objectStore("kv"), "offset_ms", Math.round(answer.now - now + tookMs / 2));
  }
  await keep(change.objectStore("kv"), "contact_ms", now);
  await change.done;
  return verdict;
}

async function judge(change: Writing, dev: string, answer: Answer): Promise<Verdict> {
  const own = answer.n ? await outboxOf(change).get([dev, answer.n]) : { h: BEFORE_THE_FIRST };
  if (!own) return "other_chain";
  if (!areSame(own.h, answer.h)) {
    await doubtAll(change, dev, answer.n);
    return "other_chain";
  }
  const [held, past] = [await recall(kvOf(change), "receipt"), await recallPast(change)];
  const isOld = past.includes(answer.ep) || (held?.ep === answer.ep && answer.n < held.n);
  return isOld ? "old" : "counts";
}

/** What the receipts of this phone covered may lie behind a copy's: it is on the phone alone again. */
async function doubtAll(change: Writing, dev: string, n: number): Promise<void> {
  await keep(kvOf(change), "strange", n);
  const safe = (await recall(kvOf(change), "receipt"))?.safe_n ?? 0;
  for (const entry of await outboxOf(change).getAll(after(dev, safe))) {
    await outboxOf(change).put(withState(entry, ""));
  }
}

async function writeReceipt(
  change: Writing,
  dev: string,
  answer: Answer,
  carried: [number, number] | null,
): Promise<void> {
  const { ep, n, h, safe_n, sig } = answer;
  const held = await recall(kvOf(change), "receipt");
  if (held && held.ep !== ep) await beginEpoch(change, dev, held.ep, n);
  const told = new Map(answer.st?.map((row) => [row[0], row]));
  const covered = numbers(dev, Math.min(held?.n ?? 0, n) + 1, n);
  for (const entry of await outboxOf(change).getAll(covered)) {
    const wasAnswered = answer.st && carried && carried[0] <= entry.n && entry.n <= carried[1];
    const state: State = wasAnswered ? "ap_dung" : "nhan";
    if (!told.has(entry.id)) await outboxOf(change).put(withState(entry, state));
  }
  await writeTold(outboxOf(change), dev, n, [...told.values()]);
  await keep(kvOf(change), "receipt", { ep, n, h, safe_n, sig });
  await keep(kvOf(change), "doubt", false);
}

/** Only about what a receipt covers: nothing else can have a state. */
export async function writeTold(
  outbox: Table<"outbox">,
  dev: string,
  received: number,
  told: Told[],
): Promise<void> {
  for (const [id, state, code, field, text] of told) {
    for (const entry of await outbox.index("id").getAll(id)) {
      if (entry.dev === dev && entry.n <= received) {
        await outbox.put(withState(entry, state, code, field, text));
      }
    }
  }
}

/** The commune was brought back from a backup: what lay behind it is on the phone alone again. */
async function beginEpoch(change: Writing, dev: string, ended: string, n: number): Promise<void> {
  await keep(kvOf(change), "past_epochs", [...(await recallPast(change)), ended]);
  for (const entry of await outboxOf(change).getAll(after(dev, n))) {
    await outboxOf(change).put(withState(entry, ""));
  }
  const files = change.objectStore("files");
  for (const note of await files.index("state").getAll("received")) {
    await files.put({ ...note, state: "waiting" });
  }
}

async function recallPast(change: Writing): Promise<string[]> {
  return (await recall(kvOf(change), "past_epochs")) ?? [];
}

function outboxOf(change: Writing): Table<"outbox"> {
  return change.objectStore("outbox");
}

function kvOf(change: Writing): Table<"kv"> {
  return change.objectStore("kv");
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
