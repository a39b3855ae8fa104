/** The outbox as its author reads it: one line for each thing done, not for each event. */

import { openBody } from "./bodies";
import { nameDriveItem, REPORT_DAY, TICK } from "./drive_words";
import type { Json } from "./envelope";
import { type GivenUp, givenUpBy, GIVE_UP, PUT_ASIDE, readGivenUp } from "./giving_up";
import { ADD_HOUSEHOLD, readHousehold, SET_HOUSEHOLD } from "./households";
import { recallDevice } from "./kept";
import type { Phone } from "./phone";
import { READ_NOTE } from "./notes";
import { type Entry, type FileNote, isCarriedOut } from "./records";
import { nameMonth, REPORT } from "./reports";
import { readRows } from "./rows";
import { numbers } from "./store";
import { ADD_SURVEY } from "./surveys";
import { ADD_VISIT, nameVisit } from "./visits";
import { countMissing, nameGivenUp, nameState, type Words } from "./words";

export interface Item {
  entry: Entry;
  /** Null while it cannot be read: sealed under a PIN that was forgotten. */
  body: { [key: string]: Json } | null;
  title: string;
  words: Words;
  /** The event by which its author gave it up. */
  givenUp?: Entry | undefined;
}

export interface Outbox {
  refused: Item[];
  /** On the phone alone. */
  waiting: Item[];
  received: Item[];
  /** Items of other people on this phone that are on it alone. */
  others: number;
}

const RECENT = 30;
/** Rows, the field items speak of them by, and the field that names them. */
const NAMED = [
  ["household", "id", "head_name"],
  ["place", "id", "name"],
  ["campaign", "campaign", "name"],
] as const;

export async function listItems(phone: Phone, who: string): Promise<Outbox> {
  const [entries, given] = await listShown(phone);
  const names = await readNames(phone, who);
  const notes = new Map((await phone.store.db.getAll("files")).map((note) => [note.sha256, note]));
  const mine = entries.filter(({ actor }) => actor === who);
  const items: Item[] = [];
  for (const entry of mine) {
    items.unshift(await readItem(phone, entry, names, notes, givenUpBy(given, entry)));
  }
  const isRefused = ({ entry, givenUp }: Item): boolean => entry.state === "tu_choi" && !givenUp;
  return {
    refused: items.filter(isRefused),
    waiting: items.filter(({ entry, givenUp }) => isWaiting(entry, givenUp)),
    received: items.filter((item) => !isRefused(item) && !isWaiting(item.entry, item.givenUp)).slice(0, RECENT),
    others: entries.filter(({ actor, state }) => actor !== who && state === "").length,
  };
}

/** Of what items speak of, by its id. */
async function readNames(phone: Phone, who: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, id, said] of NAMED) {
    for (const row of await readRows(phone, who, kind)) names.set(String(row[id]), String(row[said]));
  }
  for (const { id, household, number } of await readRows(phone, who, "campaign_item")) {
    names.set(String(id), names.get(String(household)) || `Số ${String(number)}`);
  }
  return names;
}

/** Of this person, on the phone alone or sent back; nothing is opened for it. */
export async function countLeft(phone: Phone, who: string): Promise<number> {
  const [entries, given] = await listShown(phone);
  const isLeft = (entry: Entry, by: Entry | undefined): boolean =>
    isWaiting(entry, by) || (entry.state === "tu_choi" && !by);
  return entries.filter((entry) => entry.actor === who && isLeft(entry, givenUpBy(given, entry))).length;
}

function isWaiting({ state }: Entry, givenUp: Entry | undefined): boolean {
  return state === "" || (givenUp?.state === "" && !isCarriedOut(state));
}

export async function findItem(phone: Phone, who: string, id: string): Promise<Item | null> {
  const { refused, waiting, received } = await listItems(phone, who);
  return [...refused, ...waiting, ...received].find(({ entry }) => entry.id === id) ?? null;
}

/** What cannot be carried out without it or its earlier versions, directly or through another one. */
export function dependentsOf(item: Item, all: Item[], before: Entry[] = []): Item[] {
  const ids = new Set([item.entry.id, ...before.map(({ id }) => id)]);
  const found: Item[] = [];
  for (const each of [...all].sort((one, other) => one.entry.n - other.entry.n)) {
    const { id, needs = [], refs, state } = each.entry;
    const depends =
      [...needs, ...refs].some((named) => ids.has(named)) ||
      [item, ...found].some((earlier) => isBuiltOn(each, earlier));
    if (depends && !ids.has(id) && !isCarriedOut(state) && !each.givenUp) found.push(each), ids.add(id);
  }
  return found;
}

/** It changes further what the other one had changed: it saw what would then never have been. */
function isBuiltOn({ entry, body }: Item, earlier: Item): boolean {
  const isSet = [entry, earlier.entry].every(({ kind }) => kind === SET_HOUSEHOLD);
  if (!isSet || entry.n <= earlier.entry.n || body?.household !== earlier.body?.household) return false;
  return Object.keys(body?.set ?? {}).some((field) => field in Object(earlier.body?.set));
}

/** Of this device, and what an earlier one left open; replaced and given up ones are over. */
async function listShown(phone: Phone): Promise<[Entry[], GivenUp]> {
  const { dev } = await recallDevice(phone.store);
  const own = await phone.store.db.getAll("outbox", numbers(dev, 1, Infinity));
  const open = await phone.store.db.getAllFromIndex("outbox", "open");
  const left = open.filter((entry) => entry.dev !== dev && !entry.again);
  const all = [...left, ...own];
  const given = readGivenUp(all);
  // What was to put it right is given up, and it is not: then it stands as it was.
  const replacing = all.filter(
    (entry) => !givenUpBy(given, entry) || given.has(entry.replaces ?? ""),
  );
  const replaced = new Set(replacing.map(({ replaces }) => replaces));
  const shown = all.filter(
    ({ id, kind, code }) => kind !== GIVE_UP && code !== PUT_ASIDE && !replaced.has(id),
  );
  return [shown, given];
}

async function readItem(
  phone: Phone,
  entry: Entry,
  names: Map<string, string>,
  notes: Map<string, FileNote>,
  givenUp: Entry | undefined,
): Promise<Item> {
  const body = await openBody(phone, entry);
  const files = entry.files.flatMap((sha256) => notes.get(sha256) ?? []);
  const missing = countMissing(files);
  const words = givenUp ? nameGivenUp(entry, givenUp, missing) : nameState(entry, missing);
  if (body && entry.kind === ADD_HOUSEHOLD) names.set(entry.id, String(body.head_name));
  return { entry, body, title: nameItem(entry, body, names), words, givenUp };
}

function nameItem(entry: Entry, body: Item["body"], names: Map<string, string>): string {
  if (!body) return "Mục đã khóa";
  if (entry.kind === ADD_HOUSEHOLD) return `Thêm hộ ${readHousehold("", body).head_name}`;
  if (entry.kind === SET_HOUSEHOLD) return `Sửa hộ ${names.get(String(body.household)) ?? ""}`;
  if (entry.kind === ADD_VISIT) return nameVisit(body);
  if (entry.kind === REPORT) return `Báo cáo ${nameMonth(String(body.month))}`;
  if (entry.kind === READ_NOTE) return "Đã đọc tin của xã";
  if (entry.kind === ADD_SURVEY) return `Đo sóng: ${names.get(String(body.place)) ?? "một điểm"}`;
  if (entry.kind === TICK || entry.kind === REPORT_DAY) return nameDriveItem(entry.kind, body, names);
  return entry.kind;
}
