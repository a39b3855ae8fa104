/** One request of this phone: signed, with an end to waiting. */

import { type Bytes, toBase64url } from "./bytes";
import { requestBytes } from "./envelope";
import { recallDevice } from "./kept";
import { sign } from "./keys";
import type { Phone } from "./phone";

export interface Question {
  method: "GET" | "HEAD" | "POST" | "PATCH";
  path: string;
  body?: Bytes;
  headers?: { [name: string]: string };
  timeoutMs: number;
}

export interface Reply {
  /** 0: none came. */
  status: number;
  /** None came in time, which says the line is narrow; it may also just be gone. */
  late: boolean;
  /** Null unless it is JSON: the page of a captive portal is nothing. */
  json: unknown;
  /** Null unless it is sound, or bytes that mean nothing. */
  bytes: Bytes | null;
  headers: Headers;
  ms: number;
}

const NOTHING = { status: 0, json: null, bytes: null, headers: new Headers() };

export async function ask(phone: Phone, question: Question): Promise<Reply> {
  const { dev, keys } = await recallDevice(phone.store);
  const { method, path, body, headers } = question;
  const said = requestBytes(method, path, body, headers?.["Upload-Offset"]);
  const signature = await sign(keys, said);
  const signed = { "Xaso-May": dev, "Xaso-Chu-Ky": toBase64url(signature) };
  return send(phone, { ...question, headers: { ...headers, ...signed } });
}

export async function send(phone: Phone, question: Question): Promise<Reply> {
  const { line } = phone;
  const [began, abort] = [line.ticks(), new AbortController()];
  let late = false;
  const cancel = line.after(question.timeoutMs, () => {
    late = true;
    abort.abort();
  });
  try {
    const { status, headers, json, bytes } = await fetchAll(phone, question, abort.signal);
    return { status, headers, json, bytes, late, ms: line.ticks() - began };
  } catch {
    return { ...NOTHING, late, ms: line.ticks() - began };
  } finally {
    cancel();
  }
}

async function fetchAll(phone: Phone, question: Question, signal: AbortSignal) {
  const { method, path, body, headers } = question;
  const response = await phone.line.fetch(path, {
    method,
    ...(body && { body }),
    headers: headers ?? {},
    signal,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  const kind = response.headers.get("Content-Type") ?? "";
  const json: unknown = /^application\/json\b/.test(kind) ? await response.json() : null;
  const isBytes = /^(audio\/|application\/octet-stream)/.test(kind);
  const bytes = isBytes ? new Uint8Array(await response.arrayBuffer()) : null;
  return { status: response.status, headers: response.headers, json, bytes };
}
