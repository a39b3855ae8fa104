/** What this person has said and the rows of the commune do not say yet, oldest first. */

import { givenUpBy, readGivenUp } from "./giving_up";
import { recall, recallDevice } from "./kept";
import type { Phone } from "./phone";
import { type Entry, isCarriedOut } from "./records";
import { numbers } from "./store";

/** Sent or not; without what came back, was given up, or waits for somebody at the commune. */
export async function listPending(phone: Phone, who: string): Promise<Entry[]> {
  const { dev } = await recallDevice(phone.store);
  const pulled = (await recall(phone.store, `pulled:${who}`)) ?? 0;
  const late = await phone.store.db.getAll("outbox", numbers(dev, pulled + 1, Infinity));
  const open = await phone.store.db.getAllFromIndex("outbox", "open");
  const waiting = open.filter(({ dev: of, n }) => of !== dev || n <= pulled);
  const given = readGivenUp([...open, ...late]);
  return [...waiting, ...late].filter(
    (entry) =>
      entry.actor === who &&
      !entry.again &&
      !["va_cham", "thieu_anh"].includes(entry.code) &&
      (isCarriedOut(entry.state) || (entry.state !== "tu_choi" && !givenUpBy(given, entry))),
  );
}
