/**
 * An unsent body lies on the phone sealed twice: under the data key of its author, which the PIN
 * opens, and to the commune's public key, so that it can be sent while nobody has entered a PIN.
 */

import { type Bytes, join, utf8, uuidBytes } from "./bytes";
import { canonicalText, type Json, readCanonical } from "./envelope";
import { deflate, deflateBare, inflate } from "./packing";

const NONCE_BYTES = 12;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const CIPHER = "AES-GCM";
/** Of a hundred rows unpacking takes half a second on a slow phone, opening the lock two hundredths. */
const SMALL_BYTES = 2_000;
/** How deflated bytes begin, and no JSON does. */
const DEFLATED = 0x78;
const NO_SALT: Bytes = new Uint8Array(0);

/** 65 bytes ephemeral public key, 12 bytes nonce, ciphertext of the bare deflated body with its tag; bound to the event's id. */
export async function sealToCommune(key: Bytes, id: string, body: Json): Promise<Bytes> {
  const once = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", key, CURVE, false, []);
  const secret = await deriveSecret(once.privateKey, theirs);
  const own = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
  const packed = await deflateBare(utf8(canonicalText(body)));
  return join(own, await lock(secret, uuidBytes(id), packed));
}

/** Bound to `about`: what is locked for one thing does not open as another. */
export async function lockAway(dataKey: CryptoKey, about: string, value: Json): Promise<Bytes> {
  const text = utf8(canonicalText(value));
  return lock(dataKey, utf8(about), text.length > SMALL_BYTES ? await deflate(text) : text);
}

/** Throws when the key, what it is about or one bit is another. */
export async function openAgain(dataKey: CryptoKey, about: string, locked: Bytes): Promise<Json> {
  const packed = await unlock(dataKey, utf8(about), locked);
  return readCanonical(packed[0] === DEFLATED ? await inflate(packed) : packed);
}

export async function lock(key: CryptoKey, about: Bytes, plain: Bytes): Promise<Bytes> {
  const nonce: Bytes = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const way = { name: CIPHER, iv: nonce, additionalData: about };
  return join(nonce, new Uint8Array(await crypto.subtle.encrypt(way, key, plain)));
}

export async function unlock(key: CryptoKey, about: Bytes, locked: Bytes): Promise<Bytes> {
  const way = { name: CIPHER, iv: locked.slice(0, NONCE_BYTES), additionalData: about };
  return new Uint8Array(await crypto.subtle.decrypt(way, key, locked.slice(NONCE_BYTES)));
}

async function deriveSecret(own: CryptoKey, theirs: CryptoKey): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const way = { name: "HKDF", hash: "SHA-256", salt: NO_SALT, info: utf8("xaso-seal") };
  return crypto.subtle.deriveKey(way, base, { name: CIPHER, length: 256 }, false, ["encrypt"]);
}
