/** Households as this phone knows them: what the commune told, and on top what is not carried out yet. */

import { openBody } from "./bodies";
import type { Json } from "./envelope";
import { listPending } from "./pending";
import type { Phone } from "./phone";
import { readRows } from "./rows";
import type { Entry } from "./records";

export const ADD_HOUSEHOLD = "residents.add_household";
export const SET_HOUSEHOLD = "residents.set_household";

/** The fields of the page's form; each is text, as the form reads it. */
export interface Household {
  id: string;
  code: string;
  head_name: string;
  village: string;
  cluster: string;
  members_count: string;
  has_smartphone: string;
  language: string;
  /** The event that is not carried out yet. */
  pending?: Entry;
}
export type HouseholdField = Exclude<keyof Household, "id" | "code" | "pending">;

export interface Village {
  id: string;
  name: string;
  clusters: [string, string][];
}

export async function listVillages(phone: Phone, who: string): Promise<Village[]> {
  const rows = await readRows(phone, who, "village");
  return rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    clusters: (row.clusters ?? []) as [string, string][],
  }));
}

/** By name. */
export async function listHouseholds(phone: Phone, who: string): Promise<Household[]> {
  const rows = await readRows(phone, who, "household");
  const found = new Map(rows.map((row) => [String(row.id), readHousehold(String(row.id), row)]));
  for (const entry of await listPending(phone, who)) {
    const body = await openBody(phone, entry);
    if (!body) continue;
    const id = await recordOf(phone, entry);
    if (entry.kind === ADD_HOUSEHOLD && !found.has(id)) {
      found.set(id, { ...readHousehold(id, body), pending: entry });
    }
    if (entry.kind === SET_HOUSEHOLD) overlay(found.get(String(body.household)), body, entry);
  }
  const compare = new Intl.Collator("vi").compare;
  return [...found.values()].sort((one, other) => compare(lastName(one), lastName(other)));
}

/** The id its household has or will have: of the first of those that were put right after each other. */
export async function recordOf(phone: Phone, { id, replaces }: Entry): Promise<string> {
  const old = replaces && (await phone.store.db.getFromIndex("outbox", "id", replaces));
  return old ? recordOf(phone, old) : (replaces ?? id);
}

function overlay(row: Household | undefined, body: { [key: string]: Json }, entry: Entry): void {
  if (!row) return;
  for (const [field, pair] of Object.entries(body.set ?? {})) {
    row[field as HouseholdField] = text((pair as Json[])[1]);
  }
  row.pending = entry;
}

export function readHousehold(id: string, said: { [key: string]: Json }): Household {
  return {
    id,
    code: text(said.code),
    head_name: text(said.head_name),
    village: text(said.village),
    cluster: text(said.cluster),
    members_count: text(said.members_count),
    has_smartphone: text(said.has_smartphone),
    language: text(said.language),
  };
}

/** Each word begins a word of the name, in any order and without accents; or the code contains it. */
export function findHouseholds(households: Household[], typed: string): Household[] {
  const words = fold(typed).split(" ").filter(Boolean);
  return households.filter(({ head_name, code }) => {
    // What somebody is called stands in brackets or behind a comma.
    const names = fold(head_name).split(/[^\p{L}\p{N}]+/u);
    const isNamed = words.every((word) => names.some((name) => name.startsWith(word)));
    return isNamed || (words.length === 1 && fold(code).includes(words[0]!));
  });
}

export function fold(said: string): string {
  const bare = said.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  return bare.replace(/\s+/g, " ").trim();
}

/** People here are called, and looked up, by the last part. */
function lastName({ head_name }: Household): string {
  const parts = head_name.split(" ");
  return `${parts[parts.length - 1]} ${head_name}`;
}

function text(value: Json | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
