/** What may leave the phone: bodies that are old, carried out and safe elsewhere; files that are safe. */

import { draftKey } from "./drafts";
import { recall, recallDevice } from "./kept";
import type { Phone } from "./phone";
import { type Entry, isCarriedOut } from "./records";
import { numbers, write } from "./store";
import { splitOf } from "./splits";

const KEPT_MS = 30 * 86_400_000;

/** Number, id and hashes stay for ever: they are the proof of the chain. */
export async function prune(phone: Phone): Promise<void> {
  const change = write(phone.store, ["outbox", "kv", "files", "file_bytes"]);
  const { dev } = await recallDevice(change.objectStore("kv"));
  const receipt = await recall(change.objectStore("kv"), "receipt");
  const safe = Math.min(receipt?.safe_n ?? 0, receipt?.n ?? 0);
  const outbox = change.objectStore("outbox");
  for (const entry of await outbox.getAll(numbers(dev, 1, safe))) {
    if (!mayGo(entry, phone.line.now())) continue;
    await outbox.put(strip(entry));
    await change.objectStore("kv").delete(draftKey(entry.actor, splitOf(entry)));
  }
  for (const note of await change.objectStore("files").index("state").getAll("safe")) {
    await change.objectStore("file_bytes").delete(note.sha256);
  }
  await change.done;
}

/** What was not carried out is still wanted, by its author or by the next phone. */
function mayGo(entry: Entry, now: number): boolean {
  const hasBody = entry.body ?? entry.seal ?? entry.locked;
  return Boolean(hasBody) && isCarriedOut(entry.state) && now - entry.at[0] >= KEPT_MS;
}

/** What a later device has issued again needs its body there alone. */
export function strip({ body: _body, seal: _seal, locked: _locked, ...entry }: Entry): Entry {
  return { ...entry, refs: [] };
}
