/** Rows pulled from the commune, each for the person who may see it; under the PIN where there is one. */

import type { Json } from "./envelope";
import { keep, recall } from "./kept";
import type { Phone } from "./phone";
import { lockAway, openAgain } from "./sealing";
import type { Row } from "./records";
import { type Store, type Table, write } from "./store";

export type Fields = { [key: string]: Json };

/** What cannot be opened now is left out. Opened once, until a row of this person changes. */
export async function readRows(phone: Phone, who: string, kind: string): Promise<Fields[]> {
  const [key, version] = [phone.open.get(who), await recall(phone.store, `rows:${who}`)];
  const known = phone.opened.get(who + kind);
  if (known && version !== undefined && known.version === version && known.key === key) return known.rows;
  const rows = openRows(phone, who, kind);
  phone.opened.set(who + kind, { key, version, rows });
  return rows;
}

async function openRows(phone: Phone, who: string, kind: string): Promise<Fields[]> {
  const range = IDBKeyRange.bound([who, kind], [who, kind, []]);
  const rows = await phone.store.db.getAll("rows", range);
  const found = await Promise.all(rows.map((row) => openRow(phone, row)));
  return found.filter((fields): fields is Fields => fields !== null);
}

/** Under the data key when the person has one. */
export async function closeRow(row: Row, dataKey: CryptoKey | undefined): Promise<Row> {
  const { fields, ...open } = row;
  if (!dataKey || !fields) return row;
  return { ...open, locked: await lockAway(dataKey, aboutRow(row), fields) };
}

/** At logout, or when nobody can open them any more; the outbox stays. */
export async function forgetRows(store: Store, who: string): Promise<void> {
  const change = write(store, ["rows", "kv"]);
  await change.objectStore("rows").delete(IDBKeyRange.bound([who], [who, []]));
  await change.objectStore("kv").delete(`cursor:${who}`);
  await change.objectStore("kv").delete(`token:${who}`);
  await noteChange(change.objectStore("kv"), who);
  await change.done;
}

/** In the transaction in which they change. */
export async function noteChange(kv: Table<"kv">, who: string): Promise<void> {
  await keep(kv, `rows:${who}`, ((await recall(kv, `rows:${who}`)) ?? 0) + 1);
}

async function openRow(phone: Phone, row: Row): Promise<Fields | null> {
  if (row.fields) return row.fields;
  const dataKey = phone.open.get(row.who);
  if (!dataKey || !row.locked) return null;
  return (await openAgain(dataKey, aboutRow(row), row.locked)) as Fields;
}

function aboutRow({ t, id }: Row): string {
  return `${t}/${id}`;
}
