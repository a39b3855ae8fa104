/** What every part works with: the store, the line, and who has entered the PIN. */

import type { Json } from "./envelope";
import type { Store } from "./store";

export interface Line {
  /** As `fetch`, with a path of the commune. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** The clock of the device, which may be wrong; milliseconds since 1970. */
  now(): number;
  /** A clock that only goes forward. */
  ticks(): number;
  /** Runs once, later; the answer takes it back. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

export interface Locks {
  request<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
}

export interface Phone {
  store: Store;
  line: Line;
  locks: Locks;
  /** Version of this program, told to the office with each contact. */
  app: string;
  /** Data keys of those who have entered their PIN, by account. */
  open: Map<string, CryptoKey>;
  /** Rows as they were opened last, by account and kind; with the key they go. */
  opened: Map<string, Opened>;
}

export interface Opened {
  key: CryptoKey | undefined;
  version: number | undefined;
  rows: Promise<{ [key: string]: Json }[]>;
}

/** The real one. Without a secure context there are no locks, no keys, and no phone. */
export function makePhone(store: Store, app: string): Phone {
  const line: Line = {
    fetch: (path, init) => fetch(path, init),
    now: () => Date.now(),
    ticks: () => performance.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
  const locks: Locks = {
    request: (name, run) => navigator.locks.request(name, run) as ReturnType<typeof run>,
  };
  return { store, line, locks, app, open: new Map(), opened: new Map() };
}
