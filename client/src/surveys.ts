/** What somebody found of the signal at one place: all operators at once, each may stay without an answer. */

import csv from "../../src/xaso/modules/coverage/data/operators.csv";
import type { Typed } from "./drafts";
import type { Json } from "./envelope";
import type { Phone } from "./phone";
import { type Probe, tellProbe } from "./probing";
import { type Fields, readRows } from "./rows";
import { readTable } from "./table";
import { isoDay, turnDay } from "./visits";

export const ADD_SURVEY = "coverage.add_survey";
/** Not asked is not 0: nobody knows. */
export const NOT_ASKED = "";
export const LEVELS: [string, string][] = [
  ["4", "Xem video được"],
  ["3", "Nhắn Zalo được"],
  ["2", "Gọi được, không vào mạng"],
  ["1", "Gọi, nhắn tin chập chờn"],
  ["0", "Không sóng"],
];
export const PARTS: [string, string][] = [
  ["sang", "Sáng"],
  ["trua", "Trưa"],
  ["chieu", "Chiều"],
  ["toi", "Tối"],
];
/** The hours from which on it is morning, noon, afternoon and evening, as the commune counts. */
const BEGINS = [4, 11, 13, 18];
const PROBE = "probe_";
const LEAST_DBM = -140;
const MOST_DBM = -30;
const ON_THE_SPOT = "do_tai_cho";

export interface Place {
  id: string;
  name: string;
  kind: string;
  village: string;
  isIndoors: boolean;
}

export interface Operator {
  code: string;
  name: string;
}

export type Answers = { [operator: string]: string };

export interface Survey {
  place: string;
  /** Absent: not come to yet. */
  levels: Answers;
  technologies: Answers;
  /** As typed; the minus may be left out. */
  dbm: Answers;
  /** "": as it is usual at the place. */
  indoors: "" | "yes" | "no";
  /** "": now. */
  part: string;
  /** As 2026-11-27; "" is today. */
  day: string;
  way: string;
  note: string;
  /** What this phone measured itself, and over whose network. */
  probe: (Probe & { operator: string }) | null;
}

const EMPTY: Survey = {
  ...{ place: "", levels: {}, technologies: {}, dbm: {} },
  ...{ indoors: "", part: "", day: "", way: ON_THE_SPOT, note: "", probe: null },
};

export function readSurvey(typed: Typed): Survey {
  return { ...EMPTY, ...(typed as unknown as Partial<Survey>) };
}

/** By name; those of the person's villages alone have come to this phone. */
export async function listPlaces(phone: Phone, who: string): Promise<Place[]> {
  const rows = await readRows(phone, who, "place");
  const places = rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    kind: String(row.kind),
    village: String(row.village),
    isIndoors: row.is_indoors === true,
  }));
  return places.sort((one, other) => new Intl.Collator("vi").compare(one.name, other.name));
}

/** After every day that is written down. */
export const EVER = "9";

/** Those asked about on the day, and what all are called that ever were: the list the app brings along, then
 * what the commune has said since. */
export async function readOperators(phone: Phone, who: string, day: string): Promise<[Operator[], Answers]> {
  const names: Answers = {};
  const here: { [code: string]: boolean } = {};
  const shipped = readTable(csv).map((row) => ({ ...row, step: "them", said: 0 }) as Fields);
  const told = await readRows(phone, who, "operator");
  const order = (row: Fields): string => `${row.since} ${row.said} ${row.id}`;
  for (const row of [...shipped, ...told].sort((one, other) => (order(one) < order(other) ? -1 : 1))) {
    const [code, step] = [String(row.code), row.step];
    const isBegun = String(row.since) <= day;
    if (!names[code] || (isBegun && step !== "thoi")) names[code] = String(row.name);
    if (isBegun && step !== "doi_ten") here[code] = step === "them" && !(row.until && String(row.until) < day);
  }
  const operators = Object.entries(names).map(([code, name]) => ({ code, name }));
  return [operators.filter(({ code }) => here[code]), names];
}

/** The commune reads it as the same part of the day. */
export function partAt(now: number): string {
  const hour = new Date(now).getHours();
  const at = BEGINS.filter((begin) => hour >= begin).length - 1;
  return PARTS[at < 0 ? PARTS.length - 1 : at]![0];
}

/** Those that have begun; of another day all. */
export function partsOf(day: string, now: number): [string, string][] {
  if (day && day !== isoDay(now)) return PARTS;
  const last = PARTS.findIndex(([part]) => part === partAt(now));
  // Before four in the morning it is still the evening of yesterday, and that is how it was measured.
  return new Date(now).getHours() < BEGINS[0]! ? PARTS.slice(-1) : PARTS.slice(0, last + 1);
}

/** Null for what no phone shows. */
export function readDbm(typed: string): number | null {
  const value = -Math.abs(Number(typed));
  return Number.isInteger(value) && value >= LEAST_DBM && value <= MOST_DBM ? value : null;
}

export function isWhole({ levels, dbm, place }: Survey): boolean {
  const isAnswered = Object.values(levels).some((level) => level !== NOT_ASKED);
  const isRead = Object.entries(dbm).every(([code, said]) => !said || !levels[code] || readDbm(said) !== null);
  return place !== "" && isAnswered && isRead;
}

/** The fields of the page's form. What is not said is left out. */
export function writeSurvey(survey: Survey): { [key: string]: Json } {
  const { place, levels, technologies, dbm, indoors, part, day, way, note, probe } = survey;
  const said: [string, Json][] = [
    ...Object.entries({ place, is_indoors: indoors, day_part: part, way, note: note.trim() }),
    ["day", turnDay(day, "-", "/")],
  ];
  for (const [code, level] of Object.entries(levels)) {
    if (level === NOT_ASKED) continue;
    said.push([`level_${code}`, level], [`technology_${code}`, technologies[code] ?? ""]);
    said.push([`dbm_${code}`, (dbm[code] && readDbm(dbm[code]!)) ?? ""]);
  }
  // Without its level it says nothing: the commune would send it back.
  if (probe && levels[probe.operator]) {
    for (const [name, value] of Object.entries(probe)) said.push([PROBE + name, value]);
  }
  return Object.fromEntries(said.filter(([, value]) => value !== ""));
}

/** Back into what is typed, to be put right. */
export function readSurveyBody(body: { [key: string]: Json }, codes: string[]): Partial<Survey> {
  const text = (name: string): string => String(body[name] ?? "");
  const each = (kind: string): Answers => Object.fromEntries(codes.map((code) => [code, text(kind + code)]));
  const { place, note, way, is_indoors, day_part } = Object.fromEntries(
    ["place", "note", "way", "is_indoors", "day_part"].map((name) => [name, text(name)]),
  );
  const day = turnDay(text("day"), "/", "-");
  const probe = readProbe(body);
  const answers = { levels: each("level_"), technologies: each("technology_"), dbm: each("dbm_") };
  return { ...answers, place, note, way, indoors: is_indoors, part: day_part, day, probe } as Partial<Survey>;
}

function readProbe(body: { [key: string]: Json }): Survey["probe"] {
  const said = Object.entries(body).filter(([name]) => name.startsWith(PROBE));
  const probe = Object.fromEntries(said.map(([name, value]) => [name.slice(PROBE.length), value]));
  return said.length ? (probe as unknown as Survey["probe"]) : null;
}

export function nameLevel(level: string): string {
  return LEVELS.find(([value]) => value === level)?.[1] ?? "Không hỏi";
}

/** Each operator asked about with what was found. */
export function tellSurvey(body: { [key: string]: Json }, names: Answers): [string, string][] {
  const asked = Object.keys(body).flatMap((name) => (name.startsWith("level_") ? [name.slice(6)] : []));
  const inOrder = [...new Set([...Object.keys(names), ...asked])].filter((code) => asked.includes(code));
  return inOrder.map((code): [string, string] => {
    const technology = String(body[`technology_${code}`] ?? "").toUpperCase();
    const dbm = body[`dbm_${code}`] === undefined ? "" : `${body[`dbm_${code}`]} dBm`;
    const level = nameLevel(String(body[`level_${code}`]));
    const probe = readProbe(body);
    const measured = probe && probe.operator === code && tellProbe(probe);
    return [names[code] ?? code, [level, technology, dbm, measured].filter(Boolean).join(" · ")];
  });
}
