/** What the commune has to tell; and again in a moment, while it is still carrying out what was sent. */

import { keep, recall } from "./kept";
import type { Phone } from "./phone";
import { pull } from "./pulling";

const RUNNING = "dang_chay";
const SOON_MS = 3_000;
const MOST_TIMES = 6;

/** `seen`: after each look. Twice as long between them each time; then the next sending asks anyway. */
export async function look(phone: Phone, who: string, seen: () => void, times = 0): Promise<void> {
  // Locked meanwhile: rows would lie on the phone in the open.
  if ((await recall(phone.store, `pin:${who}`)) && !phone.open.has(who)) return;
  const received = (await recall(phone.store, "receipt"))?.n ?? 0;
  const outcome = await pull(phone, who).catch(() => null);
  const isTold = outcome !== null && !outcome.trouble;
  if (isTold) await keep(phone.store, `pulled:${who}`, received);
  seen();
  if (!isTold || times >= MOST_TIMES) return;
  const open = await phone.store.db.getAllFromIndex("outbox", "open");
  if (!open.some(({ code, actor }) => code === RUNNING && actor === who)) return;
  phone.line.after(SOON_MS * 2 ** times, () => void look(phone, who, seen, times + 1));
}
