/** After a new enrolment: what the earlier device left on this phone, under the same ids and contents. */

import { appendEntry } from "./appending";
import type { Bytes } from "./bytes";
import { BEFORE_THE_FIRST } from "./envelope";
import { recall, recallDevice } from "./kept";
import type { Phone } from "./phone";
import type { Entry } from "./records";
import type { Store } from "./store";

/** Cut anywhere it is called again; what belongs to somebody without a key here waits for that person. */
export async function issueAgain(phone: Phone): Promise<void> {
  const people = (await recall(phone.store, "people")) ?? {};
  for (const entry of await listLeft(phone.store)) {
    if (entry.actor in people) await issue(phone, entry);
  }
}

/** What no receipt covers, and what was set aside. */
export async function listLeft(store: Store): Promise<Entry[]> {
  const { dev } = await recallDevice(store);
  const found = await store.db.getAllFromIndex("outbox", "open");
  const isLeft = (entry: Entry): boolean => entry.state === "" || entry.state === "cach_ly";
  return found
    .filter((entry) => entry.dev !== dev && !entry.again && isLeft(entry))
    .sort((one, other) => (one.dev === other.dev ? one.n - other.n : one.dev < other.dev ? -1 : 1));
}

async function issue(phone: Phone, entry: Entry): Promise<void> {
  const { dev, n, h: _h, s, state: _1, code: _2, field: _3, text: _4, open: _5, ...draft } = entry;
  const before = await phone.store.db.get("outbox", [dev, n - 1]);
  const prev: Bytes = before?.h ?? BEFORE_THE_FIRST;
  await appendEntry(phone, { ...draft, o: entry.o ?? [dev, n, prev, s] }, [], { replaced: entry });
}
