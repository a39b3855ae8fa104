/** The one place where the chain of this phone grows. */

import type { Bytes } from "./bytes";
import { chainHash } from "./envelope";
import { type Device, type Person, recall, recallDevice } from "./kept";
import { sign } from "./keys";
import type { Phone } from "./phone";
import { strip } from "./pruning";
import type { Entry, Head } from "./records";
import { type Store, type Table, writeDurably } from "./store";

/** An event without its place. */
export type Draft = Omit<Entry, "dev" | "n" | "h" | "s" | "state" | "code" | "field" | "text" | "open">;

export interface NewFile {
  sha256: string;
  size: number;
  type: string;
  bytes: ArrayBuffer;
}

/** What goes in the same step. */
export interface Also {
  /** The same event as an earlier device of this phone had issued it. */
  replaced?: Entry | undefined;
  /** The draft it was typed in. */
  spent?: string | undefined;
}

export async function appendEntry(
  phone: Phone,
  draft: Draft,
  files: NewFile[] = [],
  also: Also = {},
): Promise<Entry> {
  if (phone.store.readOnly) throw new Error("a newer tab is open: load this page again");
  return phone.locks.request("save", async () => {
    for (;;) {
      const device = await recallDevice(phone.store);
      const person = await recallPerson(phone.store, draft.actor);
      const head = await readHead(phone.store);
      const entry = await place(draft, device, person, head);
      if (await writePlaced(phone.store, entry, head, files, also)) return entry;
    }
  });
}

export async function readHead(store: Store): Promise<Head> {
  const head = await store.db.get("head", "head");
  if (!head) throw new Error("this phone is not enrolled");
  return head;
}

/** Outside of any transaction: waiting for a signature would end it. */
async function place(draft: Draft, device: Device, person: Person, head: Head): Promise<Entry> {
  const n = head.n + 1;
  const h: Bytes = await chainHash(head.h, device.dev, n, draft.c);
  const s = await sign(person.keys, h);
  return { ...draft, dev: device.dev, n, h, s, state: "", code: "", field: "", text: "", open: 1 };
}

/** False when somebody else took the number meanwhile: locks are a courtesy, this is the proof. */
async function writePlaced(
  store: Store,
  entry: Entry,
  seen: Head,
  files: NewFile[],
  { replaced, spent }: Also,
): Promise<boolean> {
  const change = writeDurably(store, ["outbox", "head", "files", "file_bytes", "kv"]);
  const head = await change.objectStore("head").get("head");
  if (!head || head.dev !== entry.dev || head.n !== seen.n) {
    await change.done;
    return false;
  }
  const { dev, n, h, at } = entry;
  const outbox = change.objectStore("outbox");
  const writes: Promise<unknown>[] = [
    outbox.add(entry),
    change.objectStore("head").put({ dev, n, h, at: at[0] }, "head"),
  ];
  for (const { bytes, ...note } of files) {
    const { sha256 } = note;
    writes.push(
      change.objectStore("files").put({ ...note, n, state: "waiting", wrong: 0 }),
      change.objectStore("file_bytes").put(bytes, sha256),
    );
  }
  if (spent) writes.push(change.objectStore("kv").delete(spent));
  if (replaced) {
    writes.push(outbox.put({ ...strip(replaced), again: true }));
    writes.push(sendFilesAgain(change.objectStore("files"), entry));
  }
  await Promise.all([...writes, change.done]);
  return true;
}

/** The device that sent them is gone; what the commune has of them it will say. */
async function sendFilesAgain(files: Table<"files">, { n, files: named }: Entry): Promise<void> {
  for (const sha256 of named) {
    const note = await files.get(sha256);
    if (note) await files.put({ ...note, n, state: note.state === "safe" ? "safe" : "waiting" });
  }
}

async function recallPerson(store: Store, account: string): Promise<Person> {
  const person = (await recall(store, "people"))?.[account];
  if (!person) throw new Error("this person has no key on this phone");
  return person;
}
