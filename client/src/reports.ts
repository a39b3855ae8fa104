/** The monthly reports of the own village: which there are, and how each stands. */

import { openBody } from "./bodies";
import type { Json } from "./envelope";
import { listPending } from "./pending";
import type { Phone } from "./phone";
import { readRows } from "./rows";
import { isoDay } from "./visits";

export const REPORT = "teams.report";
export const FIRST_FORM = "thon-14";
export const SENT = "da_gui";
const DRAFT = "nhap";
const RETURNED = "can_sua";
const STATES: { [state: string]: string } = {
  "": "chưa ghi",
  [DRAFT]: "nháp, chưa gửi",
  [SENT]: "xã đã nhận, chờ duyệt",
  [RETURNED]: "xã trả lại, cần sửa",
  da_duyet: "xã đã duyệt",
  da_khoa: "đã khóa kỳ",
};
/** From so many days before it is due its tile stands out. */
const SOON_DAYS = 3;
const DAY_MS = 24 * 3600_000;

export interface About {
  village: string;
  form: string;
  /** As 2026-11. */
  month: string;
}

/** Number, where it came from, note, the office's comment. */
export type Cell = [string, string, string, string];

/** As the commune holds it, in its own words. */
export interface Told extends About {
  revision: number;
  state: string;
  /** This person was the last to write it. */
  is_mine: boolean;
  cells: { [item: string]: Cell };
}

/** A month, the day it is due, and what the registers say: members of the team, people guided; null: nobody knows. */
export type Counted = [string, string, string | null, string | null];

/** The newest revision of each. */
export async function listTold(phone: Phone, who: string): Promise<Told[]> {
  const found = new Map<string, Told>();
  for (const row of await readRows(phone, who, "village_report")) {
    const cells = (row.cells as [string, ...Cell][]).map(([item, ...cell]) => [item, cell]);
    const told = { ...row, cells: Object.fromEntries(cells) } as unknown as Told;
    if ((found.get(keyOf(told))?.revision ?? 0) <= told.revision) found.set(keyOf(told), told);
  }
  return [...found.values()];
}

/** By village; empty for those who may not write its report. The newest month first. */
export async function listCounted(phone: Phone, who: string): Promise<Map<string, Counted[]>> {
  const rows = await readRows(phone, who, "report_village");
  return new Map(rows.map(({ id, months }) => [String(id), months as Counted[]]));
}

/** A day nobody has told yet is that of the last month that was told. */
export function dueOf(counted: Counted[], month: string): string {
  return counted.find(([of]) => of === month)?.[1] ?? month + counted[0]![1].slice(7);
}

export interface Standing {
  word: string;
  /** The village owes it. */
  isOpen: boolean;
  isReturned: boolean;
}

/** By the key of each: what stands at the commune, and on top what this person has said since. */
export async function listStanding(phone: Phone, who: string): Promise<Map<string, Standing>> {
  const found = new Map((await listTold(phone, who)).map((told) => [keyOf(told), standingOf(told.state)]));
  for (const entry of await listPending(phone, who)) {
    const body = entry.kind === REPORT && (await openBody(phone, entry));
    const word = entry.state ? "xã đã nhận" : "trên máy";
    if (body) found.set(keyOf(aboutOf(body)), { word, isOpen: false, isReturned: false });
  }
  return found;
}

export function standingOf(state: string): Standing {
  const isReturned = state === RETURNED;
  return { word: STATES[state] ?? state, isOpen: isReturned || state === DRAFT || state === "", isReturned };
}

/** For "Hôm nay": one that came back, or this month's, of a village that has not said it yet; null for those who write none. */
export async function readOwed(phone: Phone, who: string, now: number) {
  const [counted, standing] = [await listCounted(phone, who), await listStanding(phone, who)];
  const own = [...counted.keys()].map((village) => keyOf({ village, form: FIRST_FORM, month: monthAt(now) }));
  const back = [...standing].find(([key, { isReturned }]) => isReturned && counted.has(key.split(" ")[0]!))?.[0];
  const key = back ?? own.find((each) => standing.get(each)?.isOpen ?? true) ?? own[0];
  if (!key) return null;
  const [village, , month] = key.split(" ") as [string, string, string];
  const { word, isOpen, isReturned } = standing.get(key) ?? standingOf("");
  const due = dueOf(counted.get(village)!, month);
  const isSoon = isOpen && isoDay(now + SOON_DAYS * DAY_MS) >= due;
  return { name: `Báo cáo ${nameMonth(month)}`, word, isReturned, isSoon, due };
}

export function monthAt(now: number): string {
  return isoDay(now).slice(0, 7);
}

export function monthBefore(month: string): string {
  return monthAt(new Date(`${month}-01T00:00`).getTime() - 1);
}

export function nameMonth(month: string): string {
  const [year, number] = month.split("-");
  return `tháng ${Number(number)}/${year}`;
}

export function keyOf({ village, form, month }: About): string {
  return `${village} ${form} ${month}`;
}

export function aboutOf(body: { [key: string]: Json }): About {
  return { village: String(body.village), form: String(body.form ?? FIRST_FORM), month: String(body.month) };
}

/** Where it is written; the last step is the look over all of it. */
export function placeOfReport({ village, form, month }: About, step: number | "xem"): string {
  return `bc/${village}/${form}/${month}/${step}`;
}
