/** A few words of the office to this phone; that they were read goes back. */

import { openBody } from "./bodies";
import { listPending } from "./pending";
import type { Phone } from "./phone";
import { type Fields, readRows } from "./rows";
import { readSounds, type Sound } from "./sounds";
import { isoDay } from "./visits";

export const READ_NOTE = "phone_notes.read";

export interface PhoneNote {
  id: string;
  scope: string;
  text: string;
  /** Who has written it. */
  by: string;
  /** As 2026-11-27. */
  from: string;
  to: string;
  isRead: boolean;
  sounds: Sound[];
}

/** Those of today by the phone's own calendar, the unread first. */
export async function listNotes(phone: Phone, who: string, now: number): Promise<PhoneNote[]> {
  const [today, read] = [isoDay(now), new Set<string>()];
  for (const entry of await listPending(phone, who)) {
    const body = entry.kind === READ_NOTE && (await openBody(phone, entry));
    if (body) read.add(String(body.note));
  }
  const notes = (await readRows(phone, who, "phone_note")).map((row) => readNote(row, read));
  const isShown = ({ from, to }: PhoneNote): boolean => from <= today && today <= to;
  const order = (note: PhoneNote): string => `${Number(!note.isRead)} ${note.from} ${note.id}`;
  return notes.filter(isShown).sort((one, other) => order(other).localeCompare(order(one)));
}

function readNote(row: Fields, read: Set<string>): PhoneNote {
  const text = (name: string): string => String(row[name] ?? "");
  const id = text("id");
  return {
    ...{ id, scope: text("scope"), text: text("text"), by: text("by"), from: text("from"), to: text("to") },
    ...{ isRead: row.is_read === true || read.has(id), sounds: readSounds(row) },
  };
}
