/** A person at the phone: a token for what only people may read. Sending never needs it. */

import { ask, type Question, type Reply } from "./asking";
import { type Bytes, eightBytes, join, toBase64url, utf8, uuidBytes } from "./bytes";
import { canonicalText } from "./envelope";
import { keep, recall, recallDevice } from "./kept";
import { sign } from "./keys";
import type { Phone } from "./phone";
import { explain, FINE, type Outcome } from "./troubles";

const MARK = utf8("xaso-vao");
const WAIT_MS = 7_000;

/** A clock that is off by days is no reason to be shut out: the commune says its own time. */
export async function enter(phone: Phone, who: string): Promise<Outcome> {
  const offset = (await recall(phone.store, "offset_ms")) ?? 0;
  let reply = await introduce(phone, who, phone.line.now() + offset);
  const { now } = (reply.json ?? {}) as { now?: unknown };
  if (reply.status === 401 && Number.isSafeInteger(now)) {
    reply = await introduce(phone, who, now as number);
  }
  const { token, until } = (reply.json ?? {}) as { token?: unknown; until?: number };
  if (reply.status !== 200 || typeof token !== "string") return explain(reply);
  await keep(phone.store, `token:${who}`, { token, until: until ?? null });
  return FINE;
}

/** In this person's name; with a new token where the old one is over. */
export async function askAs(phone: Phone, who: string, question: Question): Promise<Reply | Outcome> {
  const held = (await recall(phone.store, `token:${who}`))?.token;
  const reply = held && (await askWith(phone, held, question));
  if (reply && reply.status !== 401) return reply;
  const entered = await enter(phone, who);
  if (entered.trouble) return entered;
  return askWith(phone, (await recall(phone.store, `token:${who}`))!.token, question);
}

async function askWith(phone: Phone, token: string, question: Question): Promise<Reply> {
  return ask(phone, { ...question, headers: { ...question.headers, "Xaso-Nguoi": token } });
}

async function introduce(phone: Phone, actor: string, now: number): Promise<Reply> {
  const { dev } = await recallDevice(phone.store);
  const person = (await recall(phone.store, "people"))?.[actor];
  if (!person) throw new Error("this person has no key on this phone");
  const signed: Bytes = join(MARK, uuidBytes(dev), eightBytes(now));
  const sig = toBase64url(await sign(person.keys, signed));
  return ask(phone, {
    method: "POST",
    path: "/dong-bo/vao",
    body: utf8(canonicalText({ actor, now, sig })),
    headers: { "Content-Type": "application/json" },
    timeoutMs: WAIT_MS,
  });
}
