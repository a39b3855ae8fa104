/** What a visit that is put right brings along: how its people fell, and its photos. */

import { toBase64url } from "./bytes";
import { versionsBefore } from "./giving_up";
import type { Item } from "./items";
import type { Phone } from "./phone";
import type { Entry } from "./records";
import { keepSplit as write, recallSplit } from "./splits";
import { isPlain, type People, readBody, type Visit } from "./visits";

export async function keepSplit(phone: Phone, entry: Entry, people: People): Promise<void> {
  if (!isPlain(people)) await write(phone, entry, people);
}

/** Photos of one that came back were never taken in: they go again with the new one. */
export async function readOld(phone: Phone, { entry, body }: Item): Promise<Partial<Visit>> {
  const old = readBody(body!);
  const people = (await recallSplit(phone, entry)) ?? old.people;
  const wanted = isBack(entry) ? entry.files : [];
  const bytes = await Promise.all(wanted.map((sha256) => phone.store.db.get("file_bytes", sha256)));
  const photos = bytes.flatMap((each) => (each ? [toBase64url(new Uint8Array(each))] : []));
  return { ...old, people, photos } as Partial<Visit>;
}

/** Those the commune has, or will have, under earlier versions: it shows them with the new one. */
export async function countKept(phone: Phone, entry: Entry): Promise<number> {
  const versions = [entry, ...(await versionsBefore(phone, entry))];
  return versions.filter((each) => !isBack(each)).reduce((sum, { files }) => sum + files.length, 0);
}

function isBack({ state }: Entry): boolean {
  return state === "tu_choi";
}
