/** IndexedDB with promises: as much of it as this program uses. The types are those of the package idb. */

import type { DBSchema, IDBPDatabase, OpenDBCallbacks } from "idb";

type Anything = { [name: string | symbol]: unknown };
type Method = (...given: unknown[]) => unknown;

/** One step in a transaction of its own, by the name the database is asked for it with. */
const READS = ["get", "getAll", "getAllKeys", "count", "getFromIndex", "getAllFromIndex"];
const WRITES = ["put", "add", "delete", "clear"];
const ends = new WeakMap<IDBTransaction, Promise<void>>();

export async function openDB<Of extends DBSchema>(
  name: string,
  version: number | undefined,
  { upgrade, blocking, terminated }: OpenDBCallbacks<Of>,
): Promise<IDBPDatabase<Of>> {
  const asked = indexedDB.open(name, version);
  asked.addEventListener("upgradeneeded", (event) => {
    const [made, change] = [give(asked.result), give(asked.transaction)] as Parameters<NonNullable<typeof upgrade>>[0 | 3][];
    upgrade?.(made as never, event.oldVersion, event.newVersion, change as never, event);
  });
  const db = (await answerOf(asked)) as IDBPDatabase<Of>;
  db.addEventListener("close", () => terminated?.());
  db.addEventListener("versionchange", (event) => blocking?.(event.oldVersion, event.newVersion, event));
  return db;
}

/** What comes back: a promise for a request, and whatever can be asked further speaks in promises too. */
function give(value: unknown): unknown {
  if (value instanceof IDBRequest) return answerOf(value);
  if (value instanceof IDBTransaction && !ends.has(value)) ends.set(value, endOf(value));
  const isAskable = [IDBDatabase, IDBTransaction, IDBObjectStore, IDBIndex].some((kind) => value instanceof kind);
  return isAskable ? new Proxy(value as Anything, { get: take }) : value;
}

function take(of: Anything, name: string): unknown {
  if (of instanceof IDBTransaction && name === "done") return ends.get(of);
  if (of instanceof IDBDatabase && [...READS, ...WRITES].includes(name)) return stepOf(of, name);
  const value = of[name];
  return typeof value === "function" ? (...given: unknown[]) => give((value as Method).apply(of, given)) : give(value);
}

function stepOf(db: IDBDatabase, name: string) {
  return async (table: string, ...given: unknown[]): Promise<unknown> => {
    const isWrite = WRITES.includes(name);
    const change = db.transaction(table, isWrite ? "readwrite" : "readonly");
    const store = change.objectStore(table);
    const method = name.replace("FromIndex", "");
    const place = (method === name ? store : store.index(given.shift() as string)) as unknown as { [name: string]: Method };
    const answer = answerOf(place[method]!(...given) as IDBRequest);
    return (await Promise.all([answer, isWrite && endOf(change)]))[0];
  };
}

function answerOf(asked: IDBRequest): Promise<unknown> {
  return new Promise((done, fail) => {
    asked.addEventListener("success", () => done(give(asked.result)));
    asked.addEventListener("error", () => fail(asked.error));
  });
}

/** On disk, or nothing of it is. */
function endOf(change: IDBTransaction): Promise<void> {
  return new Promise((done, fail) => {
    const lost = (): void => fail(change.error ?? new DOMException("AbortError", "AbortError"));
    change.addEventListener("complete", () => done());
    change.addEventListener("error", lost);
    change.addEventListener("abort", lost);
  });
}
