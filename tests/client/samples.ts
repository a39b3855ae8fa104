/** What the client writes, for the commune's own Python to read: one JSON on standard output. */

import { makeBatch } from "../../client/src/batch";
import { toBase64url } from "../../client/src/bytes";
import { addPerson } from "../../client/src/enrolling";
import { canonicalText, type Json, requestBytes } from "../../client/src/envelope";
import { recall, recallDevice } from "../../client/src/kept";
import { exportPublic, sign } from "../../client/src/keys";
import { writeOutboxFile } from "../../client/src/outbox_file";
import { closeAgain, setPin } from "../../client/src/pin";
import { save } from "../../client/src/saving";
import { enrolled, MAI, makePhoto, openWorld, PAO, visit } from "./world";

const SIGNS = [
  ..."aZ09 \"\\/\b\f\n\r\t\u001f\u007f\u0080\u00a0\u2028\u2029\ufeff\uffff",
  ..."ủạ".normalize("NFD"),
  ..."Đđươ",
  "\u{1f600}",
  "\u{10ffff}",
  "\u0344",
  "\u212b",
  "\uac00",
  "\u1100\u1161",
];

let state = 20_261_124;
function draw(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 16) % below;
}

function makeText(): string {
  return Array.from({ length: draw(9) }, () => SIGNS[draw(SIGNS.length)]!).join("");
}

function makeValue(depth: number): Json {
  const kind = draw(depth ? 7 : 5);
  if (kind === 0) return [null, true, false][draw(3)]!;
  if (kind < 3) return makeText();
  if (kind < 5) return [0, -1, 7, 2 ** 53 - 1, -(2 ** 53 - 1), draw(65_536)][draw(6)]!;
  const parts = Array.from({ length: draw(4) }, () => makeValue(depth - 1));
  if (kind === 5) return parts;
  const keys = ["a", "b_2", "0", "a.b", "__proto__", "zz", "a10", "a9"];
  return Object.fromEntries(parts.map((part) => [keys[draw(keys.length)]!, part]));
}

async function writeSamples(): Promise<object> {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.server.codes.set("cua-mai", MAI);
  await addPerson(phone, "cua-mai");
  await save(phone, visit({ body: { ghi_chu: "Bà Sủ".normalize("NFD"), lap: "a".repeat(30_000) } }));
  const first = await save(phone, visit({ actor: MAI.id, scope: "xa:02923" }));
  await setPin(phone, PAO.id, "135790", 1_000);
  const files = [{ bytes: makePhoto(900), type: "image/jpeg" }];
  await save(phone, visit({ needs: [first.id], replaces: first.id, files }));
  await save(phone, visit());
  const open = await makeBatch(phone, { size: 24_000, most: 500 });
  closeAgain(phone, PAO.id);
  const locked = await makeBatch(phone, { size: 24_000, most: 500 });
  const device = await recallDevice(phone.store);
  const people = Object.entries((await recall(phone.store, "people"))!).map(
    async ([id, { keys }]) => [id, toBase64url(await exportPublic(keys))] as const,
  );
  const { d } = await crypto.subtle.exportKey("jwk", world.server.opening.privateKey);
  const values = Array.from({ length: 400 }, () => makeValue(4));
  return {
    values: values.map((value) => ({ raw: JSON.stringify(value), canonical: canonicalText(value) })),
    dev: device.dev,
    key: toBase64url(await exportPublic(device.keys)),
    people: Object.fromEntries(await Promise.all(people)),
    opening: d,
    bodies: [...(await bodiesOf(phone.store.db.getAll("outbox")))],
    batches: await Promise.all(
      [open, locked].map(async ({ bytes }) => ({
        bytes: toBase64url(bytes),
        signature: toBase64url(
          await sign(device.keys, requestBytes("POST", "/dong-bo/day", bytes)),
        ),
      })),
    ),
    file: toBase64url((await writeOutboxFile(phone)).bytes),
  };
}

async function bodiesOf(entries: Promise<{ h: Uint8Array<ArrayBuffer>; id: string }[]>) {
  return (await entries).map(({ id, h }) => ({ id, h: toBase64url(h) }));
}

void writeSamples().then((samples) => process.stdout.write(JSON.stringify(samples)));
