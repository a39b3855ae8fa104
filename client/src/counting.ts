/** How much of somebody's data the app has used, by month: people here pay by the megabyte. */

import { keep, recall } from "./kept";
import type { Phone } from "./phone";
import { type Store, write } from "./store";

/** What the head of a request and of an answer weigh besides the body, measured with HTTP/2. */
const HEADS_BYTES = 350;

export interface Used {
  month: string;
  bytes: number;
}

export function countBytes(phone: Phone): void {
  const { fetch } = phone.line;
  phone.line.fetch = async (path, init) => {
    const sent = init.body instanceof Uint8Array ? init.body.length : 0;
    const response = await fetch(path, init);
    const told = Number(response.headers.get("Content-Length") ?? 0);
    await add(phone, sent + told + HEADS_BYTES).catch(() => undefined);
    return response;
  };
}

export async function readUsed(store: Store, now: number): Promise<Used> {
  const used = await recall(store, "used");
  const month = monthOf(now);
  return used?.month === month ? used : { month, bytes: 0 };
}

async function add(phone: Phone, bytes: number): Promise<void> {
  const change = write(phone.store, ["kv"]);
  const kv = change.objectStore("kv");
  const [used, month] = [await recall(kv, "used"), monthOf(phone.line.now())];
  const before = used?.month === month ? used.bytes : 0;
  await keep(kv, "used", { month, bytes: before + bytes });
  await change.done;
}

function monthOf(now: number): string {
  const day = new Date(now);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}`;
}
