/** What the commune knows, page by page; each page is there as a whole or not at all. */

import { isUuid } from "./bytes";
import { askAs } from "./entering";
import { keep, recall, recallDevice } from "./kept";
import { timeoutMs } from "./pace";
import type { Phone } from "./phone";
import { readTold, type Told, writeTold } from "./receipt";
import { closeRow, type Fields, noteChange } from "./rows";
import { type Row, withState } from "./records";
import { after, type Table, write } from "./store";
import { explain, FINE, type Outcome } from "./troubles";

interface Page {
  ep: string;
  rows: { row: Row; gone: boolean }[];
  st: Told[];
  hasStates: boolean;
  reset: string[];
  c: string;
  more: boolean;
}

const PAGE_BYTES = 8_192;
const DOWN_RATE = 30_000;
const EVERYTHING = "*";
const ANEW = { c: "", ep: "" };

/** For one person, one tab at a time; cut anywhere it goes on from there next time. */
export async function pull(phone: Phone, who: string): Promise<Outcome> {
  return phone.locks.request("pull", () => pullPages(phone, who));
}

async function pullPages(phone: Phone, who: string): Promise<Outcome> {
  let place = (await recall(phone.store, `cursor:${who}`)) ?? ANEW;
  for (;;) {
    const received = (await recall(phone.store, "receipt"))?.n ?? 0;
    const page = await fetchPage(phone, who, place.c);
    if ("trouble" in page) return page;
    // Its rows would stand beside those of a database that is no more.
    const isLost = place.c !== "" && page.ep !== place.ep && !page.reset.includes(EVERYTHING);
    if (!isLost) {
      await writePage(phone, who, page, place.c === "", received);
      if (!page.more) return FINE;
    }
    place = isLost ? ANEW : page;
  }
}

async function fetchPage(phone: Phone, who: string, cursor: string): Promise<Page | Outcome> {
  const path = `/dong-bo/keo?c=${encodeURIComponent(cursor)}&max=${PAGE_BYTES}`;
  const wait = timeoutMs(PAGE_BYTES, DOWN_RATE);
  const reply = await askAs(phone, who, { method: "GET", path, timeoutMs: wait });
  if (!("status" in reply)) return reply;
  return (reply.status === 200 && readPage(reply.json, who)) || explain(reply);
}

function readPage(json: unknown, who: string): Page | null {
  const { ep, rows, st, reset, c, more } = (json ?? {}) as { [key: string]: unknown };
  if (!isUuid(ep) || typeof c !== "string" || !Array.isArray(rows)) return null;
  const found = rows.filter((row: Fields) => typeof row?.t === "string" && typeof row.id === "string");
  return {
    ep,
    c,
    rows: found.map((row: Fields) => readRow(row, who)),
    st: readTold(st),
    hasStates: Array.isArray(st),
    reset: Array.isArray(reset) ? reset.map(String) : [],
    more: more === true,
  };
}

function readRow({ t, id, gone, ...fields }: Fields, who: string): { row: Row; gone: boolean } {
  const scope = String(fields.scope ?? "");
  const row = { who, t: String(t), id: String(id), scope, fields: { id: id!, ...fields } };
  return { row, gone: gone === true };
}

/** Reset, rows, states and cursor in one step: a phone that dies here has the page, or never saw it. */
async function writePage(
  phone: Phone,
  who: string,
  page: Page,
  isFirst: boolean,
  receivedBefore: number,
): Promise<void> {
  const dataKey = phone.open.get(who);
  const rows = await Promise.all(
    page.rows.map(async ({ row, gone }) => ({ row: await closeRow(row, dataKey), gone })),
  );
  const change = write(phone.store, ["rows", "kv", "outbox"]);
  const [table, kv, outbox] = [
    change.objectStore("rows"),
    change.objectStore("kv"),
    change.objectStore("outbox"),
  ];
  const { dev } = await recallDevice(kv);
  const received = (await recall(kv, "receipt"))?.n ?? 0;
  const unsent = await outbox.getAll(after(dev, received));
  const wanted = new Set(unsent.flatMap((entry) => [...entry.refs, ...(entry.needs ?? [])]));
  const mayClear = isFirst || page.reset.length || !page.more;
  const isCleared = mayClear && (await clear(table, who, page, isFirst, wanted));
  if (isCleared || rows.length) await noteChange(kv, who);
  for (const { row, gone } of rows) {
    if (!gone) await table.put(row);
    else if (!wanted.has(row.id)) await table.delete([who, row.t, row.id]);
    else await leave(table, who, row);
  }
  await writeTold(outbox, dev, received, page.st);
  if (page.hasStates) await writeDone(outbox, dev, Math.min(receivedBefore, received), page.st);
  await keep(kv, `cursor:${who}`, { c: page.c, ep: page.ep });
  await change.done;
}

/** It stays for the event alone; the last page of a later pull takes it away. */
async function leave(table: Table<"rows">, who: string, { t, id }: Row): Promise<void> {
  const row = await table.get([who, t, id]);
  if (row) await table.put({ ...row, left: true });
}

/** What this person may not see any more goes, except what an unsent event speaks of. */
async function clear(
  table: Table<"rows">,
  who: string,
  page: Page,
  isFirst: boolean,
  wanted: Set<string>,
): Promise<boolean> {
  let isChanged = false;
  const isAll = isFirst || page.reset.includes(EVERYTHING);
  for (const row of await table.getAll(IDBKeyRange.bound([who], [who, []]))) {
    const isLeft = isAll || row.left || page.reset.includes(row.scope);
    if (isLeft && !wanted.has(row.id)) await table.delete([who, row.t, row.id]), (isChanged = true);
    else if (isLeft && !row.left) await table.put({ ...row, left: true });
  }
  return isChanged;
}

/**
 * Each answer names all that is not plainly done: what a receipt covered before we asked and it does not
 * name, is done. What was set aside stays so until it is named otherwise, for the next phone issues it again.
 */
async function writeDone(
  outbox: Table<"outbox">,
  dev: string,
  received: number,
  told: Told[],
): Promise<void> {
  const named = new Set(told.map(([id]) => id));
  for (const entry of await outbox.index("open").getAll()) {
    const isOurs = entry.dev === dev && entry.n <= received && entry.state !== "cach_ly";
    if (isOurs && !named.has(entry.id)) await outbox.put(withState(entry, "ap_dung"));
  }
}
