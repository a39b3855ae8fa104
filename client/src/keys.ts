/** Keys of the phone and of each person on it: ECDSA P-256, never to be taken out again. */

import type { Bytes } from "./bytes";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
export const PUBLIC_BYTES = 65;
const SIGNATURE_BYTES = 64;

export async function makeKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
}

/** 65 bytes, uncompressed. */
export async function exportPublic(keys: CryptoKeyPair): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
}

/** 64 bytes, r‖s. */
export async function sign(keys: CryptoKeyPair, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(SIGNING, keys.privateKey, message));
}

/** False too for what is no key or no signature at all. */
export async function isSigned(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  if (signature.length !== SIGNATURE_BYTES || key.length !== PUBLIC_BYTES) return false;
  try {
    const known = await crypto.subtle.importKey("raw", key, CURVE, false, ["verify"]);
    return await crypto.subtle.verify(SIGNING, known, signature, message);
  } catch {
    return false;
  }
}
