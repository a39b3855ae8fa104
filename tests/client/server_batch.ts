/** A batch as the commune reads it: proved as a whole before anything is stored. */

import { type Bytes, fromBase64url, join, toHex, uuidBytes } from "../../client/src/bytes";
import {
  canonicalText,
  chainHash,
  type Content,
  contentHash,
  type Json,
} from "../../client/src/envelope";
import { isSigned } from "../../client/src/keys";

export interface Arrived {
  n: number;
  event: Content;
  c: string;
  h: Bytes;
  isSigned: boolean;
}

export interface Batch {
  /** Epoch, number, head, safe number, signature. */
  got: [string, number, string, number, string] | null;
  n0: number;
  prev: Bytes;
  now: number;
  hi: number;
  un: number;
  old: number | null;
  app: string;
  events: Arrived[];
}

interface Keys {
  opening: CryptoKeyPair;
}

type Said = { [key: string]: Json };
const MOST_TIMES = 20;
const FLOOR = 512;

/** Null: it cannot be read. */
export async function openBatch(
  server: Keys,
  people: Map<string, Bytes>,
  body: Bytes,
): Promise<Batch | null> {
  try {
    const text = await unpack(body, "gzip");
    if (text.length > MOST_TIMES * Math.max(body.length, FLOOR)) return null;
    const said = JSON.parse(new TextDecoder().decode(text)) as Said;
    canonicalText(said);
    const events = await prove(server, said, people);
    return { ...said, prev: fromText(said.prev), events } as unknown as Batch;
  } catch {
    return null;
  }
}

/** Sealed to the commune; written apart from the client's own sealing. */
export async function openSeal(opening: CryptoKeyPair, id: string, seal: Bytes): Promise<Json> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const once = await crypto.subtle.importKey("raw", seal.slice(0, 65), curve, false, []);
  const way = { name: "ECDH", public: once };
  const shared = await crypto.subtle.deriveBits(way, opening.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("xaso-seal");
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  const aes = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.deriveKey(hkdf, base, aes, false, ["decrypt"]);
  const cipher = { name: "AES-GCM", iv: seal.slice(65, 77), additionalData: uuidBytes(id) };
  const packed = await crypto.subtle.decrypt(cipher, key, seal.slice(77));
  const text = await unpack(new Uint8Array(packed), "deflate-raw");
  return JSON.parse(new TextDecoder().decode(text)) as Json;
}

export async function unpack(bytes: Bytes, form: CompressionFormat): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(form));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export function fromText(text: unknown): Bytes {
  return fromBase64url(text) ?? new Uint8Array(0);
}

async function prove(server: Keys, said: Said, people: Map<string, Bytes>): Promise<Arrived[]> {
  let h = fromText(said.prev);
  const found: Arrived[] = [];
  const signatures: Bytes[] = [];
  for (const each of said.ev as Said[]) {
    const { actor, scope, kind, v } = said;
    const event = { actor, scope, kind, v, ...each } as unknown as Content & Said;
    if (event.seal) {
      event.body = (await openSeal(server.opening, event.id, fromText(event.seal))) as Said;
    }
    const c = await contentHash(event);
    h = await chainHash(h, said.dev as string, (said.n0 as number) + found.length, c);
    const n = (said.n0 as number) + found.length;
    found.push({ n, event, c: toHex(c), h, isSigned: false });
    signatures.push(fromText(each.s));
  }
  if (toHex(join(h)) !== toHex(fromText(said.h))) throw new Error("the chain ends elsewhere");
  await checkRuns(found, signatures, people);
  return found;
}

/** The last of each run of one person carries the signature of all of them. */
async function checkRuns(found: Arrived[], signatures: Bytes[], people: Map<string, Bytes>) {
  let isRight = false;
  for (let at = found.length - 1; at >= 0; at -= 1) {
    const { event, h } = found[at]!;
    if (found[at + 1]?.event.actor !== event.actor) {
      isRight = await isSigned(people.get(event.actor) ?? new Uint8Array(0), h, signatures[at]!);
    }
    found[at]!.isSigned = isRight;
  }
}
