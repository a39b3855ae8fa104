/** The month of a village as it is typed: the items of its form, what is offered, what looks wrong, what is sent. */

import forms from "../../src/xaso/modules/teams/data/report_forms.csv";
import items from "../../src/xaso/modules/teams/data/report_items.csv";
import { openBody } from "./bodies";
import { findOwnWord } from "./drives";
import type { Json } from "./envelope";
import { listPending } from "./pending";
import type { Phone } from "./phone";
import type { Entry } from "./records";
import { write } from "./report_doubts";
import { type About, aboutOf, type Counted, keyOf, listCounted, listTold, monthBefore, REPORT, SENT, standingOf, type Told } from "./reports";
import { readRows } from "./rows";
import { readTable } from "./table";

const TYPED = "ghi";
const TAKEN = "True";
/** Number, tick and note of an item, as the page's form calls them. */
export const FIELDS = ["so_", "nhu_", "vi_"] as const;
export const SAW = "saw_";

/** Its words are those of report_items.csv. */
export interface Item {
  code: string;
  /** As it stands in the names of fields. */
  key: string;
  name: string;
  unit: string;
  kind: "stock" | "flow";
  type: "int" | "decimal";
  guarded: "yes" | "no";
  /** "members" or "visits": nobody types it. */
  source?: string;
  rule?: string;
  /** A bigger change asks for a note; "" never asks. */
  change_percent: string;
}

export interface Offer {
  number: string;
  words: string;
}

export type Fields = { [field: string]: string };

export interface Report {
  about: About;
  name: string;
  items: Item[];
  told: Told | undefined;
  /** By item, as on the page. */
  before: { [item: string]: string };
  offers: { [item: string]: Offer };
  /** As the commune's form shows it. */
  base: Fields;
  /** This person's last word about it, and what it says. */
  own: Entry | null;
  ownBody: Fields;
  /** What is typed begins with it: it is not in the commune's numbers yet. */
  begin: Fields;
  /** It came back. */
  reason: string;
  /** The office's, by item, as long as the report is to be put right. */
  comments: { [item: string]: string };
  mayWrite: boolean;
}

export async function listForms(phone: Phone, who: string, month: string): Promise<{ code: string; name: string }[]> {
  const rows = [...readTable(forms), ...(await readRows(phone, who, "report_form"))] as { [name: string]: Json }[];
  const used = rows.filter((row) => isUsedIn(row, month));
  return used.map(({ code, name }) => ({ code: String(code), name: String(name) }));
}

async function listItems(phone: Phone, who: string, { form, month }: About): Promise<Item[]> {
  const rows = [...readTable(items), ...(await readRows(phone, who, "report_item"))] as { [name: string]: Json }[];
  return rows
    .filter((row) => row.form === form && isUsedIn(row, month))
    .map((row) => {
      const label = String(row.label);
      return { ...row, key: String(row.code).toLowerCase(), name: label[0]!.toUpperCase() + label.slice(1) } as unknown as Item;
    });
}

function isUsedIn({ from, until }: { [name: string]: Json }, month: string): boolean {
  return String(from) <= `${month}-01` && (!until || `${month}-01` <= String(until));
}

export async function readReport(phone: Phone, who: string, about: About): Promise<Report | null> {
  const counted = (await listCounted(phone, who)).get(about.village);
  const form = (await listForms(phone, who, about.month)).find(({ code }) => code === about.form);
  if (!counted || !form) return null;
  const [all, own] = [await listTold(phone, who), await findOwn(phone, who, about)];
  const find = (month: string): Told | undefined => all.find((told) => keyOf(told) === keyOf({ ...about, month }));
  const [told, last] = [find(about.month), find(monthBefore(about.month))];
  const listed = await listItems(phone, who, about);
  const before = Object.fromEntries(Object.entries(last?.cells ?? {}).map(([item, [number]]) => [item, number]));
  const offers = offersOf(listed, before, counted, about.month);
  const ownBody = own ? readFields((await openBody(phone, own)) ?? {}) : {};
  const isBack = own?.state === "tu_choi";
  const isOpen = isBack || (own && (await listPending(phone, who)).some(({ id }) => id === own.id));
  const { isOpen: isOwed, isReturned } = standingOf(told?.state ?? "");
  const comments = isReturned ? Object.entries(told!.cells).map(([item, [, , , comment]]) => [item, comment]) : [];
  return {
    ...{ about, name: form.name, items: listed, told, before, offers, own, ownBody },
    base: baseOf(listed, told, offers),
    begin: isOpen ? beginOf(ownBody) : {},
    reason: isBack ? own.text : "",
    comments: Object.fromEntries(comments),
    mayWrite: isOwed || (told!.state === SENT && told!.is_mine && Boolean(own)),
  };
}

/** A word given up, or replaced by another one, is none. */
function findOwn(phone: Phone, who: string, about: About): Promise<Entry | null> {
  return findOwnWord(phone, who, REPORT, [about.village], (body) => keyOf(aboutOf(body)) === keyOf(about));
}

/** A guarded number is never offered. The commune counts once more when it takes the report in. */
function offersOf(listed: Item[], before: Fields, counted: Counted[], month: string): { [item: string]: Offer } {
  const now = counted.find(([of]) => of === month);
  const found: { [item: string]: Offer } = {};
  for (const { code, source, kind, guarded } of listed) {
    const number = source === "members" ? (now ?? counted[0])?.[2] : source ? now?.[3] : kind === "stock" && guarded === "no" ? before[code] : "";
    const of = source === "members" ? "Theo sổ tổ" : source ? "Theo phiếu hỗ trợ" : "Như tháng trước";
    if (number) found[code] = { number, words: `${of}: ${write(number)}` };
  }
  return found;
}

/** Where nothing is written yet, what the registers say is taken already. */
function baseOf(listed: Item[], told: Told | undefined, offers: { [item: string]: Offer }): Fields {
  const base: Fields = {};
  for (const { code, key, source } of listed) {
    const [number = "", origin = TYPED, note = ""] = told?.cells[code] ?? [];
    const isTaken = offers[code] && (told ? origin !== TYPED : source);
    base[`so_${key}`] = isTaken ? "" : number;
    base[`nhu_${key}`] = isTaken ? TAKEN : "";
    base[`vi_${key}`] = note;
  }
  return base;
}

function readFields(body: { [key: string]: Json }): Fields {
  return Object.fromEntries(Object.entries(body).map(([field, value]) => [field, value === true ? TAKEN : String(value)]));
}

/** Each field with what was seen when it was said. */
function beginOf(own: Fields): Fields {
  const said = Object.keys(own).filter((field) => FIELDS.some((kind) => field.startsWith(kind)));
  return Object.fromEntries(said.flatMap((field) => [[field, own[field]!], [SAW + field, own[SAW + field] ?? ""]]));
}
