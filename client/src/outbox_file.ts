/** The outbox as a file, for the day there is no line: by stick or Zalo, taken in any number of times. */

import { type Bytes, fourBytes, join, toBase64url, utf8 } from "./bytes";
import { makeBatch } from "./batch";
import { requestBytes } from "./envelope";
import { recall, recallDevice } from "./kept";
import { sign } from "./keys";
import type { Phone } from "./phone";

export interface OutboxFile {
  name: string;
  bytes: Bytes;
  events: number;
}

const MAGIC = utf8("XSOUT1\n");
const PACE = { size: 24_000, most: 500 };

/** The same batches with their signatures; every body sealed, because the file passes through other hands. */
export async function writeOutboxFile(phone: Phone): Promise<OutboxFile> {
  const { dev, keys } = await recallDevice(phone.store);
  const parts: Bytes[] = [MAGIC];
  const received = (await recall(phone.store, "receipt"))?.n ?? 0;
  let written = 0;
  for (;;) {
    const batch = await makeBatch(phone, PACE, received + written, true);
    if (!batch.events) break;
    const said = requestBytes("POST", "/dong-bo/day", batch.bytes);
    const signature = toBase64url(await sign(keys, said));
    const head = utf8(JSON.stringify({ may: dev, chu_ky: signature }));
    parts.push(fourBytes(head.length), head, fourBytes(batch.bytes.length), batch.bytes);
    written += batch.events;
  }
  const name = `xaso-hop-gui-${dev}-${writeDay(phone.line.now())}.xsout`;
  return { name, bytes: join(...parts), events: written };
}

/** The day here, not in Greenwich. */
function writeDay(now: number): string {
  const day = new Date(now);
  const parts = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0"));
  return [day.getFullYear(), ...parts].join("-");
}
