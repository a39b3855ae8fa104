/** What is on this phone alone. */

import { recall, recallDevice } from "./kept";
import { listLeft } from "./reissuing";
import type { Entry } from "./records";
import { after, type Store } from "./store";

/** Oldest first; also what an earlier enrolment left and nobody could issue again yet. */
export async function listUnsent(store: Store): Promise<Entry[]> {
  const { dev } = await recallDevice(store);
  const received = (await recall(store, "receipt"))?.n ?? 0;
  const own = await store.db.getAll("outbox", after(dev, received));
  const left = (await listLeft(store)).filter((entry) => entry.state === "");
  return [...left, ...own];
}
