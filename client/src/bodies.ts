/** The body of a saved event as it lies on the phone. */

import type { Content, Json } from "./envelope";
import { recall, recallDevice } from "./kept";
import type { Phone } from "./phone";
import { lockAway, openAgain, sealToCommune } from "./sealing";
import type { Entry } from "./records";

type Body = { [key: string]: Json };

/** In the open without a PIN; else sealed to the commune, and under the data key while it is known. */
export async function closeBody(
  phone: Phone,
  { id, actor, body }: Pick<Content, "id" | "actor" | "body">,
): Promise<Pick<Entry, "body" | "seal" | "locked">> {
  if (!(await recall(phone.store, `pin:${actor}`))) return { body };
  const { seal_key } = await recallDevice(phone.store);
  const seal = await sealToCommune(seal_key, id, body);
  const dataKey = phone.open.get(actor);
  return dataKey ? { seal, locked: await lockAway(dataKey, id, body) } : { seal };
}

/** Null while nobody has entered the PIN, after a new PIN took the place of a forgotten one, or pruned. */
export async function openBody(phone: Phone, entry: Entry): Promise<Body | null> {
  const dataKey = phone.open.get(entry.actor);
  if (entry.body || !entry.locked || !dataKey) return entry.body ?? null;
  try {
    return (await openAgain(dataKey, entry.id, entry.locked)) as Body;
  } catch {
    return null;
  }
}
