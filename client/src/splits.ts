/** How ages fell on men and women in a visit: the form has only the sums, so the phone keeps it for a correction. */

import { keepDraft, recallDraft } from "./drafts";
import type { Phone } from "./phone";
import type { Entry } from "./records";

type Visit = Pick<Entry, "id" | "actor">;

export async function keepSplit(phone: Phone, entry: Visit, people: number[]): Promise<void> {
  await keepDraft(phone, entry.actor, splitOf(entry), { people });
}

export async function recallSplit(phone: Phone, entry: Visit): Promise<number[] | null> {
  const kept = await recallDraft(phone, entry.actor, splitOf(entry));
  return (kept?.people as number[] | undefined) ?? null;
}

export function splitOf({ id }: Pick<Entry, "id">): string {
  return `tach:${id}`;
}
