/** What its author has given up: it counts from the moment it was saved, sent or not. */

import type { Phone } from "./phone";
import type { Entry } from "./records";

export const GIVE_UP = "sync.give_up";
/** The commune has put it aside: corrected, or given up. */
export const PUT_ASIDE = "da_bo";

/** By the id of what is given up: the event that says so. One that came back says nothing. */
export type GivenUp = Map<string, Entry>;

export function readGivenUp(entries: Entry[]): GivenUp {
  const said = entries.filter(({ kind, state }) => kind === GIVE_UP && state !== "tu_choi");
  return new Map(said.flatMap((entry) => entry.refs.map((id): [string, Entry] => [id, entry])));
}

/** Nobody gives up for another. */
export function givenUpBy(given: GivenUp, { id, actor }: Entry): Entry | undefined {
  const by = given.get(id);
  return by?.actor === actor ? by : undefined;
}

/** What it was to put right, and what that was to put right, newest first. */
export async function versionsBefore(phone: Phone, { replaces, actor }: Entry): Promise<Entry[]> {
  const old = replaces && (await phone.store.db.getFromIndex("outbox", "id", replaces));
  return old && old.actor === actor ? [old, ...(await versionsBefore(phone, old))] : [];
}
