/** A person presses save: one event, for ever, at the end of the chain of this phone. */

import { appendEntry, type Draft, type NewFile } from "./appending";
import { closeBody } from "./bodies";
import { type Bytes, isUuid, sha256, toHex } from "./bytes";
import { draftKey } from "./drafts";
import { type Content, contentHash, DEEPEST, type Json, NotCanonical, narrow } from "./envelope";
import { newId } from "./ids";
import { recall } from "./kept";
import type { Phone } from "./phone";
import type { Entry } from "./records";

export interface Wish {
  actor: string;
  kind: string;
  v: number;
  scope: string;
  body: { [key: string]: Json };
  needs?: string[];
  replaces?: string;
  /** Stand in the body as `anh`, in this order. */
  files?: { bytes: ArrayBuffer; type: string }[];
  /** The draft it was typed in: gone in the same step, so that nobody saves it twice. */
  draft?: string;
}

/** In a batch the content stands two steps deeper than alone, and there the same limit holds. */
const DEEPEST_ALONE = DEEPEST - 2;
const MOST_BODY_SIGNS = 200_000;
const LONGEST_NAME = 60;
const LONGEST_TYPE = 100;
const MOST_FILES = 10;
const MOST_FILE_BYTES = 2 * 1024 * 1024;
const ANY_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The clock has gone back since the last save: nobody but the person knows the day of the visit. */
export function mustConfirmDay(now: number, lastSaveAt: number | null): boolean {
  return lastSaveAt !== null && now < lastSaveAt;
}

/**
 * Resolves when it is on disk; only then may a screen say "trên máy". Throws NotCanonical for what no
 * server could read: better here, before the person's eyes, than as a batch that is refused for ever.
 */
export async function save(phone: Phone, wish: Wish): Promise<Entry> {
  checkFiles(wish.files ?? []);
  const files = await Promise.all((wish.files ?? []).map(hashFile));
  const content = check(narrow(await writeContent(phone, wish, files), DEEPEST_ALONE));
  const { body, ...facts } = content;
  const draft: Draft = {
    ...facts,
    ...(await closeBody(phone, content)),
    c: await contentHash(content),
    refs: [...new Set(JSON.stringify(body).match(ANY_ID))],
    files: files.map((file) => file.sha256),
  };
  const spent = wish.draft === undefined ? undefined : draftKey(wish.actor, wish.draft);
  return appendEntry(phone, draft, files, { spent });
}

async function writeContent(phone: Phone, wish: Wish, files: NewFile[]): Promise<Content> {
  const { files: _bytes, draft: _draft, body, ...said } = wish;
  const now = phone.line.now();
  const anh = files.map(({ sha256, size, type }) => ({ sha256, size, type }));
  return {
    ...said,
    id: newId(now),
    at: [now, (await recall(phone.store, "offset_ms")) ?? 0],
    body: anh.length ? { ...body, anh } : body,
  };
}

async function hashFile({ bytes, type }: { bytes: ArrayBuffer; type: string }): Promise<NewFile> {
  const hash: Bytes = await sha256(new Uint8Array(bytes));
  return { sha256: toHex(hash), size: bytes.byteLength, type: type.slice(0, LONGEST_TYPE), bytes };
}

function checkFiles(files: { bytes: ArrayBuffer }[]): void {
  const areGood = files.every(({ bytes: { byteLength } }) => byteLength && byteLength <= MOST_FILE_BYTES);
  if (files.length > MOST_FILES || !areGood) throw new NotCanonical("too many files, or too large");
}

/** The shapes the server's columns need. */
function check(content: Content): Content {
  const ids = [content.id, content.actor, ...(content.needs ?? [])];
  if (content.replaces !== undefined) ids.push(content.replaces);
  if (!ids.every(isUuid)) throw new NotCanonical("not an id");
  for (const name of [content.kind, content.scope]) {
    if (typeof name !== "string" || !name || name.length > LONGEST_NAME) {
      throw new NotCanonical("not a name");
    }
  }
  if (!(content.v > 0 && content.v < 2 ** 15)) throw new NotCanonical("not a version");
  if (JSON.stringify(content.body).length > MOST_BODY_SIGNS) throw new NotCanonical("too large");
  return content;
}
