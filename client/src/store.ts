/**
 * What the phone keeps, in IndexedDB. No upgrade touches what was saved: it is made once and stays.
 */

import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from "idb";
import type { Entry, FileNote, FileState, Head, KeptSound, Row } from "./records";

export interface Schema extends DBSchema {
  outbox: { key: [string, number]; value: Entry; indexes: { id: string; open: number } };
  head: { key: string; value: Head };
  kv: { key: string; value: unknown };
  rows: { key: [string, string, string]; value: Row };
  files: { key: string; value: FileNote; indexes: { state: FileState } };
  file_bytes: { key: string; value: ArrayBuffer };
  sounds: { key: string; value: KeptSound };
}

export type Name = StoreNames<Schema>;
export type Writing = IDBPTransaction<Schema, Name[], "readwrite">;
export type Table<Of extends Name> = IDBPObjectStore<Schema, Name[], Of, "readwrite">;

export interface Store {
  db: IDBPDatabase<Schema>;
  /** A newer tab has changed the tables: this one may look and send, not save. */
  readOnly: boolean;
}

export interface Tables {
  make: IDBDatabase["createObjectStore"];
  drop: IDBDatabase["deleteObjectStore"];
}
export type Step = (tables: Tables) => void;

const FOR_EVER = ["outbox", "head", "kv", "files", "file_bytes"];

/** Each brings the tables one version further. A later one may make and drop what can be pulled again. */
export const STEPS: Step[] = [
  ({ make }) => make("rows", { keyPath: ["who", "t", "id"] }),
  ({ make }) => make("sounds", { keyPath: "sha256" }),
];

/** `whenClosed`: another tab wants newer tables; this page has to be loaded again. */
export async function openStore(
  name = "xaso",
  whenClosed: () => void = () => undefined,
  steps = STEPS,
): Promise<Store> {
  try {
    return { db: await open(name, whenClosed, steps.length, steps), readOnly: false };
  } catch (error) {
    if ((error as Error).name !== "VersionError") throw error;
    return { db: await open(name, whenClosed, undefined, steps), readOnly: true };
  }
}

/** On disk, not only promised: a power cut right after must not lose it. */
export function writeDurably(store: Store, names: Name[]): Writing {
  return store.db.transaction(names, "readwrite", { durability: "strict" });
}

/** What the commune would tell again after a power cut. */
export function write(store: Store, names: Name[]): Writing {
  return store.db.transaction(names, "readwrite");
}

/** Both included; nothing when the last comes before the first. */
export function numbers(dev: string, first: number, last: number): IDBKeyRange {
  if (last < first) return IDBKeyRange.only([dev, -1]);
  return IDBKeyRange.bound([dev, first], [dev, last]);
}

export function after(dev: string, n: number): IDBKeyRange {
  return IDBKeyRange.bound([dev, n], [dev, Infinity], true);
}

async function open(
  name: string,
  whenClosed: () => void,
  version: number | undefined,
  steps: Step[],
): Promise<IDBPDatabase<Schema>> {
  const db = await openDB<Schema>(name, version, {
    upgrade(_made, from, _to, change) {
      change.done.catch(() => undefined); // the open itself fails then
      const raw = change.db as unknown as IDBDatabase;
      if (from === 0) makeWhatStaysForEver(raw);
      for (const step of steps.slice(from)) step(tablesThatMayChange(raw));
    },
    blocking() {
      db.close();
      whenClosed();
    },
    terminated: whenClosed,
  });
  return db;
}

function makeWhatStaysForEver(db: IDBDatabase): void {
  const outbox = db.createObjectStore("outbox", { keyPath: ["dev", "n"] });
  outbox.createIndex("id", "id");
  outbox.createIndex("open", "open");
  db.createObjectStore("head");
  db.createObjectStore("kv");
  db.createObjectStore("files", { keyPath: "sha256" }).createIndex("state", "state");
  db.createObjectStore("file_bytes");
}

function tablesThatMayChange(db: IDBDatabase): Tables {
  const check = (name: string): void => {
    if (FOR_EVER.includes(name)) throw new Error(`${name} is never changed`);
  };
  return {
    make: (name, options) => (check(name), db.createObjectStore(name, options)),
    drop: (name) => (check(name), db.deleteObjectStore(name)),
  };
}
