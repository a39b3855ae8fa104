/** What somebody is typing, kept at each tap; under the PIN like everything else of that person. */

import type { Bytes } from "./bytes";
import type { Json } from "./envelope";
import { keep, recall } from "./kept";
import type { Phone } from "./phone";
import { lockAway, openAgain } from "./sealing";

export type Typed = { [field: string]: Json };
export interface Draft {
  typed?: Typed;
  locked?: Bytes;
}

export async function keepDraft(
  phone: Phone,
  who: string,
  name: string,
  typed: Typed,
): Promise<void> {
  const dataKey = phone.open.get(who);
  const draft = dataKey ? { locked: await lockAway(dataKey, name, typed) } : { typed };
  await keep(phone.store, draftKey(who, name), draft);
}

/** Nothing when there is none, or when a new PIN took the place of a forgotten one. */
export async function recallDraft(phone: Phone, who: string, name: string): Promise<Typed | null> {
  const draft = await recall(phone.store, draftKey(who, name));
  const dataKey = phone.open.get(who);
  if (!draft?.locked || !dataKey) return draft?.typed ?? null;
  try {
    return (await openAgain(dataKey, name, draft.locked)) as Typed;
  } catch {
    return null;
  }
}

export async function dropDraft(phone: Phone, who: string, name: string): Promise<void> {
  await phone.store.db.delete("kv", draftKey(who, name));
}

export async function listDrafts(phone: Phone, who: string): Promise<string[]> {
  const begin = `draft:${who}:`;
  const names = await phone.store.db.getAllKeys("kv", IDBKeyRange.bound(begin, `${begin}\uffff`));
  return names.map((name) => name.slice(begin.length));
}

export function draftKey(who: string, name: string): `draft:${string}` {
  return `draft:${who}:${name}`;
}
