/** Small things the phone keeps by name. */

import type { Bytes } from "./bytes";
import type { Used } from "./counting";
import type { Draft } from "./drafts";
import type { Json } from "./envelope";
import type { Store } from "./store";

export interface Device {
  dev: string;
  keys: CryptoKeyPair;
  /** What receipts are proved with: pinned at enrolment, never changed. */
  server_key: Bytes;
  /** What bodies are sealed to. */
  seal_key: Bytes;
  commune: { code: string; name: string };
}

export interface Person {
  name: string;
  keys: CryptoKeyPair;
}

export interface Receipt {
  ep: string;
  n: number;
  h: Bytes;
  safe_n: number;
  sig: Bytes;
}

export interface PinNote {
  salt: Bytes;
  rounds: number;
  wrapped: Bytes;
  wrong: number;
}

export interface Kept {
  device: Device;
  people: { [account: string]: Person };
  receipt: Receipt;
  /** At this number the commune holds another chain under this phone's name: a copy of it has sent. */
  strange: number;
  /** Epochs that ended: a receipt of one of them says nothing any more. */
  past_epochs: string[];
  /** A batch was sent and no valid receipt came back: ask before sending again. */
  doubt: boolean;
  /** The server's clock less ours, at the last contact. */
  offset_ms: number;
  contact_ms: number;
  [cursor: `cursor:${string}`]: { c: string; ep: string };
  [token: `token:${string}`]: { token: string; until: Json };
  [pin: `pin:${string}`]: PinNote;
  /** Changes with the rows of this person: what was opened before is old then. */
  [rows: `rows:${string}`]: number;
  /** What is being typed: "draft:<account>:<form>". */
  [draft: `draft:${string}`]: Draft;
  /** Number up to which the rows already say what our events did, by account. */
  [pulled: `pulled:${string}`]: number;
  used: Used;
  /** What somebody on this phone has listened to last. */
  language: string;
  /** Photos wait for Wi-Fi. */
  photos_wait: boolean;
}

interface Readable {
  get(name: string): Promise<unknown>;
}

interface Writable {
  put(value: unknown, name: string): Promise<unknown>;
}

export async function recall<Name extends keyof Kept>(
  from: Store | Readable,
  name: Name,
): Promise<Kept[Name] | undefined> {
  const value = "db" in from ? from.db.get("kv", name) : from.get(name);
  return (await value) as Kept[Name] | undefined;
}

/** `into`: the store, or its table inside a transaction that writes more than this. */
export async function keep<Name extends keyof Kept>(
  into: Store | Writable,
  name: Name,
  value: Kept[Name],
): Promise<void> {
  await ("db" in into ? into.db.put("kv", value, name) : into.put(value, name));
}

/** Throws on a phone that is not enrolled: no screen may come here then. */
export async function recallDevice(from: Store | Readable): Promise<Device> {
  const device = await recall(from, "device");
  if (!device) throw new Error("this phone is not enrolled");
  return device;
}
