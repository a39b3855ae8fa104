/** Whether the browser will keep what is saved, and how much of it fits. */

export interface Room {
  /** Share of the quota in use, from 0 to 1. */
  used: number;
  isPersistent: boolean;
}

const NEARLY_FULL = 0.8;

/** At enrolment; the answer is shown. */
export async function askToStay(storage: StorageManager): Promise<boolean> {
  return storage.persist();
}

export async function readRoom(storage: StorageManager): Promise<Room> {
  const { usage = 0, quota = 0 } = await storage.estimate();
  return { used: quota ? usage / quota : 0, isPersistent: await storage.persisted() };
}

export function isNearlyFull({ used }: Pick<Room, "used">): boolean {
  return used >= NEARLY_FULL;
}

/** When the outbox file is offered: the browser may throw away, or will soon take no more. */
export function mustWarn({ used, isPersistent }: Room, unsent: number): boolean {
  return isNearlyFull({ used }) || (!isPersistent && unsent > 0);
}
