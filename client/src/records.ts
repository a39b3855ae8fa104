/** What stands in the tables of the phone. */

import type { Bytes } from "./bytes";
import type { Json } from "./envelope";

/**
 * "": on the phone alone. "nhan": a receipt covers it, what became of it was not heard yet. "tinh_nhan": carried
 * out, and the province holds it too.
 */
export type State = "" | "nhan" | "ap_dung" | "tinh_nhan" | "cho" | "cach_ly" | "tu_choi";

/** One saved event. `dev`, `n`, `id`, `c` and `h` stay for ever. */
export interface Entry {
  dev: string;
  n: number;
  id: string;
  c: Bytes;
  h: Bytes;
  /** By the person's own key over `h`. */
  s: Bytes;
  actor: string;
  kind: string;
  v: number;
  scope: string;
  at: [number, number];
  needs?: string[];
  replaces?: string;
  /** In the open while the person has no PIN; else sealed twice: to the commune, and under the PIN. */
  body?: { [key: string]: Json };
  seal?: Bytes;
  locked?: Bytes;
  /** Ids of rows the body speaks of: these rows stay until the event is sent. */
  refs: string[];
  /** SHA-256 of its attachments. */
  files: string[];
  state: State;
  code: string;
  field: string;
  text: string;
  /** While it is not plainly done; absent afterwards. */
  open?: 1;
  /** Where an earlier device of this phone issued it first: dev, n, prev, s. */
  o?: [string, number, Bytes, Bytes];
  /** A later device of this phone has issued it again: this one counts no more. */
  again?: true;
}

/** The end of the chain. */
export interface Head {
  dev: string;
  n: number;
  h: Bytes;
  /** When the last one was saved, by the clock of the device. */
  at: number | null;
}

export interface Row {
  who: string;
  t: string;
  id: string;
  scope: string;
  fields?: { [key: string]: Json };
  locked?: Bytes;
  /** Its scope was taken away; it stays only for an event that is not sent yet. */
  left?: true;
}

/** A recording to be played without a line: whole, or it is not here. */
export interface KeptSound {
  sha256: string;
  bytes: ArrayBuffer;
  /** When it was taken in. */
  at: number;
  /** Whose rows speak of it. */
  whos: string[];
}

/** waiting, received (whole at the commune), safe (in a verified backup), broken (arrived wrong twice). */
export type FileState = "waiting" | "received" | "safe" | "broken";

export interface FileNote {
  sha256: string;
  size: number;
  type: string;
  /** The last event that names it. */
  n: number;
  state: FileState;
  wrong: number;
}

export function isCarriedOut(state: State): boolean {
  return state === "ap_dung" || state === "tinh_nhan";
}

/** Everything a screen has to look after carries `open`, and nothing else does. */
export function withState(
  { open: _open, ...entry }: Entry,
  state: State,
  code = "",
  field = "",
  text = "",
): Entry {
  const isDone = isCarriedOut(state) && (code === "" || code === "ok");
  return { ...entry, state, code, field, text, ...(!isDone && { open: 1 as const }) };
}
