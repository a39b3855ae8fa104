/** How wide the line to the commune is, measured with a fixed, small amount; nobody else's server is asked. */

import { ask, type Question } from "./asking";
import type { Bytes } from "./bytes";
import type { Phone } from "./phone";

/** A part that did not come through is left out. */
export type Probe = {
  down_kbps?: number;
  up_kbps?: number;
  round_trip_ms?: number;
  lost_percent?: number;
};

const DOOR = "/dong-bo/do";
const DOWN_BYTES = 60_000;
const UP_BYTES = 20_000;
const TRIES = 5;
const TRY_WAIT_MS = 4_000;
const WAIT_MS = 30_000;
/** Heads of requests and answers with it. */
export const PROBE_KB = 85;

/** Null: the commune was not reached at all. */
export async function probe(phone: Phone): Promise<Probe | null> {
  const trips: number[] = [];
  for (let turn = 0; turn < TRIES; turn += 1) {
    const ms = await time(phone, { method: "GET", path: `${DOOR}?n=0`, timeoutMs: TRY_WAIT_MS });
    if (ms !== null) trips.push(ms);
  }
  if (!trips.length) return null;
  const trip = trips.sort((one, other) => one - other)[Math.floor(trips.length / 2)]!;
  const body: Bytes = crypto.getRandomValues(new Uint8Array(UP_BYTES));
  const headers = { "Content-Type": "application/octet-stream" };
  const down = await time(phone, { method: "GET", path: `${DOOR}?n=${DOWN_BYTES}`, timeoutMs: WAIT_MS });
  const up = await time(phone, { method: "POST", path: DOOR, body, headers, timeoutMs: WAIT_MS });
  return {
    ...(down !== null && { down_kbps: rate(DOWN_BYTES, down - trip) }),
    ...(up !== null && { up_kbps: rate(UP_BYTES, up - trip) }),
    ...{ round_trip_ms: Math.round(trip), lost_percent: Math.round(100 * (1 - trips.length / TRIES)) },
  };
}

export function tellProbe({ down_kbps, up_kbps, round_trip_ms, lost_percent }: Probe): string {
  const parts: [number | undefined, string, string][] = [
    [down_kbps, "tải về", "kbit/s"],
    [up_kbps, "gửi lên", "kbit/s"],
    [round_trip_ms, "trễ", "ms"],
    [lost_percent, "mất", "%"],
  ];
  const said = parts.filter(([value]) => value !== undefined);
  return said.map(([value, name, unit]) => `${name} ${value!.toLocaleString("vi")} ${unit}`).join(" · ");
}

/** Milliseconds until the whole answer was there; null when it was none of the commune's. */
async function time(phone: Phone, question: Question): Promise<number | null> {
  const { status, bytes, ms } = await ask(phone, question);
  return status === 204 || (status === 200 && bytes) ? ms : null;
}

/** Without the way there and back, which even one byte needs. */
function rate(bytes: number, ms: number): number {
  return Math.round((bytes * 8) / Math.max(ms, 1));
}
