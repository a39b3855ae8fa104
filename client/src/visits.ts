/** A visit (phiếu hỗ trợ): what can be chosen, what is typed, and the form it becomes. */

import csv from "../../src/xaso/modules/teams/data/codes.csv";
import type { Typed } from "./drafts";
import type { Json } from "./envelope";
import type { Phone } from "./phone";
import { readRows } from "./rows";
import { readTable } from "./table";

export const ADD_VISIT = "teams.add_visit";
/** Nobody was at home: nobody was helped. */
const ABSENT = "VANG";
export const AT_HOME = "NHA";
export const MOST_SERVICES = 5;
export const MOST_PHOTOS = 2;

export type List = "noi_dung" | "ket_qua" | "ly_do" | "noi";
export interface Code {
  code: string;
  label: string;
  asksReason: boolean;
}
export type Codes = { [list in List]: Code[] };

/** service, outcome, reason */
export type Line = [string, string, string];

/** Men then women, each under 15, 15 to 59, from 60. */
export type People = number[];
export const NOBODY: People = [0, 0, 0, 0, 0, 0];

export interface Visit {
  village: string;
  lines: Line[];
  people: People;
  place: string;
  typed_by: string;
  /** As 2026-11-27; "" is today. */
  day: string;
  household: string;
  minutes: string;
  note: string;
  /** Small JPEGs in base64url. */
  photos: string[];
}

const EMPTY: Visit = {
  ...{ village: "", lines: [], people: NOBODY, place: "", typed_by: "", day: "" },
  ...{ household: "", minutes: "", note: "", photos: [] },
};

export function readVisit(typed: Typed): Visit {
  return { ...EMPTY, ...(typed as unknown as Partial<Visit>) };
}

/** Those of the program and the commune's own, as they are used on the day. */
export async function readCodes(phone: Phone, who: string, day: string): Promise<Codes> {
  const codes: Codes = { noi_dung: [], ket_qua: [], ly_do: [], noi: [] };
  const packaged = readTable(csv).map(({ list, ...row }) => ({ which: list!, ...row }));
  for (const row of [...packaged, ...(await readRows(phone, who, "team_code"))]) {
    const { which, code, label, from, until, asks_reason } = row as { [name: string]: Json };
    const isUsed = String(from) <= day && (!until || day <= String(until));
    const asksReason = asks_reason === true || asks_reason === "yes";
    if (isUsed) codes[which as List]?.push({ code: String(code), label: capital(String(label)), asksReason });
  }
  return codes;
}

/** What is missing before it may be saved; "" when nothing is. */
export type Lack = "service" | "outcome" | "reason" | "people" | "place" | "";

export function missing(visit: Visit, codes: Codes): Lack {
  if (!visit.lines.length) return "service";
  if (visit.lines.some(([, outcome]) => !outcome)) return "outcome";
  if (visit.lines.some((line) => asksReason(line, codes) && !line[2])) return "reason";
  const isAbsent = visit.lines.every(([, outcome]) => outcome === ABSENT);
  if (!isAbsent && !visit.people.some(Boolean)) return "people";
  return visit.place ? "" : "place";
}

export function asksReason([, outcome]: Line, codes: Codes): boolean {
  return codes.ket_qua.some(({ code, asksReason: asks }) => code === outcome && asks);
}

/** The fields of the page's form. What is not said is left out. */
export function writeBody(visit: Visit, now: number): { [key: string]: Json } {
  const [m0 = 0, m1 = 0, m2 = 0, f0 = 0, f1 = 0, f2 = 0] = visit.people;
  const said: [string, Json][] = [
    ...(["village", "place", "typed_by", "household", "minutes"] as const).map(
      (name): [string, Json] => [name, visit[name]],
    ),
    ["note", visit.note.trim()],
    ["day", turnDay(visit.day || isoDay(now), "-", "/")],
    ["part", partOf(visit.day, now)],
    ...(Object.entries({
      male: m0 + m1 + m2,
      female: f0 + f1 + f2,
      under_15: m0 + f0,
      from_15: m1 + f1,
      from_60: m2 + f2,
    }) as [string, Json][]),
    ...visit.lines.flatMap(([service, outcome, reason], at): [string, Json][] => [
      [`service_${at + 1}`, service],
      [`outcome_${at + 1}`, outcome],
      [`reason_${at + 1}`, reason],
    ]),
  ];
  return Object.fromEntries(said.filter(([, value]) => value !== "" && value !== 0));
}

/** Back into what is typed, to be put right. How the ages fall on men and women is not in the form. */
export function readBody(body: { [key: string]: Json }): Partial<Visit> {
  const text = (name: string): string => String(body[name] ?? "");
  const count = (name: string): number => Number(body[name] ?? 0);
  const lines: Line[] = [];
  for (let at = 1; body[`service_${at}`] !== undefined; at += 1) {
    lines.push([text(`service_${at}`), text(`outcome_${at}`), text(`reason_${at}`)]);
  }
  const { village, place, typed_by, household, minutes, note } = Object.fromEntries(
    ["village", "place", "typed_by", "household", "minutes", "note"].map((name) => [name, text(name)]),
  );
  const ages = [count("under_15"), count("from_15"), count("from_60")];
  const people = share(count("male"), ages);
  return { village, place, typed_by, household, minutes, note, lines, people, day: turnDay(text("day"), "/", "-") } as Partial<Visit>;
}

export function nameVisit(body: { [key: string]: Json }): string {
  const more = body.service_2 === undefined ? "" : " và việc khác";
  return `Hỗ trợ: ${labelOf("noi_dung", body.service_1)}${more}`;
}

/** Each service with its outcome, and the rest of what was said. */
export function tellVisit(body: { [key: string]: Json }): [string, string][] {
  const told = (readBody(body).lines ?? []).map(([service, outcome, reason]): [string, string] => [
    capital(labelOf("noi_dung", service)),
    [labelOf("ket_qua", outcome), reason && labelOf("ly_do", reason)].filter(Boolean).join(", "),
  ]);
  const people = Number(body.male ?? 0) + Number(body.female ?? 0);
  if (people) told.push(["Giúp", `${people} người`]);
  told.push(["Ở đâu", labelOf("noi", body.place)], ["Ngày", String(body.day ?? "")]);
  if (body.note) told.push(["Ghi chú", String(body.note)]);
  return told;
}

/** A code of the commune's own is shown as it is where its name is not at hand. */
function labelOf(list: List, code: Json | undefined): string {
  const found = readTable(csv).find((row) => row.list === list && row.code === code);
  return found?.label ?? String(code ?? "");
}

/** Men first into the oldest, where most visits go; the sums are what the form says. */
function share(men: number, ages: number[]): People {
  let left = men;
  const of = [0, 0, 0];
  for (const at of [2, 1, 0]) {
    of[at] = Math.min(left, ages[at]!);
    left -= of[at]!;
  }
  return [...of, ...ages.map((count, at) => count - of[at]!)];
}

export function isoDay(now: number): string {
  const day = new Date(now);
  const parts = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0"));
  return [day.getFullYear(), ...parts].join("-");
}

/** By the clock when it is today; a day later nobody knows it better than "sáng". */
function partOf(day: string, now: number): string {
  if (day && day !== isoDay(now)) return "sang";
  const hour = new Date(now).getHours();
  return hour < 12 ? "sang" : hour < 18 ? "chieu" : "toi";
}

/** Whether the sums alone say how the ages fall on men and women. */
export function isPlain(people: People): boolean {
  const ages = [0, 1, 2].map((at) => people[at]! + people[at + 3]!);
  const men = people.slice(0, 3).reduce((sum, count) => sum + count, 0);
  return share(men, ages).join() === people.join();
}

export function turnDay(day: string, from: string, to: string): string {
  return day.split(from).reverse().join(to);
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
