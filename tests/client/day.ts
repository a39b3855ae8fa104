/** One day of a phone against the real program, in any place that has a store: it says how it went. */

import { fromBase64url, utf8 } from "../../client/src/bytes";
import { enrol } from "../../client/src/enrolling";
import { recall, recallDevice } from "../../client/src/kept";
import { exportPublic, isSigned, sign } from "../../client/src/keys";
import { startPace } from "../../client/src/pace";
import { makePhone, type Phone } from "../../client/src/phone";
import { closeAgain, setPin } from "../../client/src/pin";
import { pull } from "../../client/src/pulling";
import { readRows } from "../../client/src/rows";
import { save, type Wish } from "../../client/src/saving";
import { sendAll } from "../../client/src/sending";
import { openStore } from "../../client/src/store";
import { nameState } from "../../client/src/words";

export interface Place {
  base: string;
  code: string;
  village: string;
  photo: string;
}

/** The paths of the requests that leave; a `cut` one arrives and its answer is lost. */
function watchLine(phone: Phone, base: string, cut: Set<number>): string[] {
  const paths: string[] = [];
  phone.line.fetch = async (path, init) => {
    paths.push(`${init.method} ${path.split("?")[0]!.replace(/[0-9a-f]{64}/, "…")}`);
    const lost = cut.has(paths.length);
    const answer = await fetch(base + path, init);
    if (lost) throw new TypeError("the answer is lost");
    return answer;
  };
  return paths;
}

export async function live({ base, code, village, photo }: Place): Promise<object> {
  const phone = makePhone(await openStore(), "0.1.0");
  const paths = watchLine(phone, base, new Set([3]));
  const joined = [await enrol(phone, "khong-co"), await enrol(phone, code, "Máy của Páo")];
  const [actor] = Object.keys((await recall(phone.store, "people"))!);
  const wish = (kind: string, body: Wish["body"], more: Partial<Wish> = {}): Promise<unknown> =>
    save(phone, { actor: actor!, kind, v: 1, scope: `thon:${village}`, body, ...more });
  const meet = (head_name: string): Promise<unknown> =>
    wish("residents.add_household", { head_name, village, members_count: 4 });

  await meet("Giàng Thị Mẩy".normalize("NFD"));
  await meet("");
  const lost = await go(phone);
  await wish("teams.chua_co", { x: 1 });
  const files = [{ bytes: fromBase64url(photo)!.buffer, type: "image/jpeg" }];
  await wish("tests.show", { note: "Nhà văn hóa" }, { files });
  await setPin(phone, actor!, "135790", 1_000);
  await meet("Tẩn Mùi Chẳn");
  closeAgain(phone, actor!);
  const sent = await go(phone);
  const asked = await words(phone);
  const pulled = await pull(phone, actor!);
  const rows = await phone.store.db.count("rows");
  await setPin(phone, actor!, "246802", 1_000);
  const pulledAgain = await pull(phone, actor!);
  const names = (await readRows(phone, actor!, "household")).map((row) => row.head_name);
  const outcomes = [...joined, lost, sent, pulled, pulledAgain].map(({ trouble }) => trouble);
  const photos = (await phone.store.db.getAll("files")).map(({ state }) => state);
  return { outcomes, paths, asked, pulled: await words(phone), rows, names, photos };
}

/** Opened another day: everything is there, and the key that never leaves the store still signs. */
export async function lookAgain(_place: Place): Promise<object> {
  const phone = makePhone(await openStore(), "0.1.0");
  const { keys } = await recallDevice(phone.store);
  const signature = await sign(keys, utf8("Páo"));
  const can_sign = await isSigned(await exportPublic(keys), utf8("Páo"), signature);
  return { words: await words(phone), can_sign };
}

async function go(phone: Phone): Promise<{ trouble: string | null }> {
  return sendAll(phone, startPace(), { hello: false, files: true });
}

async function words(phone: Phone): Promise<string[]> {
  const entries = await phone.store.db.getAll("outbox");
  return entries.map((entry) => Object.values(nameState(entry, 0)).filter(Boolean).join(" / "));
}
