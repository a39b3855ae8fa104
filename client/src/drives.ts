/** A drive (đợt ra quân) in one village: its list of households, or the numbers of a day. */

import { openBody } from "./bodies";
import { REPORT_DAY, TICK, UNDONE } from "./drive_words";
import type { Typed } from "./drafts";
import type { Json } from "./envelope";
import { givenUpBy, readGivenUp } from "./giving_up";
import { listHouseholds } from "./households";
import { recallDevice } from "./kept";
import { listPending } from "./pending";
import type { Phone } from "./phone";
import type { Entry } from "./records";
import { readRows } from "./rows";
import { readSounds, type Sound } from "./sounds";
import { numbers } from "./store";
import { isoDay, turnDay } from "./visits";

const LIST = "danh_sach";
const WHY = "vi_sao_";

export interface Drive {
  /** Of the row: one drive in one village. */
  id: string;
  campaign: string;
  village: string;
  name: string;
  goal: string;
  doneMeans: string;
  steps: string;
  unit: string;
  /** As 2026-11-27. */
  from: string;
  to: string;
  isList: boolean;
  reasons: [string, string][];
  target: number | null;
  done: number;
  /** The last day the village has said something of. */
  reportedDay: string;
  sounds: Sound[];
}

export interface Line {
  id: string;
  number: number;
  name: string;
  /** "": nobody was there yet. */
  result: string;
  reason: string;
  /** What the person said and the commune has not carried out yet. */
  pending?: Entry;
}

/** The one that ends first on top. */
export async function listDrives(phone: Phone, who: string): Promise<Drive[]> {
  const rows = await readRows(phone, who, "campaign");
  const drives = rows.map((row): Drive => {
    const text = (name: string): string => String(row[name] ?? "");
    return {
      ...{ id: text("id"), campaign: text("campaign"), village: text("village"), name: text("name") },
      ...{ goal: text("goal"), doneMeans: text("done_means"), steps: text("steps"), unit: text("unit") },
      ...{ from: text("from"), to: text("to"), reportedDay: text("reported_day") },
      isList: row.mode === LIST,
      reasons: (row.reasons ?? []) as [string, string][],
      target: row.target === null ? null : Number(row.target),
      done: Number(row.done ?? 0),
      sounds: readSounds(row),
    };
  });
  return drives.sort((one, other) => one.to.localeCompare(other.to) || one.id.localeCompare(other.id));
}

/** In the order of the sheet of paper, with what is said and not carried out yet on top. */
export async function listLines(phone: Phone, who: string, drive: Drive): Promise<Line[]> {
  const names = new Map((await listHouseholds(phone, who)).map(({ id, head_name }) => [id, head_name]));
  const lines = new Map<string, Line>();
  for (const row of await readRows(phone, who, "campaign_item")) {
    if (row.campaign !== drive.campaign || row.village !== drive.village) continue;
    const [id, number] = [String(row.id), Number(row.number)];
    const name = names.get(String(row.household)) ?? "";
    lines.set(id, { id, number, name, result: String(row.state ?? ""), reason: String(row.reason ?? "") });
  }
  for (const entry of await listPending(phone, who)) {
    const body = entry.kind === TICK && (await openBody(phone, entry));
    const line = body && lines.get(String(body.item_id));
    if (!line) continue;
    const result = body.result === UNDONE ? "" : String(body.result);
    Object.assign(line, { result, reason: String(body.reason ?? ""), pending: entry });
  }
  return [...lines.values()].sort((one, other) => one.number - other.number);
}

/** The person's own last word about a thing that still stands; it is what a new one puts right. */
export async function findOwnWord(
  phone: Phone,
  who: string,
  kind: string,
  about: string[],
  fits: (body: { [key: string]: Json }) => boolean = () => true,
): Promise<Entry | null> {
  const { dev } = await recallDevice(phone.store);
  const entries = await phone.store.db.getAll("outbox", numbers(dev, 1, Infinity));
  const given = readGivenUp(entries);
  const own = entries.filter((entry) => entry.kind === kind && entry.actor === who && !givenUpBy(given, entry));
  const replaced = new Set(own.map(({ replaces }) => replaces));
  const found = own.filter(({ id, refs }) => !replaced.has(id) && about.every((named) => refs.includes(named)));
  for (const entry of found.reverse()) {
    const body = await openBody(phone, entry);
    if (body && body.result !== UNDONE && fits(body)) return entry;
  }
  return null;
}

/** What a day comes to; each number as typed, "" is not said. */
export interface Day {
  reached: string;
  done: string;
  failed: string;
  reasons: [string, number][];
  /** The sum was looked at and stays. */
  sure: boolean;
}

const NOTHING: Day = { reached: "", done: "", failed: "", reasons: [], sure: false };

export function readDay(typed: Typed): Day {
  return { ...NOTHING, ...(typed as unknown as Partial<Day>) };
}

/** "numbers": not said; "sum": reached is another number; "reasons": more of them than failures; "" fine. */
export function lackOfDay({ reached, done, failed, reasons, sure }: Day): "numbers" | "sum" | "reasons" | "" {
  if (done === "" || failed === "") return "numbers";
  if (reasons.reduce((sum, [, count]) => sum + count, 0) > Number(failed)) return "reasons";
  const isSum = reached === "" || Number(reached) === Number(done) + Number(failed);
  return isSum || sure ? "" : "sum";
}

/** The fields of the page's form. `null`: that day nobody went, a true 0. */
export function writeDay({ campaign, village }: Drive, day: string, said: Day | null): { [key: string]: Json } {
  const about = { campaign, village, day: turnDay(day, "-", "/") };
  if (!said) return { ...about, home: 1 };
  const { reached, done, failed, reasons, sure } = said;
  return {
    ...about,
    ...{ done: Number(done), failed: Number(failed) },
    ...(reached !== "" && { reached: Number(reached) }),
    ...(sure && { sure: 1 }),
    ...Object.fromEntries(reasons.map(([code, count]) => [WHY + code.toLowerCase(), count])),
  };
}

/** Back into what is typed, to be put right. */
export function readDayBody(body: { [key: string]: Json }, drive: Drive): Day {
  const text = (name: string): string => String(body[name] ?? "");
  if (body.home) return { ...NOTHING, done: "0", failed: "0" };
  const counts = drive.reasons.map(([code]): [string, number] => [code, Number(body[WHY + code.toLowerCase()] ?? 0)]);
  return {
    ...{ reached: text("reached"), done: text("done"), failed: text("failed") },
    ...{ reasons: counts.filter(([, count]) => count), sure: Boolean(body.sure) },
  };
}

/** Those that count, are under way, and of whose today nobody of the village has said a word. */
export async function listSilent(phone: Phone, who: string, drives: Drive[], now: number): Promise<Drive[]> {
  const today = isoDay(now);
  const said = new Set<string>();
  for (const entry of await listPending(phone, who)) {
    const body = entry.kind === REPORT_DAY && (await openBody(phone, entry));
    if (body && body.day === turnDay(today, "-", "/")) said.add(`${body.campaign} ${body.village}`);
  }
  return drives.filter(
    ({ campaign, village, from, to, isList, reportedDay }) =>
      !isList && from <= today && today <= to && reportedDay < today && !said.has(`${campaign} ${village}`),
  );
}

/** Where in the app a thing that was said is put right; "" when the drive is over. */
export async function placeOf(phone: Phone, who: string, kind: string, body: { [key: string]: Json }): Promise<string> {
  const items = kind === TICK ? await readRows(phone, who, "campaign_item") : [];
  const about = items.find(({ id }) => id === body.item_id) ?? body;
  const drives = await listDrives(phone, who);
  const drive = drives.find(({ campaign, village }) => campaign === about.campaign && village === about.village);
  if (!drive) return "";
  return kind === TICK
    ? `dot/${drive.id}/ho/${String(body.item_id)}`
    : `dot/${drive.id}/ngay/${turnDay(String(body.day), "/", "-")}`;
}
