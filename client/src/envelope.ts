/**
 * What a phone sends and what binds it: the same bytes, hashes and chain as src/xaso/lib/envelope.py.
 * The vectors both are tested against stand in tests/lib/envelope_vectors.json.
 */

import { type Bytes, eightBytes, join, sha256, utf8, uuidBytes } from "./bytes";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Content {
  id: string;
  actor: string;
  kind: string;
  v: number;
  scope: string;
  /** Milliseconds since 1970 by the clock of the device, and what the server's was ahead. */
  at: [number, number];
  body: { [key: string]: Json };
  needs?: string[];
  replaces?: string;
}

export const DEEPEST = 12;
export const BEFORE_THE_FIRST: Bytes = new Uint8Array(32);
const MUST = ["id", "actor", "kind", "v", "scope", "at", "body"];
const MAY = ["needs", "replaces"];
const KEY = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/;
const HALF_A_SIGN = /[\ud800-\udfff]/u;
const RECEIPT_MARK = utf8("xaso-r1");

/** The value breaks the narrow form; the text says where. */
export class NotCanonical extends Error {}

export function canonicalText(value: unknown, deepest = DEEPEST): string {
  if (deepest < 0) throw new NotCanonical("too deep");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return writeWhole(value);
  if (typeof value === "string") return writeText(value);
  if (Array.isArray(value)) {
    return `[${Array.from(value, (each) => canonicalText(each, deepest - 1)).join(",")}]`;
  }
  if (isPlain(value)) {
    const pairs = Object.keys(value)
      .sort()
      .map((key) => `${writeKey(key)}:${canonicalText(value[key], deepest - 1)}`);
    return `{${pairs.join(",")}}`;
  }
  throw new NotCanonical(`no place for ${typeof value}`);
}

/** A copy with its texts in NFC, as the other side will read it. */
export function narrow<Value>(value: Value, deepest = DEEPEST): Value {
  return JSON.parse(canonicalText(value, deepest)) as Value;
}

/** Only what this program would have written itself; everything else is refused. */
export function readCanonical(bytes: Bytes): Json {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as Json;
    if (canonicalText(value) === text) return value;
  } catch (error) {
    throw error instanceof NotCanonical ? error : new NotCanonical(String(error));
  }
  throw new NotCanonical("another way of writing");
}

/** What the person said, without where it stands in the chain of the device. */
export function contentOf(event: object): Content {
  const found = new Map(Object.entries(event).filter(([, value]) => value !== undefined));
  const missing = MUST.filter((key) => !found.has(key));
  if (missing.length) throw new NotCanonical(`missing: ${missing.join(", ")}`);
  const kept = [...MUST, ...MAY].filter((key) => found.has(key));
  return Object.fromEntries(kept.map((key) => [key, found.get(key)])) as unknown as Content;
}

export async function contentHash(event: object): Promise<Bytes> {
  return sha256(utf8(canonicalText(contentOf(event))));
}

/** `number` counts from 1; before the first stands BEFORE_THE_FIRST. */
export async function chainHash(
  previous: Bytes,
  device: string,
  number: number,
  content: Bytes,
): Promise<Bytes> {
  return sha256(join(previous, uuidBytes(device), eightBytes(number), content));
}

/** The 87 bytes the commune signs. */
export function receiptBytes(
  device: string,
  receipt: { ep: string; n: number; h: Bytes; safe_n: number },
): Bytes {
  return join(
    RECEIPT_MARK,
    uuidBytes(device),
    uuidBytes(receipt.ep),
    eightBytes(receipt.n),
    receipt.h,
    eightBytes(receipt.safe_n),
  );
}

/** What a phone signs of a request; `offset`: the byte of the file a piece begins at. */
export function requestBytes(method: string, path: string, body?: Bytes, offset = ""): Bytes {
  const line = `${method} ${path}`;
  return body?.length ? join(utf8(`${line}\n${offset}\n`), body) : utf8(line);
}

function writeWhole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new NotCanonical(`not a whole number: ${value}`);
  return String(value);
}

function writeText(value: string): string {
  if (HALF_A_SIGN.test(value)) throw new NotCanonical("half a sign");
  if (value.includes("\0")) throw new NotCanonical("a sign no database keeps");
  return JSON.stringify(value.normalize("NFC"));
}

function writeKey(key: string): string {
  if (!KEY.test(key)) throw new NotCanonical(`no key: ${key.slice(0, 40)}`);
  return `"${key}"`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const shape: unknown = Object.getPrototypeOf(value);
  return shape === null || shape === Object.prototype;
}
