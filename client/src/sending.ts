/** One go at reaching zero unsent: ask first where an answer was lost, then records, then files. */

import { ask, type Reply } from "./asking";
import { type Batch, makeBatch } from "./batch";
import { keep, recall, recallDevice } from "./kept";
import { halve, knockMs, noteGood, noteTimeout, type Pace, timeoutMs } from "./pace";
import type { Phone } from "./phone";
import { takeAnswer } from "./receipt";
import { sendFiles } from "./sending_files";
import { explain, FINE, type Outcome } from "./troubles";

export interface Go {
  /** Speak to the commune though there is nothing to send. */
  hello: boolean;
  /** May photos go now, or only over Wi-Fi. */
  files: boolean;
}

export async function sendAll(phone: Phone, pace: Pace, go: Go): Promise<Outcome> {
  const asked = await settleDoubt(phone, pace);
  if (asked !== "counts" && asked !== "of no use") return asked;
  let hello = go.hello || asked === "of no use";
  for (;;) {
    const batch = await makeBatch(phone, pace);
    if (!batch.events && !hello) break;
    const outcome = await push(phone, pace, batch);
    if (outcome === "smaller") continue;
    if (outcome.trouble) return outcome;
    hello = false;
  }
  return go.files ? sendFiles(phone, pace) : FINE;
}

/** The answer says from where on to send: not one byte of a stored record goes twice. */
async function settleDoubt(phone: Phone, pace: Pace): Promise<Outcome | "counts" | "of no use"> {
  if (!(await recall(phone.store, "doubt"))) return "counts";
  const { dev } = await recallDevice(phone.store);
  const head = await phone.store.db.get("head", "head");
  const path = `/dong-bo/biet?dev=${dev}&n=${head!.n}`;
  const reply = await ask(phone, { method: "GET", path, timeoutMs: knockMs(pace) });
  if (reply.status !== 200) return explain(reply);
  const verdict = await takeAnswer(phone, reply.json, null, reply.ms);
  if (verdict === "unsigned") return explain(reply);
  pace.heard += 1;
  // Signed, and less than we hold a receipt for: only a push tells the commune so.
  return verdict === "counts" ? "counts" : "of no use";
}

async function push(phone: Phone, pace: Pace, batch: Batch): Promise<Outcome | "smaller"> {
  const before = await recall(phone.store, "receipt");
  await keep(phone.store, "doubt", true);
  const reply = await ask(phone, {
    method: "POST",
    path: "/dong-bo/day",
    body: batch.bytes,
    headers: { "Content-Type": "application/gzip" },
    timeoutMs: timeoutMs(batch.bytes.length, pace.rate),
  });
  if (reply.late) noteTimeout(pace);
  if (wasTooMuch(reply)) {
    await keep(phone.store, "doubt", false);
    return halve(pace, batch.bytes.length, batch.events) ? "smaller" : explain(reply);
  }
  if (reply.status !== 200) return explain(reply);
  const carried: [number, number] = [batch.first, batch.first + batch.events - 1];
  const verdict = await takeAnswer(phone, reply.json, carried, reply.ms);
  if (verdict === "unsigned") return explain(reply);
  if (verdict === "other_chain") return { trouble: "khac_chuoi" };
  noteGood(pace, batch.bytes.length, reply.ms);
  const now = await recall(phone.store, "receipt");
  const hasMoved = (before?.n ?? 0) !== (now?.n ?? 0) || (before && before.ep !== now?.ep);
  return hasMoved || !batch.events ? FINE : { trouble: "ket" };
}

/** Nothing of it was stored: fewer at a time find the one that cannot be taken. */
function wasTooMuch({ status, json }: Reply): boolean {
  return status === 413 || (status === 400 && (json as { code?: unknown } | null)?.code === "hong");
}
