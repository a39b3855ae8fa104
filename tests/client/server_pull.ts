/** Pages as a test lays them out, behind the person's token. */

import type { Bytes } from "../../client/src/bytes";
import type { Answered, Asked, Server } from "./server";

export interface Pulls {
  /** By the cursor they are asked with. */
  pages: Map<string, { rows: object[]; reset?: string[]; c: string; more?: boolean }>;
  tokens: Map<string, string>;
  st: unknown[][];
  /** By their hash. */
  sounds: Map<string, Bytes>;
}

export function pullPage(server: Server, asked: Asked): Answered {
  if (!server.pulls.tokens.has(asked.headers["Xaso-Nguoi"] ?? "")) return { status: 401, json: {} };
  const cursor = new URL(asked.path, "https://xa").searchParams.get("c")!;
  const page = server.pulls.pages.get(cursor) ?? { rows: [], c: cursor || "cuoi" };
  const { rows, reset = [], c, more = false } = page;
  return { status: 200, json: { ep: server.db.epoch, rows, reset, c, more, st: server.pulls.st } };
}

export function giveSound(server: Server, asked: Asked): Answered {
  if (!server.pulls.tokens.has(asked.headers["Xaso-Nguoi"] ?? "")) return { status: 401, json: {} };
  const bytes = server.pulls.sounds.get(asked.path.split("/").pop()!);
  return bytes ? { status: 200, bytes, headers: { "Content-Type": "audio/ogg" } } : { status: 404, json: {} };
}

/** Bytes that mean nothing, as many as were asked for; what comes up is thrown away. */
export function giveWidth({ method, path }: Asked): Answered {
  if (method === "POST") return { status: 204 };
  const count = Number(new URL(path, "https://xa").searchParams.get("n"));
  return { status: 200, bytes: new Uint8Array(count), headers: { "Content-Type": "application/octet-stream" } };
}
