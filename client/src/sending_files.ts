/** Photos and voices, after all records: byte by byte from where the last try was cut. */

import { ask, type Question, type Reply } from "./asking";
import type { Bytes } from "./bytes";
import { PUT_ASIDE } from "./giving_up";
import { recall, recallDevice } from "./kept";
import { chunkBytes, knockMs, noteLatePiece, notePiece, type Pace, timeoutMs } from "./pace";
import type { Phone } from "./phone";
import type { FileNote, FileState } from "./records";
import { explain, FINE, type Outcome } from "./troubles";

/** While one photo waits for its answer, half a second and more on a weak line, the other is on its way. */
const LANES = 2;
/** The commune may correct our place so often for one file, in one go. */
const MOST_CORRECTIONS = 4;
const MOST_WRONG = 2;
const MOST_CHECKS = 10;

export async function sendFiles(phone: Phone, pace: Pace): Promise<Outcome> {
  const waiting = await phone.store.db.getAllFromIndex("files", "state", "waiting");
  // The go is over when both are: the next one would send what is still on its way.
  const lanes = Array.from({ length: LANES }, () => sendNext(phone, pace, waiting));
  await Promise.allSettled(lanes);
  const outcomes = await Promise.all(lanes);
  return outcomes.find(({ trouble }) => trouble) ?? checkBackups(phone, pace);
}

/** Takes from what is waiting until nothing is left, or the line is gone. */
async function sendNext(phone: Phone, pace: Pace, waiting: FileNote[]): Promise<Outcome> {
  const { dev } = await recallDevice(phone.store);
  for (let note = waiting.shift(); note; note = waiting.shift()) {
    // Given up: nobody wants its bytes any more.
    if ((await phone.store.db.get("outbox", [dev, note.n]))?.code === PUT_ASIDE) continue;
    const outcome = await sendFile(phone, pace, note);
    if (outcome.trouble) {
      waiting.length = 0;
      return outcome;
    }
  }
  return FINE;
}

async function sendFile(phone: Phone, pace: Pace, note: FileNote): Promise<Outcome> {
  const there = await askPlace(phone, pace, note);
  // Not stored yet by the commune, or set aside there: it may be wanted later.
  if (there.status === 404) return FINE;
  const at = readPlace(there, note);
  if (at === null) return explain(there);
  pace.heard += 1;
  if (at === note.size) return mark(phone, { ...note, state: readSafe(there) });
  const bytes = await phone.store.db.get("file_bytes", note.sha256);
  if (!bytes) return mark(phone, { ...note, state: "broken" });
  return sendFrom(phone, pace, note, bytes, at);
}

async function sendFrom(
  phone: Phone,
  pace: Pace,
  note: FileNote,
  bytes: ArrayBuffer,
  begin: number,
): Promise<Outcome> {
  let [at, corrections] = [begin, 0];
  while (at < note.size) {
    const chunk = new Uint8Array(bytes.slice(at, at + chunkBytes(pace)));
    const reply = await sendChunk(phone, pace, note, at, chunk);
    if (reply.status === 404) return FINE;
    // Whole, and no photo and no recording to the commune.
    if (reply.status === 422) return mark(phone, { ...note, state: "broken" });
    const next = readPlace(reply, note);
    if (next === null) return explain(reply);
    if (reply.status === 409 || next <= at) {
      corrections += 1;
      if (corrections > MOST_CORRECTIONS) return { trouble: "ket" };
      // It arrived whole and was not what its name says.
      if (next === 0 && at + chunk.length === note.size) note.wrong += 1;
      if (note.wrong >= MOST_WRONG) return mark(phone, { ...note, state: "broken" });
    }
    at = next;
  }
  return mark(phone, { ...note, state: "received" });
}

/** Bytes of what is stored may go from the phone once they lie in a verified backup. */
async function checkBackups(phone: Phone, pace: Pace): Promise<Outcome> {
  const safe = (await recall(phone.store, "receipt"))?.safe_n ?? 0;
  const received = await phone.store.db.getAllFromIndex("files", "state", "received");
  const due = received.filter((note) => note.n <= safe).slice(0, MOST_CHECKS);
  for (const note of due) {
    const there = await askPlace(phone, pace, note);
    if (there.status === 404) continue;
    const place = readPlace(there, note);
    if (place === null) return explain(there);
    const state = place < note.size ? "waiting" : readSafe(there);
    await mark(phone, { ...note, state });
  }
  return FINE;
}

async function askPlace(phone: Phone, pace: Pace, note: FileNote): Promise<Reply> {
  return ask(phone, { method: "HEAD", path: pathOf(note), timeoutMs: knockMs(pace) });
}

async function sendChunk(
  phone: Phone,
  pace: Pace,
  note: FileNote,
  at: number,
  body: Bytes,
): Promise<Reply> {
  const { rate } = pace;
  const question: Question = {
    method: "PATCH",
    path: pathOf(note),
    body,
    headers: {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(at),
      "Upload-Length": String(note.size),
    },
    timeoutMs: timeoutMs(body.length, rate),
  };
  const reply = await ask(phone, question);
  if (reply.late) noteLatePiece(pace, body.length, rate);
  else if (reply.status === 204) notePiece(pace, body.length, reply.ms);
  return reply;
}

/** How many bytes the commune holds; null when the answer does not say it. */
function readPlace(reply: Reply, note: FileNote): number | null {
  if (![200, 204, 409].includes(reply.status)) return null;
  const said = reply.headers.get("Upload-Offset");
  const place = said === null || !/^\d{1,15}$/.test(said) ? NaN : Number(said);
  return place <= note.size ? place : null;
}

function readSafe(reply: Reply): FileState {
  return reply.headers.get("X-Safe") === "1" ? "safe" : "received";
}

async function mark(phone: Phone, note: FileNote): Promise<Outcome> {
  await phone.store.db.put("files", note);
  return FINE;
}

function pathOf(note: FileNote): string {
  return `/dong-bo/tep/${note.sha256}`;
}
