/** A phone joins the commune by a one-time code; every enrolment is another device that begins at 1. */

import { ask, type Reply, send } from "./asking";
import { type Bytes, fromBase64url, isUuid, toBase64url, utf8 } from "./bytes";
import { BEFORE_THE_FIRST } from "./envelope";
import { type Device, keep, type Person, recall, recallDevice } from "./kept";
import { exportPublic, makeKeys, PUBLIC_BYTES } from "./keys";
import type { Phone } from "./phone";
import { issueAgain } from "./reissuing";
import { writeDurably } from "./store";
import { explain, FINE, type Outcome } from "./troubles";

export interface Joined extends Outcome {
  /** The account the code was made for. */
  who?: string;
}

type Said = { [key: string]: unknown };
interface Named {
  id: string;
  name: string;
}

const WAIT_MS = 20_000;
const PATH = "/dong-bo/ghi-danh";
const NO_CODE = [403, 422];

/** What an earlier enrolment of this phone had saved and not sent is issued again. */
export async function enrol(phone: Phone, code: string, label = ""): Promise<Joined> {
  const [keys, own] = [await makeKeys(), await makeKeys()];
  const key = toBase64url(await exportPublic(keys));
  const reply = await send(phone, await writeRequest({ code, key, label }, own));
  const [device, person] = [readDevice(reply, keys), readPerson(reply)];
  if (!device || !person) return explainCode(reply);
  const { now } = reply.json as Said;
  await begin(phone, device, { [person.id]: { name: person.name, keys: own } }, now);
  await issueAgain(phone);
  return { ...FINE, who: person.id };
}

/** Another member on the same phone, with a code of their own: one chain, a key for each. */
export async function addPerson(phone: Phone, code: string): Promise<Joined> {
  const { dev } = await recallDevice(phone.store);
  const own = await makeKeys();
  const reply = await ask(phone, await writeRequest({ code, dev }, own));
  const person = readPerson(reply);
  if (!person) return explainCode(reply);
  const people = await recall(phone.store, "people");
  const added = { [person.id]: { name: person.name, keys: own } };
  await keep(phone.store, "people", { ...people, ...added });
  await issueAgain(phone);
  return { ...FINE, who: person.id };
}

async function writeRequest(said: Said, own: CryptoKeyPair) {
  const person_key = toBase64url(await exportPublic(own));
  const body = utf8(JSON.stringify({ ...said, person_key }));
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", path: PATH, body, headers, timeoutMs: WAIT_MS } as const;
}

function readDevice(reply: Reply, keys: CryptoKeyPair): Device | null {
  const { dev, server_key, seal_key, commune } = (reply.json ?? {}) as Said;
  const [server, seal] = [readKey(server_key), readKey(seal_key)];
  if (reply.status !== 200 || !isUuid(dev) || !server || !seal) return null;
  const { code, name } = (commune ?? {}) as Said;
  const place = { code: String(code), name: String(name) };
  return { dev, keys, server_key: server, seal_key: seal, commune: place };
}

function readPerson({ status, json }: Reply): Named | null {
  const { id, name } = (((json ?? {}) as Said).person ?? {}) as Said;
  return status === 200 && isUuid(id) ? { id, name: String(name) } : null;
}

function readKey(text: unknown): Bytes | null {
  const key = fromBase64url(text);
  return key?.length === PUBLIC_BYTES ? key : null;
}

function explainCode(reply: Reply): Outcome {
  if (!NO_CODE.includes(reply.status)) return explain(reply);
  const { text } = (reply.json ?? {}) as Said;
  return { trouble: "ma_sai", ...(typeof text === "string" && { text }) };
}

/** The outbox of the earlier device stays as it is. */
async function begin(
  phone: Phone,
  device: Device,
  people: { [account: string]: Person },
  serverNow: unknown,
): Promise<void> {
  const change = writeDurably(phone.store, ["head", "kv"]);
  const kv = change.objectStore("kv");
  for (const name of await kv.getAllKeys()) {
    if (!/^(pin:|draft:|used$|photos_wait$)/.test(name)) await kv.delete(name);
  }
  await keep(kv, "device", device);
  await keep(kv, "people", people);
  if (Number.isSafeInteger(serverNow)) {
    await keep(kv, "offset_ms", (serverNow as number) - phone.line.now());
  }
  const head = { dev: device.dev, n: 0, h: BEFORE_THE_FIRST, at: null };
  await change.objectStore("head").put(head, "head");
  await change.done;
}
